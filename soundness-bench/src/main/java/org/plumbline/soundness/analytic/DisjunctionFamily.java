package org.plumbline.soundness.analytic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
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

/**
 * Unsafe sets and input sets of many parts, of which one is reached, the first, the last, or none;
 * conjunctions whose halves are reached apart but not together; sets that are empty.
 */
final class DisjunctionFamily implements Family {
  @Override
  public String name() {
    return "disjunction";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (int parts : new int[] {2, 5, 16}) {
      for (int reached : new int[] {0, parts / 2, parts - 1, -1}) {
        unsafeSets(sheet, parts, reached);
        boxes(sheet, parts, reached);
      }
    }
    for (double gap : new double[] {0.25, 0x1p-7}) {
      conjunctions(sheet, gap);
    }
    emptySets(sheet);
  }

  /** (max(0, x), max(0, −x)) over [−1, 1]. */
  private static OnnxModel halves() {
    Circuit circuit = new Circuit(1);
    Form x = circuit.input(0);
    return circuit.outputs(circuit.relu(x), circuit.relu(x.times(-1))).toOnnx();
  }

  private static void unsafeSets(Sheet sheet, int parts, int reached) {
    Polyhedron[] unsafe = new Polyhedron[parts];
    for (int k = 0; k < parts; k++) {
      double threshold = k == reached ? 0.875 : 1.25 + 0.125 * k;
      unsafe[k] = Polyhedron.of(Questions.atLeast(k % 2, threshold));
    }
    Property property = Questions.of(Questions.cube(1, -1, 1), 2, unsafe);
    if (reached >= 0) {
      double[] point = {reached % 2 == 0 ? 1 : -1};
      sheet.sat(halves(), property, point, "part " + reached + " is reached, and no other");
    } else {
      sheet.unsat(halves(), property, new double[] {1}, "both outputs are at most 1");
    }
  }

  /** The tent of height 1 around ½, over boxes of which one contains its tip. */
  private static void boxes(Sheet sheet, int parts, int reached) {
    Circuit circuit = new Circuit(1);
    Form distance = circuit.abs(circuit.input(0).plus(-0.5));
    OnnxModel model = circuit.outputs(distance.times(-1).plus(1)).toOnnx();
    Polyhedron high = Polyhedron.of(Questions.atLeast(0, 0.9375));
    List<Case> cases = new ArrayList<>();
    for (int k = 0; k < parts; k++) {
      double start = k == reached ? 0.375 : 1 + 0.25 * k;
      cases.add(new Case(Questions.cube(1, start, start + 0.25), List.of(high)));
    }
    Property property = new Property(1, 1, cases);
    if (reached >= 0) {
      sheet.sat(model, property, new double[] {0.5}, "only box " + reached + " has the tip");
    } else {
      sheet.unsat(model, property, new double[] {1}, "no box comes closer to the tip than 1");
    }
  }

  /** Two outputs x and −x: both at least −gap near 0, both at least gap nowhere. */
  private static void conjunctions(Sheet sheet, double gap) {
    Circuit circuit = new Circuit(1);
    Form positive = circuit.relu(circuit.input(0));
    Form x = positive.minus(circuit.relu(circuit.input(0).times(-1)));
    OnnxModel model = circuit.outputs(x, x.times(-1)).toOnnx();
    DecimalBox box = Questions.cube(1, -1, 1);
    Polyhedron near = Polyhedron.of(Questions.atLeast(0, -gap), Questions.atLeast(1, -gap));
    Polyhedron apart = Polyhedron.of(Questions.atLeast(0, gap), Questions.atLeast(1, gap));
    double[] middle = {0};
    sheet.sat(model, Questions.of(box, 2, near), middle, "both outputs are 0 at 0");
    sheet.unsat(model, Questions.of(box, 2, apart), middle, "the outputs sum to 0");
    sheet.sat(model, Questions.of(box, 2, apart, near), middle, "both outputs are 0 at 0");
    sheet.unsat(model, Questions.of(box, 2, apart, apart), middle, "the outputs sum to 0");
  }

  /** Sets without a point, by outputs, by inputs, by name; and beside a set that is reached. */
  private static void emptySets(Sheet sheet) {
    DecimalBox box = Questions.cube(1, -1, 1);
    Polyhedron byOutputs = Polyhedron.of(Questions.atLeast(0, 0.75), Questions.atMost(0, 0.25));
    LinearInequality outside =
        LinearInequality.ofInput(0, BigDecimal.ONE.negate(), new BigDecimal("-1.5"), false);
    Polyhedron byInputs = Polyhedron.of(outside, Questions.atLeast(0, -4));
    Polyhedron reached = Polyhedron.of(Questions.atLeast(0, 0.5));
    double[] end = {1};
    sheet.unsat(halves(), Questions.of(box, 2, byOutputs), new double[] {0.5}, "no number is both");
    sheet.sat(
        halves(), Questions.of(box, 2, byOutputs, byInputs, reached), end, "the third is reached");
    sheet.sat(
        halves(), Questions.of(box, 2, reached, byInputs, byOutputs), end, "the first is reached");
    Answer never =
        new Answer(
            Truth.UNSAT,
            Truth.UNSAT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "there is no unsafe set, or no input of the box is in it");
    sheet.add(halves(), Questions.of(box, 2, byInputs), never);
    sheet.add(halves(), Questions.of(box, 2), never);
    sheet.add(halves(), new Property(1, 2, List.of()), never);
  }
}
