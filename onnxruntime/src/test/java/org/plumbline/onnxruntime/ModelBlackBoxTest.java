package org.plumbline.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.blackbox.PreparedBlackBox;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/** Plumbline's evaluation and ONNX Runtime's of the same file. */
class ModelBlackBoxTest {
  @TempDir private Path folder;

  /** Three inputs, the activation named, four scores; weights are quarters. */
  private Path model(String activation, long batch) throws IOException {
    SplittableRandom random = new SplittableRandom(17);
    float[] weights = new float[12];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = random.nextInt(-8, 9) / 4f;
    }
    OnnxGraph graph =
        new OnnxGraph(
            "classifier",
            List.of(
                OnnxNode.of("MatMul", List.of("x", "w"), "h"),
                OnnxNode.of(activation, List.of("h"), "y")),
            List.of(OnnxTensor.float32("w", new int[] {3, 4}, weights)),
            List.of(OnnxValueInfo.float32("x", batch, 3)),
            List.of(OnnxValueInfo.float32("y", batch, 4)));
    Path file = folder.resolve(activation + batch + ".onnx");
    OnnxWriter.write(OnnxModel.of(file.toString(), 13, graph), file);
    return file;
  }

  private static double[] inputs(int rows) {
    return new SplittableRandom(3).ints(3L * rows, -8, 9).mapToDouble(v -> v / 4.0).toArray();
  }

  @Test
  void bothEvaluationsAgreeWhateverTheBatch() throws IOException {
    int rows = 600;
    double[] x = inputs(rows);
    try (BlackBox own =
            new NetworkBlackBox(NetworkReader.read(model("Relu", 1)), JavaGemm::new, 2);
        BlackBox single = new OnnxRuntimeBlackBox(model("Relu", 1), 2);
        BlackBox batched = new OnnxRuntimeBlackBox(model("Relu", -1), 1)) {
      assertThat(own.inputs()).isEqualTo(3).isEqualTo(single.inputs()).isEqualTo(batched.inputs());
      assertThat(own.classes()).isEqualTo(4).isEqualTo(single.classes());
      double[] expected = Arrays.copyOf(own.scores(rows, x), 4 * rows);
      assertThat(single.scores(rows, x)).startsWith(expected);
      assertThat(batched.scores(rows, x)).startsWith(expected);
      assertThat(own.scores(1, x)).startsWith(Arrays.copyOf(expected, 4));
    }
  }

  /** Plumbline has no EyeLike: ones where the row is the column. */
  @Test
  void runsOperatorsThatPlumblineDoesNotKnow() throws IOException {
    Path file = model("EyeLike", -1);
    assertThatThrownBy(() -> NetworkReader.read(file))
        .isInstanceOf(UnsupportedOperatorException.class);
    try (BlackBox box = new OnnxRuntimeBlackBox(file, 1)) {
      assertThat(box.scores(2, inputs(2))).startsWith(1, 0, 0, 0, 0, 1, 0, 0);
    }
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.onnx"), "no model");
    assertThatThrownBy(() -> new OnnxRuntimeBlackBox(file, 1).close())
        .isInstanceOf(BlackBoxException.class)
        .hasMessageStartingWith(file + ": ONNX Runtime refuses the model");
  }

  /** (v − mean) / deviation, with values 0 and 2 exchanged. */
  @Test
  void preparesWhatIsAsked() throws IOException {
    try (BlackBox inner = new OnnxRuntimeBlackBox(model("Relu", 1), 1);
        BlackBox prepared =
            new PreparedBlackBox(
                inner, new int[] {2, 1, 0}, new double[] {1, 0, 0}, new double[] {2, 1, 4})) {
      double[] expected = inner.scores(1, new double[] {2, -1, 0.25});
      assertThat(prepared.scores(1, new double[] {1.5, -1, 8})).containsExactly(expected);
      assertThat(prepared.inputs()).isEqualTo(3);
    }
  }
}
