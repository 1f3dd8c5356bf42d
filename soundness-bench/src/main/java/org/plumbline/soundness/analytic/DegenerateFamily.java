package org.plumbline.soundness.analytic;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.RandomBackground;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Circuit;
import org.plumbline.soundness.circuit.Form;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/** Corners of the question itself: boxes of one point, ties, kinks, constant networks. */
final class DegenerateFamily implements Family {
  @Override
  public String name() {
    return "degenerate";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (int n : new int[] {1, 3, 6}) {
      points(sheet, n, n, random);
      points(sheet, n, 0, random);
      ties(sheet, n);
    }
    duplicates(sheet);
    constants(sheet);
    kinks(sheet);
    slivers(sheet);
    decimals(sheet);
    for (int k : new int[] {10, 20, 40}) {
      closeCalls(sheet, Math.scalb(1.0, -k));
      wideBoxes(sheet, k);
    }
  }

  /** All inputs, or all but the first, fixed: the network is what it is at one point. */
  private static void points(Sheet sheet, int n, int fixed, SplittableRandom random) {
    Circuit circuit = new Circuit(n + 1);
    RandomBackground background = RandomBackground.draw(n + 1, 6, random);
    double[] point = new double[n + 1];
    for (int i = 0; i < point.length; i++) {
      point[i] = (random.nextInt(33) - 16) / 16.0;
    }
    double[] upper = point.clone();
    Form value = background.in(circuit);
    if (fixed == 0) {
      upper[0] += 1;
      value = value.minus(circuit.relu(circuit.input(0).plus(-point[0])).times(64));
    }
    OnnxModel model = circuit.outputs(value).toOnnx();
    DecimalBox box = Questions.box(point, upper);
    double at = background.at(point);
    sheet.sat(model, Questions.reaches(box, at - 0.125), point, "the value at the only point");
    String proof =
        "the value falls from the only end of the box at which it could be reached: the slope"
            + " -64 outweighs the background's";
    if (slope(background) < 64) {
      sheet.unsat(model, Questions.reaches(box, at + 0.125), point, proof);
    }
  }

  private static double slope(RandomBackground background) {
    double slope = 0;
    for (int j = 0; j < background.factors().length; j++) {
      slope += Math.abs(background.factors()[j] * background.weights()[j][0]);
    }
    return slope;
  }

  /** The greatest value is the threshold: reached, and not exceeded. */
  private static void ties(Sheet sheet, int n) {
    Circuit circuit = new Circuit(n);
    Form sum = Form.constant(0);
    double[] corner = new double[n];
    for (int i = 0; i < n; i++) {
      sum = sum.plus(circuit.relu(circuit.input(i)));
      corner[i] = 1;
    }
    OnnxModel model = circuit.outputs(sum).toOnnx();
    DecimalBox box = Questions.cube(n, -1, 1);
    LinearInequality reached = Questions.atLeast(0, n);
    String proof = "the sum is at most n, and n at one corner; rounding is monotone";
    sheet.sat(model, Questions.of(box, 1, Polyhedron.of(reached)), corner, Truth.SAT, proof);
    Property exceeded = Questions.of(box, 1, Polyhedron.of(reached.asStrict()));
    sheet.unsat(model, exceeded, corner, Truth.UNSAT, proof);
  }

  /** Outputs that are the same number for every input. */
  private static void duplicates(Sheet sheet) {
    for (int copies : new int[] {2, 3, 8}) {
      Circuit circuit = new Circuit(2);
      Form value = circuit.relu(circuit.relu(circuit.input(0).plus(circuit.input(1))));
      Form[] outputs = new Form[copies];
      Arrays.fill(outputs, value);
      OnnxModel model = circuit.outputs(outputs).toOnnx();
      DecimalBox box = Questions.cube(2, -1, 1);
      LinearInequality order = LinearInequality.outputOrder(0, copies - 1);
      double[] point = {0.5, -0.25};
      String proof = "the outputs are equal everywhere";
      sheet.sat(model, Questions.of(box, copies, Polyhedron.of(order)), point, Truth.SAT, proof);
      Property strict = Questions.of(box, copies, Polyhedron.of(order.asStrict()));
      sheet.unsat(model, strict, point, Truth.UNSAT, proof);
    }
  }

  /** Weights of zero, and neurons that never fire. */
  private static void constants(Sheet sheet) {
    double[] point = {0, 0};
    DecimalBox box = Questions.cube(2, -1, 1);
    Circuit zero = new Circuit(2);
    OnnxModel constant = zero.outputs(zero.relu(zero.input(0).times(0).plus(2))).toOnnx();
    sheet.sat(constant, Questions.reaches(box, 1.5), point, "the output is 2");
    sheet.unsat(constant, Questions.reaches(box, 2.5), point, "the output is 2");
    Circuit dead = new Circuit(2);
    Form never = dead.relu(dead.input(0).plus(dead.input(1)).plus(-2.5));
    OnnxModel silent = dead.outputs(never.times(1000).plus(-1)).toOnnx();
    sheet.sat(silent, Questions.reaches(box, -1.5), point, "the neuron never fires: -1");
    sheet.unsat(silent, Questions.reaches(box, -0.5), point, "the neuron never fires: -1");
  }

