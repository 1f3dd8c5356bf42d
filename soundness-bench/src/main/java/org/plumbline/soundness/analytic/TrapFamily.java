package org.plumbline.soundness.analytic;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Circuit;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.Form;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/** Questions for single mistakes of a verifier, which those of the other families do not show. */
final class TrapFamily implements Family {
  private static final double MARGIN = 0x1p-8;

  /** More than the arithmetic of {@link #tangents} errs, that of the slope included. */
  private static final double ERROR = 0x1p-40;

  @Override
  public String name() {
    return "trap";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (int exponent : new int[] {-30, 0, 9}) {
      absorbed(sheet, Math.scalb(1.0, exponent));
    }
    for (int exponent : new int[] {25, 40}) {
      limits(sheet, Math.scalb(1.0, exponent));
    }
    for (double end : new double[] {-1, 1}) {
      islands(sheet, end);
    }
    for (int parts : new int[] {16, 256}) {
      thresholds(sheet, parts);
    }
    for (double steepness : new double[] {2, 64}) {
      summits(sheet, steepness);
    }
    for (String operator : new String[] {"Sigmoid", "Tanh"}) {
      tangents(sheet, operator);
    }
  }

  /**
   * {@code max(0, max(0, x + M) − M) + s} with M = 2⁵⁵·s at x = s, and nowhere else: doubles, too,
   * lose one s of two, forwards and backwards, and there is nothing to split.
   */
  private static void absorbed(Sheet sheet, double s) {
    double large = 0x1p55 * s;
    Circuit circuit = new Circuit(1);
    Form sum = circuit.relu(circuit.input(0).plus(large));
    OnnxModel model = circuit.outputs(circuit.relu(sum.plus(-large)).plus(s)).toOnnx();
    DecimalBox box = Questions.cube(1, s, s);
    double[] only = {s};
    String proof = "the output is 2*s; binary32, and binary64 as well, absorb s in s + 2^55*s";
    sheet.sat(model, Questions.reaches(box, 1.5 * s), only, Truth.UNSAT, proof);
    Property low = Questions.of(box, 1, Polyhedron.of(Questions.atMost(0, 1.5 * s)));
    sheet.unsatButDeployed(model, low, only, only, proof);
  }

  /** {@code x + M} over [1, 2] against limits near M, between which binary32 has no numbers. */
  private static void limits(Sheet sheet, double large) {
    Circuit circuit = new Circuit(1);
    OnnxModel model = circuit.outputs(circuit.relu(circuit.input(0)).plus(large)).toOnnx();
    DecimalBox box = Questions.cube(1, 1, 2);
    double[] end = {1};
    String proof = "the output is at least M + 1; in binary32 x + M is M";
    Property above = Questions.of(box, 1, Polyhedron.of(Questions.atMost(0, large + 1.5)));
    sheet.sat(model, above, end, Truth.SAT, proof);
    Property below = Questions.of(box, 1, Polyhedron.of(Questions.atMost(0, large + 0.5)));
    sheet.unsatButDeployed(model, below, end, end, proof);
  }

  /** (needle, x) with the needle on one of the islands {@code |x| ≥ ½}, or between them. */
  private static void islands(Sheet sheet, double end) {
    LinearInequality high = Questions.atLeast(0, 0.5);
    Polyhedron left = Polyhedron.of(Questions.atMost(1, -0.5), high);
    Polyhedron right = Polyhedron.of(Questions.atLeast(1, 0.5), high);
    Property property = Questions.of(Questions.cube(1, -1, 1), 2, left, right);
    double[] point = {0.859375 * end};
    sheet.sat(islands(point[0]), property, point, "the needle's tip of height 1 on an island");
    sheet.unsatBy(0.125, islands(0.25 * end), property, "the needle stands 0.25 off the islands");
  }

  private static OnnxModel islands(double p) {
    Circuit circuit = new Circuit(1);
    return circuit.outputs(needle(circuit, p), circuit.input(0)).toOnnx();
  }

  /** Of height 1 at p, and 0 beyond 2⁻¹² of it. */
  private static Form needle(Circuit circuit, double p) {
    Form distance = circuit.abs(circuit.input(0).plus(-p));
    return circuit.relu(distance.times(-4096).plus(1));
  }

