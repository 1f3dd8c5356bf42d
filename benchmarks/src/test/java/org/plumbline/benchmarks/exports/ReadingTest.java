package org.plumbline.benchmarks.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.benchmarks.exports.Result.Outcome;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/** The network is {@code y = (x0, −x1)}. */
class ReadingTest {
  private static final String PORTS = "input float32 2 x\noutput float32 2 y\n";

  @TempDir private Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    write("Mul");
  }

  private void write(String operator) throws IOException {
    OnnxGraph graph =
        new OnnxGraph(
            "signs",
            List.of(OnnxNode.of(operator, List.of("x", "w"), "y")),
            List.of(OnnxTensor.float32("w", new int[] {2}, 1, -1)),
            List.of(OnnxValueInfo.float32("x", 2)),
            List.of(OnnxValueInfo.float32("y", 2)));
    OnnxWriter.write(OnnxModel.of("net.onnx", 13, graph), folder.resolve("net.onnx"));
  }

  private Result read(String points) throws IOException {
    Files.writeString(folder.resolve("net.points"), points);
    return new Reading(Sample.of(folder).get(0)).result();
  }

  @ParameterizedTest
  @CsvSource({
    "3 1, 3 -1, RIGHT",
    "3 1, 3.0029 -1, RIGHT",
    "3 1, 3.0031 -1, WRONG",
    "3 1, 3 1, WRONG",
    "3 1, -1 3, WRONG",
    "3 1, 3 nan, RIGHT",
    "3 1, 3, WRONG",
    "3, 3 -1, WRONG"
  })
  void valuesAreCompared(String in, String out, Outcome outcome) throws IOException {
    Result result = read(PORTS + "in " + in + "\nout " + out + "\n");
    assertThat(result.outcome()).as(result.words()).isEqualTo(outcome);
    assertThat(result.words().isEmpty()).isEqualTo(outcome == Outcome.RIGHT);
  }

  @Test
  void roundingAcrossAStepIsTold() throws IOException {
    assertThat(read(PORTS + "in 3 1\nnear 3.1 -1\n").outcome())
        .isEqualTo(Outcome.RIGHT_BUT_FOR_ROUNDING);
    assertThat(read(PORTS + "in 3 1\nnear 3 -1\n").outcome()).isEqualTo(Outcome.RIGHT);
    assertThat(read(PORTS + "in 3 1\nnear 3.2 -1\n").outcome()).isEqualTo(Outcome.WRONG);
    assertThat(read(PORTS + "in 3 1\nnear 3 -1\nin 3 1\nout 3.1 -1\n").outcome())
        .isEqualTo(Outcome.WRONG);
  }

  @Test
  void allPointsCount() throws IOException {
    String right = "in 3 1\nout 3 -1\n";
    assertThat(read(PORTS + right + right).outcome()).isEqualTo(Outcome.RIGHT);
    assertThat(read(PORTS + right + "in 3 2\nout 3 -1\n").outcome()).isEqualTo(Outcome.WRONG);
    assertThat(read(PORTS).outcome()).isEqualTo(Outcome.NOT_COMPARED);
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    write("NonMaxSuppression");
    Result result = read(PORTS + "in 3 1\nout 3 -1\n");
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.words()).startsWith("operator NonMaxSuppression");
    assertThat(result.missing()).containsExactly("NonMaxSuppression");
  }

  @Test
  void damagedAndMissingModelsAreTold() throws IOException {
    assertThat(read("failed no exporter\n").outcome()).isEqualTo(Outcome.NOT_MADE);
    Files.writeString(folder.resolve("net.onnx"), "nothing of the kind");
    assertThat(read(PORTS).outcome()).isEqualTo(Outcome.REFUSED);
  }
}