  /** A ReLU whose kink is the end of the box, or just inside of it. */
  private static void kinks(Sheet sheet) {
    for (int k : new int[] {4, 12}) {
      double step = Math.scalb(1.0, -k);
      Circuit circuit = new Circuit(1);
      OnnxModel model = circuit.outputs(circuit.relu(circuit.input(0).plus(-1))).toOnnx();
      Property question = Questions.reaches(Questions.cube(1, 0, 1), step);
      sheet.unsat(model, question, new double[] {1}, "the ReLU is silent up to its kink at 1");
      Property beyond = Questions.reaches(Questions.cube(1, 0, 1 + 2 * step), step);
      sheet.sat(model, beyond, new double[] {1 + 2 * step}, "the ReLU fires beyond its kink");
    }
  }

  /** Boxes with two binary32 numbers in them. */
  private static void slivers(Sheet sheet) {
    double next = Math.nextUp(1f);
    Circuit circuit = new Circuit(1);
    Form zoomed = circuit.relu(circuit.input(0).plus(-1)).times(0x1p23);
    OnnxModel model = circuit.outputs(zoomed).toOnnx();
    DecimalBox box = Questions.cube(1, 1, next);
    String proof = "2^23*(x - 1) goes from 0 to 1, exactly in binary32";
    double[] end = {next};
    sheet.sat(model, Questions.reaches(box, 0.75), end, Truth.SAT, proof);
    sheet.unsat(model, Questions.reaches(box, 1.25), end, Truth.UNSAT, proof);
  }

  /** An input fixed at 0.1, which no binary number is; the weights are those of 0.1f. */
  private static void decimals(Sheet sheet) {
    BigDecimal tenth = new BigDecimal("0.1");
    BigDecimal nearest = new BigDecimal(0.1f);
    BigDecimal distance = nearest.subtract(tenth);
    BigDecimal[] point = {tenth};
    Circuit circuit = new Circuit(1);
    OnnxModel model = circuit.outputs(circuit.input(0).plus(-0.1f)).toOnnx();
    DecimalBox box = new DecimalBox(point, point);
    for (boolean isReached : new boolean[] {true, false}) {
      BigDecimal factor = new BigDecimal(isReached ? "-1.5" : "-0.5");
      BigDecimal threshold = distance.multiply(factor);
      LinearInequality reached =
          LinearInequality.ofOutputs(
              new int[] {0}, new BigDecimal[] {BigDecimal.ONE.negate()}, threshold.negate());
      BigDecimal slack = distance.negate().subtract(threshold);
      sheet.add(
          model,
          Questions.of(box, 1, Polyhedron.of(reached)),
          new Answer(
              isReached ? Truth.SAT : Truth.UNSAT,
              Truth.UNSTATED,
              Optional.of(point),
              Optional.empty(),
              Optional.of(slack),
              "0.1 - 0.1f is " + distance.negate() + "; no binary number lies in the box"));
    }
  }

  /** Thresholds a hair above and below the greatest value. */
  private static void closeCalls(Sheet sheet, double hair) {
    Circuit circuit = new Circuit(1);
    Form tent = circuit.abs(circuit.input(0).plus(-0.5)).times(-2).plus(1);
    OnnxModel model = circuit.outputs(tent).toOnnx();
    double[] tip = {0.5};
    DecimalBox box = Questions.cube(1, 0, 1);
    sheet.sat(model, Questions.reaches(box, 1 - hair), tip, "the tip of the tent has height 1");
    sheet.unsat(model, Questions.reaches(box, 1 + hair), tip, "the tip of the tent is highest");
  }

  /** A step of height 1 somewhere in a box of astronomical width; also in two boxes. */
  private static void wideBoxes(Sheet sheet, int exponent) {
    double wide = Math.scalb(1.0, exponent);
    Circuit circuit = new Circuit(1);
    OnnxModel model = circuit.outputs(circuit.unit(circuit.input(0))).toOnnx();
    DecimalBox box = Questions.cube(1, -wide, wide);
    double[] point = {1};
    sheet.sat(model, Questions.reaches(box, 0.5), point, "the step ends at 1");
    sheet.unsat(model, Questions.reaches(box, 1.5), point, "the step has height 1");
    Polyhedron half = Polyhedron.of(Questions.atLeast(0, 0.5));
    Case left = new Case(Questions.cube(1, -wide, 0), List.of(half));
    Case right = new Case(Questions.cube(1, 0.25, 1), List.of(half));
    Case low = new Case(Questions.cube(1, 0, 0.25), List.of(half));
    sheet.sat(model, new Property(1, 1, List.of(left, right)), point, "in the second box");
    sheet.unsat(
        model,
        new Property(1, 1, List.of(left, low)),
        new double[] {0.25},
        "no box reaches the middle of the step");
  }
}
