package org.plumbline.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/** The network is {@code y = x0 - x1}; the property is violated on [0, 1]² where y ≥ 0.75. */
class ReplayTableTest {
  @TempDir private Path folder;
  private Path results;

  @BeforeEach
  void writeInstance() throws IOException {
    Path category = folder.resolve("instances/tiny");
    results = folder.resolve("results/tiny");
    Files.createDirectories(results);
    Files.createDirectories(category.resolve("onnx"));
    Files.createDirectories(category.resolve("vnnlib/near"));
    OnnxGraph graph =
        new OnnxGraph(
            "difference",
            List.of(OnnxNode.of("MatMul", List.of("x", "w"), "y")),
            List.of(OnnxTensor.float32("w", new int[] {2, 1}, 1, -1)),
            List.of(OnnxValueInfo.float32("x", 0, 2)),
            List.of(OnnxValueInfo.float32("y", 0, 1)));
    OnnxWriter.write(OnnxModel.of("net.onnx", 13, graph), category.resolve("onnx/net.onnx"));
    Files.writeString(
        category.resolve("vnnlib/near/prop.vnnlib"),
        """
        (declare-const X_0 Real) (declare-const X_1 Real) (declare-const Y_0 Real)
        (assert (>= X_0 0)) (assert (<= X_0 1)) (assert (>= X_1 0)) (assert (<= X_1 1))
        (assert (>= Y_0 0.75))
        """);
    Files.writeString(
        category.resolve("instances.csv"),
        "onnx,vnnlib,timeout_s\nonnx/net.onnx,vnnlib/near/prop.vnnlib,60\n");
  }

  private void keep(String text) throws IOException {
    Files.writeString(results.resolve("net_near.prop.txt"), text);
  }

  private record Printed(int exitCode, String text) {}

  private Printed replay() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code =
        new ReplayTable(new PrintStream(bytes, true, StandardCharsets.UTF_8))
            .print(results.getParent(), folder.resolve("instances"));
    return new Printed(code, bytes.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.25, 0.75, replays, 0",
    "1.00005, 0, 1.00005, tolerated, 0",
    // In float32 the first input is 1, in the box.
    "1.00000000001, 0, 1, replays, 0",
    "1, 0.2500001, 0.75, fails, 1",
    "1.01, 0, 1.01, fails, 1",
    "0, 0, 0.9, fails, 1",
    "nan, 0, 0.9, fails, 1",
  })
  void judgesWhatOnnxRuntimeComputes(String x0, String x1, String y, String judgement, int code)
      throws IOException {
    keep("sat\n((X_0 " + x0 + ")\n(X_1 " + x1 + ")\n(Y_0 " + y + "))\n");
    Printed printed = replay();
    assertThat(printed.text()).containsPattern("(?m)^tiny +" + judgement + " .*net_near.prop");
    assertThat(printed.text()).contains("1 results, 1 sat: ");
    assertThat(printed.exitCode()).isEqualTo(code);
  }

  @Test
  void saysHowFarTheStatedOutputsAreOff() throws IOException {
    keep("sat\n((X_0 1) (X_1 0) (Y_0 0.875))");
    assertThat(replay().text()).containsPattern("replays +0.125 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sat|after sat",
        "sat;((X_0 1) (X_1 0) (Y_0 1)|is expected at: (Y_0 1",
        "sat;((X_0 1) X_1 0 (Y_0 1))|is expected at: X_1 0 (Y_0 1)",
        "sat;((X_1 0) (X_0 1) (Y_0 1))|(X_1 0) stands out of order",
        "sat;((X_0 1) (Y_0 1) (X_1 0))|(X_1 0) stands out of order",
        "sat;((X_0 one) (X_1 0) (Y_0 1))|one is no number",
        "sat;((X_0 1) (Y_0 1))|1 inputs, but the property has 2",
        "sat;()|0 inputs, but the property has 2"
      })
  void anUnreadableCounterexampleFails(String text, String remark) throws IOException {
    keep(text.replace(';', '\n'));
    Printed printed = replay();
    assertThat(printed.text()).contains(remark).contains("1 fail");
    assertThat(printed.exitCode()).isEqualTo(1);
  }

  @Test
  void otherAnswersHaveNothingToReplay() throws IOException {
    keep("unsat\n");
    Printed printed = replay();
    assertThat(printed.text()).contains("1 results, 0 sat");
    assertThat(printed.exitCode()).isZero();
  }

  @Test
  void aResultOfNoInstanceFails() throws IOException {
    keep("unsat\n");
    Files.writeString(results.resolve("other_prop.txt"), "sat\n");
    Printed printed = replay();
    assertThat(printed.text()).contains("of no instance: ", "other_prop.txt");
    assertThat(printed.exitCode()).isEqualTo(1);
  }

  @Test
  void nothingToReplayIsNoSuccess() throws IOException {
    assertThat(replay().exitCode()).isEqualTo(2);
  }
}
