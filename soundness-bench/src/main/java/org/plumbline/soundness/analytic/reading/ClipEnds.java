package org.plumbline.soundness.analytic.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

/**
 * {@code Clip} with an end near or beyond the largest number of binary32, of values that are all
 * past it: the output is the end. Whoever takes such an end for none sees the values instead.
 */
final class ClipEnds {
  private static final double LARGEST = Float.MAX_VALUE;

  private final Sheet sheet;
  private final SplittableRandom random;

  ClipEnds(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  void fill() {
    for (double sign : new double[] {-1, 1}) {
      float32(10, sign * LARGEST);
      float32(13, sign * LARGEST);
      float32(13, sign * Math.nextDown(Float.MAX_VALUE));
      float64(sign * LARGEST);
      float64(sign * 0x1p128 * (1 + random.nextInt(64) / 64.0));
      float64(sign * Math.scalb(1.0, 200 + random.nextInt(800)));
    }
  }

  /** {@code X·2⁶⁵·2⁶⁵} is past the end for all X of 1 to 2. */
  private void float32(long opset, double end) {
    Graph graph = new Graph(opset, ElementType.FLOAT, 1, 1);
    String scale = graph.constant(new double[] {0x1p65}, 1);
    String factor = graph.constant(new double[] {Math.signum(end) * 0x1p65}, 1);
    String value = graph.node("Mul", graph.node("Mul", graph.input(), scale), factor);
    ask(graph.model(clipped(graph, opset, value, end), 1, 1), 1, 2, end);
  }

  private void float64(double end) {
    Graph graph = new Graph(13, ElementType.DOUBLE, 1, 1);
    OnnxModel model = graph.model(clipped(graph, 13, graph.input(), end), 1, 1);
    ask(model, Math.min(2 * end, 8 * end), Math.max(2 * end, 8 * end), end);
  }

  /** With the one end, and half of the time with the other one, which is never reached. */
  private String clipped(Graph graph, long opset, String value, double end) {
    boolean hasOther = random.nextBoolean();
    String name = end > 0 ? "max" : "min";
    String other = end > 0 ? "min" : "max";
    if (opset < 11) {
      Map<String, OnnxAttribute> ends = new HashMap<>();
      ends.put(name, new OnnxAttribute.Real((float) end));
      ends.put(other, new OnnxAttribute.Real((float) (hasOther ? 0 : -end)));
      return graph.node("Clip", ends, value);
    }
    String limit = graph.scalar(end);
    String zero = hasOther ? graph.scalar(0) : "";
    return end > 0
        ? graph.node("Clip", value, zero, limit)
        : graph.node("Clip", value, limit, zero);
  }

  private void ask(OnnxModel model, double lower, double upper, double end) {
    DecimalBox box = Questions.cube(1, lower, upper);
    double beyond = (1 + (1 + random.nextInt(7)) / 8.0) * end;
    Property high = Questions.reaches(box, beyond);
    Property low = Questions.fallsTo(box, beyond);
    String proof = "every value is clipped to " + end;
    double[] point = {lower};
    sheet.knownInReals(model, high, point, end, proof);
    sheet.knownInReals(model, low, point, end, proof);
  }
}
