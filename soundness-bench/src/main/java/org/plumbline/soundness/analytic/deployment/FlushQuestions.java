package org.plumbline.soundness.analytic.deployment;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Deployment.Runtime;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

/**
 * Functions that jump at 0, of numbers so small that processors may take them for 0 (below 2⁻¹²⁶,
 * flush-to-zero), beside numbers that are larger.
 */
final class FlushQuestions {
  private final Sheet sheet;
  private final SplittableRandom random;

  FlushQuestions(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  /** A function that is 0 or 1 at tiny numbers, and the other one at 0. */
  private enum Jump {
    SIGN(-1, (g, x) -> g.node("Neg", g.node("Sign", x)), 1),
    FLOOR(-1, (g, x) -> g.node("Neg", g.node("Floor", x)), 1),
    CEIL(1, (g, x) -> g.node("Ceil", x), 1),
    SIGN_OF_RELU(1, (g, x) -> g.node("Sign", g.relu(x)), 1),
    GREATER(1, (g, x) -> truth(g, "Greater", x), 1),
    LESS(-1, (g, x) -> truth(g, "Less", x), 1),
    EQUAL(1, (g, x) -> truth(g, "Equal", x), 0),
    GREATER_OR_EQUAL(-1, (g, x) -> truth(g, "GreaterOrEqual", x), 0);

    private final int sign;
    private final BiFunction<Graph, String, String> node;
    private final float value;

    Jump(int sign, BiFunction<Graph, String, String> node, float value) {
      this.sign = sign;
      this.node = node;
      this.value = value;
    }

    private static String truth(Graph graph, String operator, String x) {
      return graph.cast(graph.node(operator, x, graph.scalar(0)), ElementType.FLOAT);
    }
  }

  void fill() {
    for (Jump jump : Jump.values()) {
      ask(jump, Graph::input, 0);
    }
    for (Jump jump : List.of(Jump.SIGN, Jump.GREATER)) {
      ask(jump, graph -> graph.node("Mul", graph.input(), graph.scalar(0x1p-60)), 60);
    }
  }

  /**
   * @param value what jumps
   * @param scaled by how many powers of 2 it is smaller than the input
   */
  private void ask(Jump jump, Function<Graph, String> value, int scaled) {
    double subnormal = Math.scalb(1.0 + random.nextInt(8) / 8.0, -144 + random.nextInt(16));
    double normal = Math.scalb(1.0 + random.nextInt(8) / 8.0, -110 + random.nextInt(16));
    for (double size : new double[] {subnormal, normal}) {
      Graph graph = new Graph(1, 1);
      String x = value.apply(graph);
      OnnxModel model = graph.model(jump.node.apply(graph, x), 1, 1);
      double[] point = {jump.sign * Math.scalb(size, scaled)};
      DecimalBox box = Questions.box(point, point);
      Property flushed = side(box, jump.value == 0);
      String proof = jump + " at " + jump.sign * size + ", which may be flushed to 0 if subnormal";
      if (size == subnormal) {
        sheet.deployed(model, flushed, point, 1 - jump.value, Runtime.FLUSHING, proof);
        sheet.sat(model, side(box, jump.value == 1), point, Truth.SAT, proof);
      } else {
        sheet.unsat(model, flushed, point, Truth.UNSAT, proof);
      }
    }
  }

  /** An output of 1, or one of 0. */
  private static Property side(DecimalBox box, boolean isHigh) {
    return isHigh ? Questions.reaches(box, 0.5) : Questions.fallsTo(box, 0.5);
  }
}