  /** As many thresholds for one needle; it reaches all or none. */
  private static void thresholds(Sheet sheet, int parts) {
    Polyhedron[] unsafe = new Polyhedron[parts];
    for (int k = 0; k < parts; k++) {
      unsafe[k] = Polyhedron.of(Questions.atLeast(0, 0.5 + k * 0x1p-10));
    }
    Property property = Questions.of(Questions.cube(1, -1, 1), 1, unsafe);
    double[] point = {0.375};
    Circuit high = new Circuit(1);
    OnnxModel reaching = high.outputs(needle(high, 0.375)).toOnnx();
    sheet.sat(reaching, property, point, "the tip of height 1 reaches all of them");
    Circuit low = new Circuit(1);
    OnnxModel missing = low.outputs(needle(low, 0.375).times(0.375)).toOnnx();
    sheet.unsat(missing, property, point, "the tip of height 0.375 reaches none");
  }

  /** {@code max(0, 4·a·b − 3)} of two tents a, b of height 1: a product in the middle. */
  private static void summits(Sheet sheet, double steepness) {
    double[] p = {0.28125, -0.53125};
    double[][] differences = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    double[] shifts = {-p[0], p[0], -p[1], p[1]};
    Graph graph = new Graph(1, 2);
    String distances = graph.relu(graph.gemm(graph.input(), new Dense(differences, shifts)));
    String[] tents = new String[2];
    for (int i = 0; i < 2; i++) {
      double[] sides = new double[4];
      sides[2 * i] = -steepness;
      sides[2 * i + 1] = -steepness;
      Dense tent = new Dense(new double[][] {sides}, new double[] {1});
      tents[i] = graph.relu(graph.gemm(distances, tent));
    }
    String product = graph.relu(graph.node("Mul", tents[0], tents[1]));
    Dense top = new Dense(new double[][] {{4}}, new double[] {-3});
    OnnxModel model = graph.model(graph.relu(graph.gemm(product, top)), 1, 1);
    DecimalBox box = Questions.cube(2, -1, 1);
    BigDecimal margin = new BigDecimal(MARGIN);
    String proof = "both tents are 1 at p, and neither is above 1; rounding is monotone";
    sheet.sat(model, Questions.reaches(box, 1 - MARGIN), p, margin, Truth.SAT, proof);
    Answer never =
        new Answer(
            Truth.UNSAT,
            Truth.UNSAT,
            Optional.of(ExactSlack.exact(p)),
            Optional.empty(),
            Optional.of(margin.negate()),
            proof);
    sheet.add(model, Questions.reaches(box, 1 + MARGIN), never);
  }

  /**
   * {@code σ(x) − s·x} with the slope s that σ has at −1 and at 1: least at −1 of [−2, 0], where σ
   * is convex, and greatest at 1 of [0, 2].
   */
  private static void tangents(Sheet sheet, String operator) {
    boolean isTanh = operator.equals("Tanh");
    for (double at : new double[] {-1, 1}) {
      double value = isTanh ? Math.tanh(at) : 1 / (1 + Math.exp(-at));
      double slope = (float) (isTanh ? 1 - value * value : value * (1 - value));
      Graph graph = new Graph(1, 1);
      Dense line = new Dense(new double[][] {{-slope}}, new double[1]);
      String bent = graph.node(operator, graph.input());
      String sum = graph.node("Add", bent, graph.gemm(graph.input(), line));
      OnnxModel model = graph.model(sum, 1, 1);
      double extreme = value - slope * at;
      double threshold = (float) extreme;
      DecimalBox box = Questions.cube(1, Math.min(0, 2 * at), Math.max(0, 2 * at));
      BigDecimal least = new BigDecimal(MARGIN - ERROR - Math.abs(threshold - extreme));
      String proof = "the slope is 0 there, and the function bends one way; the slack is a bound";
      double[] point = {at};
      sheet.sat(model, past(box, threshold, -at), point, least, proof);
      Answer never =
          new Answer(
              Truth.UNSAT,
              Truth.UNSTATED,
              Optional.empty(),
              Optional.empty(),
              Optional.of(least.negate()),
              proof);
      sheet.add(model, past(box, threshold, at), never);
    }
  }

  /** Values beyond the threshold, moved by the margin to the given side, on the side of the box. */
  private static Property past(DecimalBox box, double threshold, double side) {
    double moved = threshold + Math.signum(side) * MARGIN;
    return box.upper()[0].signum() > 0
        ? Questions.reaches(box, moved)
        : Questions.of(box, 1, Polyhedron.of(Questions.atMost(0, moved)));
  }
}
