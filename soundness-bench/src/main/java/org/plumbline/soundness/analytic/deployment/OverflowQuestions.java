package org.plumbline.soundness.analytic.deployment;

import java.util.Map;
import java.util.SplittableRandom;
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
 * Values and coefficients that leave the range of binary32 on the way in some runtimes, between
 * inputs and outputs that do not. What overflowed is clipped, so that the output is a number. The
 * same question is asked with smaller powers of 2, where nothing leaves the range: all of the
 * arithmetic is exact up to few roundings, and the threshold half as far away again.
 */
final class OverflowQuestions {
  private final Sheet sheet;
  private final SplittableRandom random;

  OverflowQuestions(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  void fill() {
    for (Scale scale : Scale.values()) {
      kernel(scale);
      vanishingKernel(scale);
      bias(scale);
      alpha(scale);
      scaleBeforeMatrix(scale);
      for (String mean : new String[] {"AveragePool", "GlobalAveragePool", "ReduceMean"}) {
        means(scale, mean);
      }
    }
  }

  private enum Scale {
    /** Something leaves the range. */
    LARGE,
    /** Nothing does. */
    SMALL
  }

  private double power(Scale scale, int large, int small) {
    int exponent = (scale == Scale.LARGE ? large : small) + random.nextInt(8);
    return Math.scalb(1.0, exponent);
  }

  private static Graph pixel() {
    return new Graph(1, 1, 1, 1);
  }

  private static String convolution(Graph graph, double weight, double bias) {
    return graph.node(
        "Conv",
        Map.of("kernel_shape", new OnnxAttribute.Ints(1, 1)),
        graph.input(),
        graph.constant(new double[] {weight}, 1, 1, 1, 1),
        graph.constant(new double[] {bias}, 1));
  }

  private static String clip(Graph graph, String value, double most) {
    return graph.node("Clip", value, graph.scalar(0), graph.scalar(most));
  }

  /** {@code Y ≥ 1.5·y} where the greatest Y is y, at the upper end; infinity becomes 4y. */
  private void askAbove(
      Scale scale, OnnxModel model, DecimalBox box, double y, Runtime runtime, String proof) {
    double[] end = box.toInnerBox().upper();
    Property above = Questions.reaches(box, 1.5 * y);
    if (scale == Scale.LARGE) {
      sheet.deployed(model, above, end, (float) (4 * y), runtime, proof);
    } else {
      sheet.unsat(model, above, end, Truth.UNSAT, proof);
      sheet.sat(model, Questions.reaches(box, 0.5 * y), end, Truth.SAT, proof);
    }
  }

  private DecimalBox upTo(double x) {
    return Questions.cube(1, x * (1 + random.nextInt(7)) / 8, x);
  }

  /** {@code (x·w)·s} with a product w·s that is infinite. */
  private void kernel(Scale scale) {
    double w = power(scale, 95, 30);
    double s = power(scale, 48, 20);
    Graph graph = pixel();
    String scaled =
        graph.node("Mul", convolution(graph, w, 0), graph.constant(new double[] {s}, 1, 1, 1));
    OnnxModel model = graph.model(clip(graph, scaled, 4 * s), 1, 1, 1, 1);
    String proof = "(x * w) * s with the scale folded into the kernel";
    askAbove(scale, model, upTo(1 / w), s, Runtime.OPTIMISED, proof);
  }

  /** {@code (x·w)·s} with a product w·s that is 0. */
  private void vanishingKernel(Scale scale) {
    double w = 1 / power(scale, 95, 30);
    double s = 1 / power(scale, 60, 20);
    double x = scale == Scale.LARGE ? 0x1p120 : 0x1p40;
    Graph graph = pixel();
    String scaled =
        graph.node("Mul", convolution(graph, w, 0), graph.constant(new double[] {s}, 1, 1, 1));
    OnnxModel model = graph.model(scaled, 1, 1, 1, 1);
    DecimalBox box = Questions.cube(1, x, x * (1 + random.nextInt(8) / 8.0));
    Property below = Questions.fallsTo(box, x * w * s / 2);
    String proof = "(x * w) * s with the scale folded into the kernel, which underflows to 0";
    if (scale == Scale.LARGE) {
      sheet.deployed(model, below, new double[] {x}, 0, Runtime.OPTIMISED, proof);
    } else {
      sheet.unsat(model, below, new double[] {x}, Truth.UNSAT, proof);
    }
  }

  /** {@code (b − x) + b} with a sum 2b that is infinite, for x of b to 1.75b. */
  private void bias(Scale scale) {
    double b = scale == Scale.LARGE ? 0x1p127 : power(scale, 0, 60);
    Graph graph = pixel();
    String sum =
        graph.node("Add", convolution(graph, -1, b), graph.constant(new double[] {b}, 1, 1, 1));
    OnnxModel model = graph.model(clip(graph, sum, 1.75 * b), 1, 1, 1, 1);
    DecimalBox box = Questions.cube(1, b, b * (1 + random.nextInt(7) / 8.0));
    Property above = Questions.reaches(box, 1.25 * b);
    String proof = "(b - x) + b with both biases folded into one";
    double[] start = {b};
    if (scale == Scale.LARGE) {
      sheet.deployed(model, above, start, (float) (1.75 * b), Runtime.OPTIMISED, proof);
    } else {
      sheet.unsat(model, above, start, Truth.UNSAT, proof);
    }
  }

  /** {@code α·(x·w)} with a product x·w that is infinite. */
  private void alpha(Scale scale) {
    double w = power(scale, 95, 30);
    double x = power(scale, 40, 8);
    Graph graph = new Graph(1, 1);
    String product =
        graph.node(
            "Gemm",
            Map.of("alpha", new OnnxAttribute.Real((float) (1 / w))),
            graph.input(),
            graph.constant(new double[] {w}, 1, 1));
    OnnxModel model = graph.model(clip(graph, product, 4 * x), 1, 1);
    String proof = "alpha * (x * w): alpha comes last";
    askAbove(scale, model, upTo(x), x, Runtime.PLAIN, proof);
  }

  /** {@code (x·s)·w} with a product x·w that is infinite. */
  private void scaleBeforeMatrix(Scale scale) {
    double w = power(scale, 95, 30);
    double x = power(scale, 40, 8);
    Graph graph = new Graph(1, 1);
    String scaled = graph.node("Mul", graph.input(), graph.scalar(1 / w));
    String product = graph.node("MatMul", scaled, graph.constant(new double[] {w}, 1, 1));
    OnnxModel model = graph.model(clip(graph, product, 4 * x), 1, 1);
    String proof = "(x * s) * w with the scale moved behind the matrix";
    askAbove(scale, model, upTo(x), x, Runtime.OPTIMISED, proof);
  }

  /** The mean of numbers whose sum is infinite. */
  private void means(Scale scale, String operator) {
    int side = random.nextBoolean() ? 4 : 8;
    double v = scale == Scale.LARGE ? 0x1p124 : power(scale, 0, 60);
    Graph graph = new Graph(1, 1, side, side);
    Map<String, OnnxAttribute> attributes =
        switch (operator) {
          case "AveragePool" -> Map.of("kernel_shape", new OnnxAttribute.Ints(side, side));
          case "ReduceMean" -> Map.of("axes", new OnnxAttribute.Ints(2, 3));
          default -> Map.of();
        };
    String mean = graph.node(operator, attributes, graph.input());
    OnnxModel model = graph.model(clip(graph, mean, 4 * v), 1, 1, 1, 1);
    DecimalBox box = Questions.cube(side * side, v * (1 + random.nextInt(7)) / 8, v);
    String proof = operator + " adds " + side * side + " numbers before it divides";
    askAbove(scale, model, box, v, Runtime.PLAIN, proof);
  }
}
