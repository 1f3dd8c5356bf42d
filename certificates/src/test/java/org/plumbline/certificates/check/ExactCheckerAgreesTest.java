package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;

/**
 * The checker accepts nothing that the same rules reject in rational numbers, and all that they
 * accept by more than rounding could spoil.
 */
class ExactCheckerAgreesTest {
  private static final int TRIALS = Integer.getInteger("plumbline.exact", 600);
  private static final Fraction MARGIN = Fraction.of(1e-6);

  @Test
  void sameVerdictButForRounding() {
    int accepted = 0;
    int rejected = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Query any = query(random, network(random));
      Query query = any.under(premise(new Random(~seed), any.network()));
      CaseProof proof = RandomProofs.draw(random, query);
      CheckResult result =
          new CertificateChecker(1)
              .check(query, List.of(proof), Certificate.Semantics.REAL, Budget.unlimited());
      boolean isAccepted = result instanceof CheckResult.Accepted;
      boolean isProof = ExactChecker.accepts(query, proof, Fraction.ZERO);
      if (isAccepted) {
        assertThat(isProof).as("seed %d is accepted and no proof", seed).isTrue();
      } else if (isProof) {
        assertThat(ExactChecker.accepts(query, proof, MARGIN))
            .as("seed %d is a proof by a margin: %s, %s", seed, result, query.premise())
            .isFalse();
      }
      accepted += isAccepted ? 1 : 0;
      rejected += isProof ? 0 : 1;
    }
    System.out.println(
        accepted + " accepted and " + rejected + " no proofs of " + TRIALS + " certificates");
    assertThat(accepted).as("accepted of %d", TRIALS).isGreaterThan(TRIALS / 8);
    assertThat(rejected).as("no proof of %d", TRIALS).isGreaterThan(TRIALS / 8);
  }

  /** Two to four layers of ReLUs, some with an addition that skips one. */
  private static Network network(Random random) {
    int inputs = 1 + random.nextInt(3);
    NetworkBuilder builder = new NetworkBuilder(1, inputs);
    int last = 0;
    for (int layers = 1 + random.nextInt(3); layers > 0; layers--) {
      int size = 2 + random.nextInt(3);
      List<AffineLayer.Term> terms = new ArrayList<>();
      terms.add(term(random, builder, last, size));
      if (random.nextInt(4) == 0) {
        terms.add(term(random, builder, random.nextInt(last + 1), size));
      }
      int sum = builder.add(new AffineLayer(terms, numbers(random, size), null));
      last = builder.add(new ActivationLayer(sum, size, Activation.RELU));
      if (random.nextInt(3) == 0) {
        last = tables(random, builder, last);
      }
    }
    int outputs = 1 + random.nextInt(2);
    builder.add(
        new AffineLayer(
            List.of(term(random, builder, last, outputs)), numbers(random, outputs), null));
    return builder.build();
  }

  /** Functions of one neuron each, sums of two or three ReLUs. */
  private static int tables(Random random, NetworkBuilder builder, int source) {
    int size = 1 + random.nextInt(2);
    int relus = 2 + random.nextInt(2);
    int inputs = builder.size(source);
    double[] scales = new double[size * relus * inputs];
    double[] weights = new double[size * size * relus];
    for (int i = 0; i < size; i++) {
      int neuron = random.nextInt(inputs);
      for (int n = 0; n < relus; n++) {
        scales[(i * relus + n) * inputs + neuron] = random.nextBoolean() ? 1 : -0.5;
        weights[(i * size + i) * relus + n] = (1 + random.nextInt(8)) / 4.0 - 1.125;
      }
    }
    DenseMap scaling = new DenseMap(size * relus, inputs, scales);
    double[] biases = numbers(random, size * relus);
    int scaled = builder.add(new AffineLayer(source, scaling, biases));
    int relu = builder.add(new ActivationLayer(scaled, size * relus, Activation.RELU));
    DenseMap sums = new DenseMap(size, size * relus, weights);
    return builder.add(new AffineLayer(relu, sums, numbers(random, size)));
  }

  private static AffineLayer.Term term(
      Random random, NetworkBuilder builder, int source, int size) {
    int inputs = builder.size(source);
    return new AffineLayer.Term(source, new DenseMap(size, inputs, numbers(random, size * inputs)));
  }

  /** With few digits, or rationals would grow long. */
  private static double[] numbers(Random random, int count) {
    double[] numbers = new double[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = random.nextInt(6) == 0 ? 0 : Math.rint(random.nextGaussian() * 256) / 256;
    }
    return numbers;
  }

  /** Limits beside the least values that samples reach, mostly below. */
  private static Query query(Random random, Network network) {
    int n = network.inputSize();
    double[] low = new double[n];
    double[] high = new double[n];
    for (int j = 0; j < n; j++) {
      low[j] = (random.nextInt(33) - 16) / 16.0;
      high[j] = low[j] + (random.nextInt(8) == 0 ? 0 : random.nextInt(32) / 16.0);
    }
    double[][] outputs = samples(random, network, low, high);
    List<Polyhedron> unsafe = new ArrayList<>();
    for (int p = random.nextInt(3); p >= 0; p--) {
      List<LinearInequality> rows = new ArrayList<>();
      for (int r = random.nextInt(5) / 3; r >= 0; r--) {
        rows.add(row(random, outputs));
      }
      unsafe.add(new Polyhedron(rows));
    }
    return Questions.query(network, low, high, unsafe);
  }

  /** Mostly none, else a phase for some neurons, which no input may have. */
  private static Premise premise(Random random, Network network) {
    List<Premise.Literal> literals = new ArrayList<>();
    int share = random.nextInt(6);
    for (int k = 1; share < 3 && k < network.depth(); k++) {
      for (int i = 0; network.layer(k) instanceof ActivationLayer act && i < act.size(); i++) {
        if (random.nextInt(4) <= share) {
          literals.add(new Premise.Literal(act.source(), i, random.nextBoolean()));
        }
      }
    }
    return new Premise(literals);
  }

  private static double[][] samples(Random random, Network network, double[] low, double[] high) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    double[][] outputs = new double[100][];
    for (int s = 0; s < outputs.length; s++) {
      double[] x = new double[low.length];
      for (int j = 0; j < x.length; j++) {
        double share = s % 2 == 0 ? random.nextInt(2) : random.nextDouble();
        x[j] = low[j] + share * (high[j] - low[j]);
      }
      outputs[s] = java.util.Arrays.copyOf(forward.outputs(1, x), network.outputSize());
    }
    return outputs;
  }

  private static LinearInequality row(Random random, double[][] outputs) {
    double[] coefficients = new double[outputs[0].length];
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = (1 + random.nextInt(8)) / (random.nextBoolean() ? 4.0 : -4.0);
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] y : outputs) {
      double value = 0;
      for (int i = 0; i < coefficients.length; i++) {
        value += coefficients[i] * y[i];
      }
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double gap = (0.1 + most - least) * (random.nextDouble() * 1.5 - 0.05);
    return Questions.row(least - gap, coefficients);
  }
}
