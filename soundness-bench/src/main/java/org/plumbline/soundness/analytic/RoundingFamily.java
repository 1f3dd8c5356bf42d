package org.plumbline.soundness.analytic;

import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Circuit;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.Form;
import org.plumbline.soundness.circuit.ReluNetwork;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * Networks whose real numbers and whose binary32 numbers differ, so that the two questions have
 * opposite answers, whatever the order of summation unless it is said.
 */
final class RoundingFamily implements Family {
  private static final String ABSORBED =
      "binary32 absorbs x in x + 2^24*s: only sums of a product and a bias, or of two numbers";

  @Override
  public String name() {
    return "rounding";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (int exponent : new int[] {-30, -12, 0, 9, 30}) {
      detectors(sheet, Math.scalb(1.0, exponent));
      orders(sheet, Math.scalb(1.0, exponent));
    }
    for (int exponent : new int[] {25, 40, 53, 60, 90}) {
      cancellation(sheet, Math.scalb(1.0, exponent));
    }
    for (int exponent : new int[] {25, 30, 60}) {
      ties(sheet, Math.scalb(1.0, -exponent));
    }
    for (int layers : new int[] {2, 5, 12}) {
      extremes(sheet, layers);
    }
  }

  /**
   * {@code r = max(0, max(0, x + M) − M)} with M = 2²⁴·s is x. In binary32 numbers of M are 2s
   * apart: r is 0 up to x = s, and 2s from beyond s to 2s.
   */
  private static void detectors(Sheet sheet, double s) {
    double large = 0x1p24 * s;
    Circuit residue = new Circuit(1);
    Form x = residue.input(0);
    Form r = residue.relu(residue.relu(x.plus(large)).plus(-large));
    OnnxModel difference = residue.outputs(r.minus(x)).toOnnx();
    Property down =
        Questions.of(Questions.cube(1, 0, s), 1, Polyhedron.of(Questions.atMost(0, -s / 2)));
    sheet.unsatButDeployed(
        difference, down, new double[] {0}, new double[] {0.75 * s}, "r - x is 0; " + ABSORBED);
    Property up = Questions.reaches(Questions.cube(1, s, 2 * s), s / 4);
    sheet.unsatButDeployed(
        difference, up, new double[] {s}, new double[] {1.5 * s}, "r - x is 0; " + ABSORBED);
    Circuit plain = new Circuit(1);
    Form p = plain.relu(plain.relu(plain.input(0).plus(large)).plus(-large));
    OnnxModel model = plain.outputs(p).toOnnx();
    Property reached = Questions.reaches(Questions.cube(1, 0, s), s / 2);
    sheet.sat(model, reached, new double[] {s}, Truth.UNSAT, "r is x; " + ABSORBED);
  }

  /**
   * {@code M + x − M} in one sum of three: x if the large numbers meet first, else 0 for x up to s.
   */
  private static void orders(Sheet sheet, double s) {
    double large = 0x1p24 * s;
    double[][] first = {{0}, {1}, {0}};
    Dense hidden = new Dense(first, new double[] {large, 0, large});
    for (double[] signs : new double[][] {{1, 1, -1}, {-1, 1, 1}}) {
      OnnxModel model =
          new ReluNetwork(1, List.of(hidden, new Dense(new double[][] {signs}, new double[1])))
              .toOnnx();
      DecimalBox box = Questions.cube(1, s / 2, s);
      sheet.sat(
          model,
          Questions.reaches(box, s / 2),
          new double[] {s},
          Truth.SAT,
          "M + x - M is x; in binary32, too, if the large numbers meet first");
      Property low = Questions.of(box, 1, Polyhedron.of(Questions.atMost(0, s / 4)));
      sheet.unsatButDeployed(
          model,
          low,
          new double[] {s / 2},
          new double[] {s / 2},
          "M + x - M is x; in binary32 it is 0 if x meets a large number first");
    }
  }

  /** {@code max(0, K·x + 1) − max(0, K·x)} is 1; from K = 2²⁵ on, binary32 loses the 1. */
  private static void cancellation(Sheet sheet, double k) {
    Circuit circuit = new Circuit(1);
    Form product = circuit.input(0).times(k);
    Form difference = circuit.relu(product.plus(1)).minus(circuit.relu(product));
    OnnxModel model = circuit.outputs(difference).toOnnx();
    DecimalBox box = Questions.cube(1, 1, 2);
    String proof = "the difference is 1; in binary32 K*x + 1 is K*x, and the difference 0";
    sheet.sat(model, Questions.reaches(box, 0.5), new double[] {1.5}, Truth.UNSAT, proof);
    Property low = Questions.of(box, 1, Polyhedron.of(Questions.atMost(0, 0.5)));
    sheet.unsatButDeployed(model, low, new double[] {1}, new double[] {1}, proof);
  }

  /** Two outputs x and x + t over [1, 2]: apart by t, and equal in binary32. */
  private static void ties(Sheet sheet, double t) {
    Circuit circuit = new Circuit(1);
    Form x = circuit.relu(circuit.input(0));
    OnnxModel model = circuit.outputs(x, x.plus(t)).toOnnx();
    DecimalBox box = Questions.cube(1, 1, 2);
    String proof = "the outputs are t apart; in binary32 x + t is x";
    Property order = Questions.of(box, 2, Polyhedron.of(LinearInequality.outputOrder(1, 0)));
    sheet.unsatButDeployed(model, order, new double[] {1}, new double[] {1}, proof);
    Property strict =
        Questions.of(box, 2, Polyhedron.of(LinearInequality.outputOrder(0, 1).asStrict()));
    sheet.sat(model, strict, new double[] {1}, Truth.UNSAT, proof);
  }

  /**
   * x scaled down by 2⁻¹⁰⁰ per layer, and up again: below the smallest binary32 number after two
   * layers, below the smallest double after eleven. And up first: above the largest ones.
   */
  private static void extremes(Sheet sheet, int layers) {
    DecimalBox box = Questions.cube(1, 1, 2);
    Property high = Questions.reaches(box, 0.5);
    Property low = Questions.of(box, 1, Polyhedron.of(Questions.atMost(0, 0.5)));
    OnnxModel small = scaled(layers, 0x1p-100);
    String tiny = "the output is x; in binary32 it underflows to 0";
    sheet.sat(small, high, new double[] {2}, Truth.UNSAT, tiny);
    sheet.unsatButDeployed(small, low, new double[] {1}, new double[] {1}, tiny);
    OnnxModel large = scaled(layers, 0x1p100);
    String huge = "the output is x; in binary32 it overflows to infinity and stays there";
    sheet.sat(large, high, new double[] {2}, Truth.UNSTATED, huge);
    sheet.unsat(large, low, new double[] {1}, Truth.UNSTATED, huge);
  }

  private static OnnxModel scaled(int layers, double factor) {
    Circuit circuit = new Circuit(1);
    Form value = circuit.relu(circuit.input(0));
    for (int k = 0; k < layers; k++) {
      value = circuit.relu(value.times(factor));
    }
    for (int k = 0; k < layers; k++) {
      value = circuit.relu(value.times(1 / factor));
    }
    return circuit.outputs(value).toOnnx();
  }
}
