package org.plumbline.soundness.analytic.deployment;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Deployment.Runtime;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

/**
 * What is 0 in real numbers and no number in binary32: {@code ∞ − ∞}, and 0 times a kernel that was
 * folded to infinity. Clip lets it pass; comparisons with it are false (IEEE 754, 5.11), so that
 * {@code MaxPool} takes the other value. With smaller powers of 2 it is 0 in binary32, too.
 */
final class NanQuestions {
  private final Sheet sheet;
  private final SplittableRandom random;

  NanQuestions(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  void fill() {
    for (boolean isLarge : new boolean[] {true, false}) {
      int large = isLarge ? 127 : random.nextInt(8);
      int half = isLarge ? 90 : 10 + random.nextInt(30);
      for (BiFunction<Graph, String, OnnxModel> end :
          List.<BiFunction<Graph, String, OnnxModel>>of(
              NanQuestions::maximum, NanQuestions::comparison)) {
        difference(isLarge, Math.scalb(1.0, large), end);
        product(isLarge, Math.scalb(1.0, half), end);
      }
    }
  }

  /** {@code max(clip(z), −7)}. */
  private static OnnxModel maximum(Graph graph, String z) {
    String clipped = graph.node("Clip", z, graph.scalar(-5), graph.scalar(5));
    String low = graph.constant(new double[] {-7}, 1, 1, 1);
    String pair = graph.node("Concat", Map.of("axis", new OnnxAttribute.Int(2)), clipped, low);
    return graph.model(
        graph.node("MaxPool", Map.of("kernel_shape", new OnnxAttribute.Ints(2)), pair), 1, 1, 1);
  }

  /** {@code 7·[z > −1] − 7}. */
  private static OnnxModel comparison(Graph graph, String z) {
    String isAbove = graph.cast(graph.node("Greater", z, graph.scalar(-1)), ElementType.FLOAT);
    String scaled = graph.node("Mul", isAbove, graph.scalar(7));
    return graph.model(graph.node("Add", scaled, graph.scalar(-7)), 1, 1, 1);
  }

  /** {@code max(0, a·x) − max(0, a·x)} for x of 2 to 4. */
  private void difference(boolean isLarge, double a, BiFunction<Graph, String, OnnxModel> end) {
    Graph graph = new Graph(1, 1, 1);
    String both = graph.node("MatMul", graph.input(), graph.constant(new double[] {a, a}, 1, 2));
    String column = graph.constant(new double[] {1, -1}, 2, 1);
    String z = graph.node("MatMul", graph.relu(both), column);
    DecimalBox box = Questions.cube(1, 2, 2 + random.nextInt(3));
    String proof = "z = a * x - a * x is 0";
    ask(isLarge, end.apply(graph, z), box, Runtime.PLAIN, proof);
  }

  /** {@code (x·a)·a} for x = 0. */
  private void product(boolean isLarge, double a, BiFunction<Graph, String, OnnxModel> end) {
    Graph graph = new Graph(1, 1, 1);
    String kernel = graph.constant(new double[] {a}, 1, 1, 1);
    String first =
        graph.node(
            "Conv", Map.of("kernel_shape", new OnnxAttribute.Ints(1)), graph.input(), kernel);
    String z = graph.node("Mul", first, graph.constant(new double[] {a}, 1, 1));
    String proof = "z = (x * a) * a is 0; with one kernel a * a it is 0 times that";
    ask(isLarge, end.apply(graph, z), Questions.cube(1, 0, 0), Runtime.OPTIMISED, proof);
  }

  private void ask(
      boolean isLarge, OnnxModel model, DecimalBox box, Runtime runtime, String proof) {
    Property low = Questions.fallsTo(box, -6);
    double[] start = box.toInnerBox().lower();
    if (isLarge) {
      sheet.deployed(model, low, start, -7, runtime, proof + ", or no number");
    } else {
      sheet.unsat(model, low, start, Truth.UNSAT, proof);
    }
  }
}
