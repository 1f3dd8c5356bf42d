package org.plumbline.network.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

class NetworkReaderTest {
  private static final String NNET = "1,2,1,2,\n2,1,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n3,4,\n5,\n";

  @TempDir private Path folder;

  private static byte[] onnx() {
    return OnnxWriter.toBytes(
        OnnxModel.of(
            "relu",
            13,
            new OnnxGraph(
                "relu",
                List.of(OnnxNode.of("Relu", List.of("x"), "y")),
                List.of(),
                List.of(OnnxValueInfo.float32("x", 1, 3)),
                List.of(OnnxValueInfo.of("y", ElementType.FLOAT, 1, 3)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.nnet", "NET.NNET", "net.txt", "net"})
  void readsNnet(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), NNET);
    assertThat(NetworkReader.read(file).inputSize()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"//\n", "// by hand\n\n"})
  void readsNnetByItsComment(String comment) throws IOException {
    Path file = Files.writeString(folder.resolve("net"), comment.strip() + "\n" + NNET);
    assertThat(NetworkReader.read(file).inputSize()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.onnx", "net.ONNX", "net.bin", "net"})
  void readsOnnx(String name) throws IOException {
    Path file = Files.write(folder.resolve(name), onnx());
    assertThat(NetworkReader.read(file).inputSize()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.onnx.gz", "net.onnx", "net"})
  void readsZippedOnnx(String name) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(onnx());
    }
    assertThat(NetworkReader.read(file).inputSize()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.nnet", "net.onnx", "net.onnx.gz", "net"})
  void refusesAnEmptyFile(String name) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    assertThatThrownBy(() -> NetworkReader.read(file))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining(name);
  }

  @Test
  void refusesAFormatThatTheNameDoesNotPromise() throws IOException {
    Path text = Files.writeString(folder.resolve("net.onnx"), NNET);
    Path binary = Files.write(folder.resolve("net.nnet"), onnx());
    assertThatThrownBy(() -> NetworkReader.read(text)).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> NetworkReader.read(binary)).isInstanceOf(ParseException.class);
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> NetworkReader.read(folder.resolve("none.onnx")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void whatWasReadAlreadyIsParsedByNameAndContentAlike() {
    byte[] nnet = NNET.getBytes(StandardCharsets.US_ASCII);
    assertThat(NetworkReader.parse(Path.of("net"), nnet).inputSize()).isEqualTo(2);
    assertThat(NetworkReader.parse(Path.of("net.onnx"), onnx()).inputSize()).isEqualTo(3);
    assertThat(NetworkReader.parse(Path.of("net"), onnx()).inputSize()).isEqualTo(3);
    assertThat(NetworkReader.isNnet(Path.of("net"), new byte[0])).isFalse();
    assertThatThrownBy(() -> NetworkReader.parse(Path.of("net.nnet"), onnx()))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("net.nnet");
  }
}
