package org.plumbline.soundness.analytic;

import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.ReluNetwork;
import org.plumbline.soundness.rewriting.DeadNeurons;
import org.plumbline.soundness.rewriting.Dialect;
import org.plumbline.soundness.rewriting.IdentityLayers;
import org.plumbline.soundness.rewriting.NeuronCopies;
import org.plumbline.soundness.rewriting.Permutation;
import org.plumbline.soundness.rewriting.PowerOfTwoScaling;
import org.plumbline.soundness.rewriting.Rewriting;
import org.plumbline.specs.property.Property;

/**
 * A few questions asked over and over, of networks that differ in all but the function that they
 * compute: neurons renumbered, scaled, copied and cancelled, dead ones and identity layers added,
 * other ONNX operators. A verifier that answers two of them differently has convicted itself.
 */
final class RewriteFamily implements Family {
  private static final List<Rewriting> REWRITINGS =
      List.of(
          new Permutation(),
          new PowerOfTwoScaling(3),
          new PowerOfTwoScaling(20),
          new NeuronCopies(0),
          new NeuronCopies(64),
          new IdentityLayers(),
          new DeadNeurons(),
          new IdentityLayers()
              .then(new DeadNeurons())
              .then(new NeuronCopies(1))
              .then(new PowerOfTwoScaling(4))
              .then(new Permutation()));

  /** A question before it is rewritten. */
  private record Original(
      ReluNetwork network, Property property, double[] point, boolean isUnsafe, String proof) {}

  @Override
  public String name() {
    return "rewrite";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (Original original : originals()) {
      for (Rewriting rewriting : REWRITINGS) {
        add(sheet, original, rewriting.rewrite(original.network(), random).toOnnx());
      }
      for (Dialect dialect : Dialect.values()) {
        add(sheet, original, dialect.write(original.network()));
      }
    }
  }

  private static void add(Sheet sheet, Original original, OnnxModel model) {
    String proof = original.proof() + "; rewritten without changing the function";
    if (original.isUnsafe()) {
      sheet.sat(model, original.property(), original.point(), proof);
    } else {
      sheet.unsat(model, original.property(), original.point(), proof);
    }
  }

  private static List<Original> originals() {
    double[] tip = {0.25, -1, 0.625};
    ReluNetwork spike = SpikeFamily.alone(tip, 16);
    Property above = Questions.reaches(Questions.cube(3, -1, 1), 1 + 0x1p-6);
    Property below = Questions.reaches(Questions.cube(3, -1, 1), 1 - 0x1p-6);
    double[] peak = {0.375, 0.875};
    ReluNetwork sawtooth = SawtoothFamily.network(peak, 3);
    Property over = Questions.reaches(Questions.cube(2, 0, 1), 2 + 0x1p-5);
    Property under = Questions.reaches(Questions.cube(2, 0, 1), 2 - 0x1p-5);
    boolean[] code = {true, false, false, true};
    double[] opening = {1, 0, 0, 1};
    Property open = Questions.reaches(Questions.cube(4, 0, 1), 0.5);
    return List.of(
        new Original(spike, below, tip, true, "the tip of the spike has height 1"),
        new Original(spike, above, tip, false, "the tip of the spike has height 1"),
        new Original(sawtooth, under, peak, true, "the greatest peak has height 2"),
        new Original(sawtooth, over, peak, false, "the greatest peak has height 2"),
        new Original(LockFamily.network(code, 2, 8, -1), open, opening, true, "the code opens it"),
        new Original(
            LockFamily.network(code, 2, 8, 1), open, opening, false, "two dials contradict"));
  }
}
