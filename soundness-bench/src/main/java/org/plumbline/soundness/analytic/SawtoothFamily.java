package org.plumbline.soundness.analytic;

import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Circuit;
import org.plumbline.soundness.circuit.Form;
import org.plumbline.soundness.circuit.ReluNetwork;
import org.plumbline.specs.property.DecimalBox;

/**
 * Folded tents: {@code T(t) = 2t − 4·max(0, t − ½)} on [0, 1], composed d times, has 2^(d−1) peaks
 * of height 1, at the odd multiples of 2^−d. {@code Σᵢ T^d(xᵢ) − c·|xᵢ − pᵢ|} with a peak p is
 * greatest at p alone, with the number of inputs as its value: a threshold a little below is
 * reached near p only, one a little above nowhere.
 */
final class SawtoothFamily implements Family {
  private static final int[] DEPTHS = {1, 2, 3, 5, 7, 9};
  private static final int[] DIMENSIONS = {1, 2, 4};
  private static final double SLOPE = 0x1p-2;

  @Override
  public String name() {
    return "sawtooth";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (int depth : DEPTHS) {
      for (int n : DIMENSIONS) {
        double[] peak = new double[n];
        for (int i = 0; i < n; i++) {
          peak[i] = (2 * random.nextInt(1 << (depth - 1)) + 1) * Math.scalb(1.0, -depth);
        }
        double margin = Math.scalb(SLOPE, -depth);
        OnnxModel model = network(peak, depth).toOnnx();
        DecimalBox box = Questions.cube(n, 0, 1);
        sheet.sat(model, Questions.reaches(box, n - margin), peak, "the peak of greatest height");
        sheet.unsat(
            model,
            Questions.reaches(box, n + margin),
            peak,
            "each fold is at most 1 and each distance at least 0, both attained at the peak");
      }
    }
  }

  static ReluNetwork network(double[] peak, int depth) {
    Circuit circuit = new Circuit(peak.length);
    Form sum = Form.constant(0);
    for (int i = 0; i < peak.length; i++) {
      Form fold = circuit.input(i);
      for (int d = 0; d < depth; d++) {
        Form kink = circuit.relu(fold.plus(-0.5));
        fold = circuit.relu(fold).times(2).minus(kink.times(4));
      }
      Form distance = circuit.abs(circuit.input(i).plus(-peak[i]));
      sum = sum.plus(fold).minus(distance.times(SLOPE));
    }
    return circuit.outputs(sum);
  }
}
