package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/** What the checker itself is asked before any search. */
class PlainProofTest {
  private static final int WIDE = 600;
  private static final Verifier NONE =
      (query, budget, listener) -> new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "a search");

  private static AffineLayer random(int source, int outputs, int inputs, double size) {
    double[] weights = new Random(outputs).doubles((long) outputs * inputs, -size, size).toArray();
    return new AffineLayer(source, new DenseMap(outputs, inputs, weights), new double[outputs]);
  }

  /** A softmax of three scores that are thousands apart, behind 360,000 weights. */
  private static Network softmax(double weight) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int first = builder.add(random(0, WIDE, 2, 10));
    int relu = builder.add(new ActivationLayer(first, WIDE, Activation.RELU));
    int second = builder.add(random(relu, WIDE, WIDE, 1));
    int last = builder.add(new ActivationLayer(second, WIDE, Activation.RELU));
    int scores = builder.add(random(last, 3, WIDE, 1));
    double[] differences = new double[27];
    double[] sums = new double[27];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        differences[3 * (3 * i + j) + j]++;
        differences[3 * (3 * i + j) + i]--;
        sums[9 * i + 3 * i + j] = weight;
      }
    }
    int apart =
        builder.add(new AffineLayer(scores, new DenseMap(9, 3, differences), new double[9]));
    int exp = builder.add(new ActivationLayer(apart, 9, Activation.of(Activation.Kind.EXP)));
    int sum = builder.add(new AffineLayer(exp, new DenseMap(3, 9, sums), new double[3]));
    builder.add(new ActivationLayer(sum, 3, Activation.of(Activation.Kind.RECIPROCAL)));
    return builder.build();
  }

  /** Whether Σ c·Y stays above a limit. */
  private static boolean holds(Network network, Semantics semantics, String limit, int... c) {
    BigDecimal[] coefficients = new BigDecimal[c.length];
    int[] indices = new int[c.length];
    for (int i = 0; i < c.length; i++) {
      coefficients[i] = BigDecimal.valueOf(c[i]);
      indices[i] = i;
    }
    LinearInequality unsafe =
        LinearInequality.ofOutputs(indices, coefficients, new BigDecimal(limit));
    return holds(network, semantics, unsafe);
  }

  private static boolean holds(Network network, Semantics semantics, LinearInequality unsafe) {
    BigDecimal[] low = {BigDecimal.ONE.negate(), BigDecimal.ONE.negate()};
    BigDecimal[] high = {BigDecimal.ONE, BigDecimal.ONE};
    Case only = new Case(new DecimalBox(low, high), List.of(Polyhedron.of(unsafe)));
    Query query = Query.of(network, new Property(2, 3, List.of(only)));
    return new PlainProofVerifier(1, semantics, NONE)
            .verify(query, Budget.ofMillis(60_000), ProofListener.SILENT)
        instanceof Verdict.Holds;
  }

  @Test
  void sharesAreKnownHoweverLargeTheNetworkIs() {
    Network network = softmax(1);
    assertThat(holds(network, Semantics.REAL, "-1.001", -1, 0, 0)).isTrue();
    assertThat(holds(network, Semantics.REAL, "-0.001", 1, 0, 0)).isTrue();
    assertThat(holds(network, Semantics.REAL, "0.999", 1, 1, 1)).isTrue();
    assertThat(holds(network, Semantics.REAL, "-1", -1, -1, 0)).isFalse();
    assertThat(holds(network, Semantics.REAL, "0.5", 1, 1, 0)).isFalse();
    assertThat(holds(network, Semantics.FLOAT32, "-1.001", -1, 0, 0)).isFalse();
    assertThat(holds(softmax(0.5), Semantics.REAL, "-1.001", -1, 0, 0)).isFalse();
  }

  /** {@code y = relu(x₀) − relu(−x₀) − x₀} is 0, and {@code relu(x₀) + relu(−x₀)} is not. */
  @Test
  void theReLUsOfATinyNetworkAreSplit() {
    for (int sign : new int[] {1, -1}) {
      assertThat(never(relus(-1, -1), sign)).isTrue();
    }
    assertThat(never(relus(1, 0), 1)).isTrue();
    assertThat(never(relus(1, 0), -1)).isFalse();
    assertThat(never(relus(-1, Math.nextUp(-1.0)), 1)).isFalse();
  }

  /** Whether {@code sign·Y₀ < 0} never happens. */
  private static boolean never(Network network, int sign) {
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
                new int[] {0}, new BigDecimal[] {BigDecimal.valueOf(sign)}, BigDecimal.ZERO)
            .asStrict();
    return holds(network, Semantics.REAL, unsafe);
  }

  /** {@code (relu(x₀) + second·relu(−x₀) + third·x₀, 0, 0)}. */
  private static Network relus(double second, double third) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int relu = builder.add(new ActivationLayer(0, 2, Activation.RELU));
    int minus =
        builder.add(new AffineLayer(0, new DiagonalMap(new double[] {-1, 1}, 0), new double[2]));
    int other = builder.add(new ActivationLayer(minus, 2, Activation.RELU));
    List<AffineLayer.Term> terms =
        List.of(
            new AffineLayer.Term(relu, new DenseMap(3, 2, new double[] {1, 0, 0, 0, 0, 0})),
            new AffineLayer.Term(other, new DenseMap(3, 2, new double[] {second, 0, 0, 0, 0, 0})),
            new AffineLayer.Term(0, new DenseMap(3, 2, new double[] {third, 0, 0, 0, 0, 0})));
    builder.add(new AffineLayer(terms, new double[3], null));
    return builder.build();
  }
}
