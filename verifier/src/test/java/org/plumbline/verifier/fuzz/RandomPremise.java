package org.plumbline.verifier.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Premise.Literal;

/** Draws premises: most of them are followed by a given input, some perhaps by none. */
final class RandomPremise {
  private RandomPremise() {}

  static Premise draw(Random random, Network network, double[] input) {
    double[][] values = new ForwardPass(network, new JavaGemm()).trace(1, input);
    double share = random.nextDouble();
    boolean isTrue = random.nextInt(3) > 0;
    List<Literal> literals = new ArrayList<>();
    for (int k = 1; k < network.depth(); k++) {
      if (!(network.layer(k) instanceof ActivationLayer act) || act.source() == 0) {
        continue;
      }
      for (int i = 0; i < act.size(); i++) {
        if (random.nextDouble() < share) {
          boolean isFlipped = !isTrue && random.nextInt(4) == 0;
          literals.add(new Literal(act.source(), i, values[act.source()][i] > 0 != isFlipped));
        }
      }
    }
    return new Premise(literals);
  }
}
