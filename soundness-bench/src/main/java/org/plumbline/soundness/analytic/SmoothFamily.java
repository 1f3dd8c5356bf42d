package org.plumbline.soundness.analytic;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.DecimalBox;

/**
 * Networks that are not piecewise linear: sums of Sigmoid or Tanh with positive weights, greatest
 * at the upper corner, where their value is computed to far less than the margin; and products of
 * tents {@code Π max(0, 1 − s·|xᵢ − pᵢ|)}, greatest at p with the value 1.
 */
final class SmoothFamily implements Family {
  private static final double MARGIN = 0x1p-8;

  /** More than double arithmetic errs in sums of this size; not a part of the margin. */
  private static final double ERROR = 0x1p-40;

  @Override
  public String name() {
    return "smooth";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (String operator : new String[] {"Sigmoid", "Tanh"}) {
      for (int n : new int[] {1, 2, 4, 8}) {
        monotone(sheet, operator, n, random);
      }
    }
    for (int n : new int[] {2, 3, 4, 6}) {
      for (double steepness : new double[] {2, 64}) {
        products(sheet, n, steepness, random);
      }
    }
  }

  private static void monotone(Sheet sheet, String operator, int n, SplittableRandom random) {
    Dense first = positive(2 * n, n, random);
    Dense second = positive(n, 2 * n, random);
    Dense last = positive(1, n, random);
    Graph graph = new Graph(1, n);
    String value = graph.node(operator, graph.gemm(graph.input(), first));
    value = graph.node(operator, graph.gemm(value, second));
    OnnxModel model = graph.model(graph.gemm(value, last), 1, 1);
    double[] upper = new double[n];
    Arrays.fill(upper, 0.5);
    double[] hidden = squash(operator, value(first, upper));
    double greatest = value(last, squash(operator, value(second, hidden)))[0];
    DecimalBox box = Questions.cube(n, -0.5, 0.5);
    String proof = "the output grows with every input: it is greatest at the upper corner";
    double threshold = (float) greatest;
    BigDecimal least = new BigDecimal(MARGIN - ERROR - Math.abs(threshold - greatest));
    sheet.sat(
        model,
        Questions.reaches(box, threshold - MARGIN),
        upper,
        least,
        proof + "; the slack is a lower bound");
    sheet.add(
        model,
        Questions.reaches(box, threshold + MARGIN),
        new Answer(
            Truth.UNSAT,
            Truth.UNSTATED,
            Optional.empty(),
            Optional.empty(),
            Optional.of(least.negate()),
            proof));
  }

  private static Dense positive(int outputs, int inputs, SplittableRandom random) {
    double[][] weights = new double[outputs][inputs];
    double[] bias = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        weights[o][i] = (1 + random.nextInt(16)) / 16.0;
      }
      bias[o] = (random.nextInt(33) - 16) / 16.0;
    }
    return new Dense(weights, bias);
  }

  private static double[] value(Dense layer, double[] x) {
    double[] y = layer.bias().clone();
    for (int o = 0; o < y.length; o++) {
      for (int i = 0; i < x.length; i++) {
        y[o] += layer.weights()[o][i] * x[i];
      }
    }
    return y;
  }

  private static double[] squash(String operator, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = operator.equals("Tanh") ? Math.tanh(x[i]) : 1 / (1 + Math.exp(-x[i]));
    }
    return y;
  }

  private static void products(Sheet sheet, int n, double steepness, SplittableRandom random) {
    double[] p = new double[n];
    double[][] differences = new double[2 * n][n];
    double[][] hats = new double[n][2 * n];
    double[] shifts = new double[2 * n];
    double[] ones = new double[n];
    for (int i = 0; i < n; i++) {
      p[i] = (random.nextInt(63) - 31) / 32.0;
      differences[2 * i][i] = 1;
      differences[2 * i + 1][i] = -1;
      shifts[2 * i] = -p[i];
      shifts[2 * i + 1] = p[i];
      hats[i][2 * i] = -steepness;
      hats[i][2 * i + 1] = -steepness;
      ones[i] = 1;
    }
    Graph graph = new Graph(1, n);
    String distances = graph.relu(graph.gemm(graph.input(), new Dense(differences, shifts)));
    String tents = graph.relu(graph.gemm(distances, new Dense(hats, ones)));
    String product = entry(graph, tents, 0, n);
    for (int i = 1; i < n; i++) {
      product = graph.node("Mul", product, entry(graph, tents, i, n));
    }
    OnnxModel model = graph.model(product, 1, 1);
    DecimalBox box = Questions.cube(n, -1, 1);
    BigDecimal margin = new BigDecimal(MARGIN);
    sheet.sat(
        model,
        Questions.reaches(box, 1 - MARGIN),
        p,
        margin,
        Truth.SAT,
        "all tents are 1 at p, in binary32, too");
    sheet.add(
        model,
        Questions.reaches(box, 1 + MARGIN),
        new Answer(
            Truth.UNSAT,
            Truth.UNSAT,
            Optional.of(ExactSlack.exact(p)),
            Optional.empty(),
            Optional.of(margin.negate()),
            "no tent is above 1, and rounding is monotone"));
  }

  private static String entry(Graph graph, String row, int index, int size) {
    double[] pick = new double[size];
    pick[index] = 1;
    return graph.gemm(row, new Dense(new double[][] {pick}, new double[1]));
  }
}
