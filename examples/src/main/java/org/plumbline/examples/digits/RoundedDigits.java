package org.plumbline.examples.digits;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

/**
 * A network whose weights are rounded to bfloat16, the upper half of a float32 number, to the
 * nearest and halves to even; they stay float32 in the file.
 */
final class RoundedDigits {
  private static final int LOWER_BITS = 16;

  private RoundedDigits() {}

  static OnnxModel of(String file, OnnxModel model) {
    OnnxGraph graph = model.graph();
    List<OnnxTensor> rounded =
        graph.initialisers().stream()
            .map(
                t ->
                    OnnxTensor.reals(
                        t.name(),
                        t.type(),
                        t.shape(),
                        Arrays.stream(t.reals()).map(w -> rounded((float) w)).toArray()))
            .toList();
    return new OnnxModel(
        file,
        model.opsets(),
        new OnnxGraph(graph.name(), graph.nodes(), rounded, graph.inputs(), graph.outputs()));
  }

  static float rounded(float weight) {
    int bits = Float.floatToIntBits(weight);
    int half = (1 << LOWER_BITS - 1) - 1 + (bits >>> LOWER_BITS & 1);
    return Float.intBitsToFloat(bits + half >>> LOWER_BITS << LOWER_BITS);
  }
}
