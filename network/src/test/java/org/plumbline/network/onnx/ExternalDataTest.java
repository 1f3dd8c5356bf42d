package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.WireWriter;

/** Models that keep the data of their tensors in files beside them. */
class ExternalDataTest {
  @TempDir Path folder;

  /** {@code y = x + w}, two elements each. */
  private Path model(WireWriter tensor) throws IOException {
    WireWriter node = new WireWriter().text(1, "x").text(1, "w").text(2, "y").text(4, "Add");
    WireWriter graph =
        new WireWriter()
            .message(1, node)
            .message(5, tensor)
            .message(11, declared("x"))
            .message(12, declared("y"));
    byte[] bytes =
        new WireWriter()
            .integer(1, 8)
            .message(7, graph)
            .message(8, new WireWriter().integer(2, 13))
            .toByteArray();
    return Files.write(folder.resolve("m.onnx"), bytes);
  }

  private static WireWriter declared(String name) {
    WireWriter shape = new WireWriter().message(1, new WireWriter().integer(1, 2));
    WireWriter tensor = new WireWriter().integer(1, 1).message(2, shape);
    return new WireWriter().text(1, name).message(2, new WireWriter().message(1, tensor));
  }

  private static WireWriter tensor(Map<String, String> entries) {
    WireWriter tensor = new WireWriter().integer(1, 2).integer(2, 1).text(8, "w").integer(14, 1);
    entries.forEach((k, v) -> tensor.message(13, new WireWriter().text(1, k).text(2, v)));
    return tensor;
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static double[] atZero(Path model) throws IOException {
    Network network = OnnxReader.read(model);
    return new ForwardPass(network, new JavaGemm()).outputs(1, new double[2]);
  }

  @Test
  void dataAreThoseAtTheOffset() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Files.write(folder.resolve("data/w.bin"), floats(9, 3, -0.5f, 7));
    Map<String, String> place = Map.of("location", "data/w.bin", "offset", "4", "length", "8");
    assertThat(atZero(model(tensor(place)))).containsExactly(3, -0.5);
  }

  @Test
  void dataWithoutALengthEndWithTheFile() throws IOException {
    Files.write(folder.resolve("w"), floats(9, 3, -0.5f));
    assertThat(atZero(model(tensor(Map.of("location", "w", "offset", "4")))))
        .containsExactly(3, -0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 16, from byte 0 to 16",
    "8, 8, from byte 8 to 16",
    "13, 0, from byte 13 to 13",
    "0, 4, holds 1 elements",
    "0, 7, not a multiple of 4",
    "999999999999999999, 999999999999999999, from byte 999999999999999999",
    "-4, 8, the offset '-4'",
    "0, 0x8, the length '0x8'",
  })
  void dataThatAreNotThereAreRefused(String offset, String length, String message)
      throws IOException {
    Files.write(folder.resolve("w"), floats(1, 2, 3));
    Path model = model(tensor(Map.of("location", "w", "offset", offset, "length", length)));
    assertThatThrownBy(() -> OnnxReader.read(model))
        .isInstanceOf(OnnxParseException.class)
        .hasMessageContaining("m.onnx")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../w",
        "a/../../w",
        "/etc/hostname",
        "C:/w",
        "..\\w",
        "",
        ".",
        "a/..",
        "a\u0000b"
      })
  void locationsThatAreNotInTheFolderAreRefused(String location) throws IOException {
    Files.createDirectory(folder.resolve("a"));
    Path model = model(tensor(Map.of("location", location)));
    assertThatThrownBy(() -> OnnxReader.read(model))
        .isInstanceOf(OnnxParseException.class)
        .hasMessageContaining("keeps tensor data in the file '" + location + "': it ");
  }

  @Test
  void linksOutOfTheFolderAreRefused() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.write(elsewhere.resolve("w"), floats(1, 2));
    Files.createSymbolicLink(inner.resolve("w"), elsewhere.resolve("w"));
    Files.createSymbolicLink(inner.resolve("d"), elsewhere);
    Path model = Files.move(model(tensor(Map.of("location", "w"))), inner.resolve("m.onnx"));
    assertThatThrownBy(() -> OnnxReader.read(model)).hasMessageContaining("a link out of");
    Path second = Files.move(model(tensor(Map.of("location", "d/w"))), inner.resolve("n.onnx"));
    assertThatThrownBy(() -> OnnxReader.read(second)).hasMessageContaining("a link out of");
  }

  @Test
  void linksWithinTheFolderAreFollowed() throws IOException {
    Files.write(folder.resolve("v"), floats(1, 2));
    Files.createSymbolicLink(folder.resolve("w"), Path.of("v"));
    assertThat(atZero(model(tensor(Map.of("location", "w"))))).containsExactly(1, 2);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Path model = model(tensor(Map.of("location", "w")));
    assertThatThrownBy(() -> OnnxReader.read(model))
        .hasMessageContaining("'w': there is no such file; it belongs beside the model");
  }

  @Test
  void aModelThatIsNoFileSaysWhatIsMissing() throws IOException {
    byte[] bytes = Files.readAllBytes(model(tensor(Map.of("location", "w"))));
    assertThatThrownBy(() -> OnnxReader.parse("m", bytes))
        .hasMessageContaining("tensor w keeps its data in the file 'w' beside the model");
  }

  @Test
  void whatIsSaidOfTheDataIsKnownAndSaidOnce() throws IOException {
    Files.write(folder.resolve("w"), floats(1, 2));
    Path unknown = model(tensor(Map.of("location", "w", "codec", "zip")));
    assertThatThrownBy(() -> OnnxReader.read(unknown)).hasMessageContaining("{codec=zip}");
    WireWriter twice =
        tensor(Map.of("location", "w"))
            .message(13, new WireWriter().text(1, "location").text(2, "v"));
    Path model = model(twice);
    assertThatThrownBy(() -> OnnxReader.read(model)).hasMessageContaining("says twice");
    Path both = model(tensor(Map.of("location", "w")).data(9, floats(1, 2)));
    assertThatThrownBy(() -> OnnxReader.read(both)).hasMessageContaining("does not say clearly");
    Path neither = model(tensor(Map.of("location", "w")).integer(14, 0));
    assertThatThrownBy(() -> OnnxReader.read(neither)).hasMessageContaining("does not say clearly");
    Path nowhere = model(tensor(Map.of()));
    assertThatThrownBy(() -> OnnxReader.read(nowhere)).hasMessageContaining("does not say clearly");
  }

  @Test
  void pointersOfGitAreToldFromFiles() throws IOException {
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
            .getBytes(StandardCharsets.US_ASCII);
    Files.write(folder.resolve("w"), pointer);
    Path model = model(tensor(Map.of("location", "w")));
    assertThatThrownBy(() -> OnnxReader.read(model)).hasMessageContaining("run git lfs pull");
    Path itself = Files.write(folder.resolve("p.onnx"), pointer);
    assertThatThrownBy(() -> OnnxReader.read(itself)).hasMessageContaining("run git lfs pull");
  }
}
