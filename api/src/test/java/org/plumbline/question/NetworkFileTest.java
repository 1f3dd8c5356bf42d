package org.plumbline.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.onnx.ModelSelection;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.network.onnx.file.WireWriter;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib.VnnLibParser;
import org.plumbline.verifier.certified.Comparison;

class NetworkFileTest {
  @TempDir Path folder;

  /** {@code y = x + w} with w in a file. */
  private Path model(float w) throws IOException {
    OnnxNode node = OnnxNode.of("Add", List.of("x", "w"), "y");
    OnnxValueInfo x = OnnxValueInfo.float32("x", 1, 1);
    OnnxValueInfo y = OnnxValueInfo.float32("y", 1, 1);
    OnnxGraph graph = new OnnxGraph("g", List.of(node), List.of(), List.of(x), List.of(y));
    WireWriter tensor =
        new WireWriter()
            .integer(1, 1)
            .integer(2, 1)
            .text(8, "w")
            .integer(14, 1)
            .message(13, new WireWriter().text(1, "location").text(2, "w.bin"));
    byte[] start = OnnxWriter.toBytes(OnnxModel.of("m", 13, graph));
    byte[] rest = new WireWriter().message(7, new WireWriter().message(5, tensor)).toByteArray();
    byte[] data = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(w).array();
    Files.write(folder.resolve("w.bin"), data);
    return Files.write(
        folder.resolve("m.onnx"),
        ByteBuffer.allocate(start.length + rest.length).put(start).put(rest).array());
  }

  @Test
  void dataBesideAModelCountForItsDigest() throws IOException {
    byte[] two = NetworkFile.of(model(2)).digest();
    byte[] three = NetworkFile.of(model(3)).digest();
    assertThat(three).isNotEqualTo(two);
    assertThat(NetworkFile.of(model(2)).digest()).isEqualTo(two);
  }

  @Test
  void theDigestOfOneFileIsItsOwn() throws IOException {
    OnnxTensor w = OnnxTensor.float32("w", new int[] {1}, 2);
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(OnnxNode.of("Add", List.of("x", "w"), "y")),
            List.of(w),
            List.of(OnnxValueInfo.float32("x", 1, 1)),
            List.of(OnnxValueInfo.float32("y", 1, 1)));
    byte[] bytes = OnnxWriter.toBytes(OnnxModel.of("m", 13, graph));
    Path file = Files.write(folder.resolve("one.onnx"), bytes);
    assertThat(NetworkFile.of(file).digest()).isEqualTo(Digest.of(bytes));
  }

  @Test
  void whatIsChosenCountsForTheDigest() throws IOException {
    NetworkFile file = NetworkFile.of(model(2));
    ModelSelection none = ModelSelection.NONE;
    assertThat(
            List.of(
                Digest.hex(file.digest()),
                Digest.hex(file.with(none.withOutput("y")).digest()),
                Digest.hex(file.with(none.withShape("x", 1, 1)).digest()),
                Digest.hex(file.with(none.withValue("x", 1)).digest()),
                Digest.hex(file.with(none.withValue("x", 2)).digest())))
        .doesNotHaveDuplicates();
    assertThat(file.withAllOutputs().digest()).isEqualTo(file.digest());
  }

  @Test
  void bothReadingsReadTheData() throws IOException {
    NetworkFile file = NetworkFile.of(model(2));
    String property =
        "(declare-const X_0 Real)(declare-const Y_0 Real)"
            + "(assert (>= X_0 0))(assert (<= X_0 1))(assert (>= Y_0 4))";
    Query query = Query.of(file.network(), VnnLibParser.parse(property, "p"));
    assertThat(
            file.secondReading()
                .with("p", property.getBytes(StandardCharsets.UTF_8))
                .begin(query, Semantics.REAL)
                .finish(0, Budget.ofMillis(60_000)))
        .isInstanceOf(Comparison.Agrees.class);
  }
}
