package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.linear.DenseMap;
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
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;

/** Functions asked for values that they do not have, or nearly. */
class UndefinedTest {
  /** {@code y = σ(Σ xᵢ + bias)}. */
  private static Network ofSum(int inputs, double bias, Activation.Kind sigma) {
    NetworkBuilder builder = new NetworkBuilder(1, inputs);
    double[] ones = new double[inputs];
    Arrays.fill(ones, 1);
    int sum = builder.add(new AffineLayer(0, new DenseMap(1, inputs, ones), new double[] {bias}));
    builder.add(new ActivationLayer(sum, 1, Activation.of(sigma)));
    return builder.build();
  }

  /** Whether y stays below the limit on a cube. */
  private static Verdict below(Network network, double low, double high, double limit) {
    int n = network.inputSize();
    BigDecimal[] lower = new BigDecimal[n];
    BigDecimal[] upper = new BigDecimal[n];
    Arrays.fill(lower, new BigDecimal(low));
    Arrays.fill(upper, new BigDecimal(high));
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE.negate()}, new BigDecimal(-limit));
    Case only = new Case(new DecimalBox(lower, upper), List.of(Polyhedron.of(unsafe)));
    Query query = Query.of(network, new Property(n, 1, List.of(only)));
    return VerifierFactory.create(VerifierOptions.inReals(1, 1))
        .verify(query, Budget.ofMillis(60_000), ProofListener.SILENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 45})
  void whatIsUndefinedIsNamedAtOnce(int inputs) {
    Verdict verdict = below(ofSum(inputs, 0, Activation.Kind.LOG), -1, -0.5, 1000);
    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    Verdict.Unknown unknown = (Verdict.Unknown) verdict;
    assertThat(unknown.cause()).isEqualTo(Verdict.Cause.INCOMPLETE);
    assertThat(unknown.reason()).contains("undefined", "Log is asked of numbers from -" + inputs);
  }

  @Test
  void aPartThatIsUndefinedIsFound() {
    Verdict verdict = below(ofSum(1, 0, Activation.Kind.SQRT), -1, 1, 2);
    assertThat(((Verdict.Unknown) verdict).reason()).contains("Sqrt is asked of numbers from");
    assertThat(below(ofSum(1, 0, Activation.Kind.SQRT), -1, 1, 0.5))
        .isInstanceOf(Verdict.Violated.class);
  }

  @Test
  void aRootThatBeginsAtZeroIsProved() {
    Network network = ofSum(2, -0.2, Activation.Kind.SQRT);
    assertThat(below(network, 0.1, 1, 1.4)).isInstanceOf(Verdict.Holds.class);
    assertThat(below(network, 0.1, 1, 1.3)).isInstanceOf(Verdict.Violated.class);
  }

  @Test
  void aSingleInputThatIsUndefinedIsNamed() {
    assertNamed(ofSum(1, 0, Activation.Kind.LOG), 0, 1, 1, "Log is asked of");
    assertNamed(ofSum(2, 0, Activation.Kind.LOG), 0, 1, 1, "Log is asked of");
    assertNamed(ofSum(1, 0, Activation.Kind.RECIPROCAL), -1, 0, 1, "Reciprocal is asked of");
    assertNamed(ofSum(1, 0, Activation.Kind.RECIPROCAL), 0, 1, 1e308, "Reciprocal is asked of");
  }

  /** Beside a pole a reciprocal is greater than any number, on one side. */
  @Test
  void theWayToAPoleIsTried() {
    assertThat(below(ofSum(1, 0, Activation.Kind.RECIPROCAL), -1, 1, 1e9))
        .isInstanceOf(Verdict.Violated.class);
    assertThat(below(ofSum(1, 0.1, Activation.Kind.RECIPROCAL), -1, 0, 1e4))
        .isInstanceOf(Verdict.Violated.class);
    assertThat(below(ofSum(2, 0, Activation.Kind.RECIPROCAL), -0.3, 1, 1e4))
        .isInstanceOf(Verdict.Violated.class);
  }

  private static void assertNamed(
      Network network, double low, double high, double limit, String words) {
    Verdict verdict = below(network, low, high, limit);
    assertThat(((Verdict.Unknown) verdict).cause()).isEqualTo(Verdict.Cause.INCOMPLETE);
    assertThat(((Verdict.Unknown) verdict).reason()).contains("undefined", words);
  }

  /** {@code y = √(1 − x²)}, whose argument is 0 at both ends. */
  @Test
  void aRootThatEndsAtZeroIsProved() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int square = builder.add(new ActivationLayer(0, 1, Activation.power(2)));
    DenseMap minus = new DenseMap(1, 1, new double[] {-1});
    int rest = builder.add(new AffineLayer(square, minus, new double[] {1}));
    builder.add(new ActivationLayer(rest, 1, Activation.of(Activation.Kind.SQRT)));
    assertThat(below(builder.build(), -1, 1, 1.01)).isInstanceOf(Verdict.Holds.class);
    assertThat(below(builder.build(), -1, 1, 0.99)).isInstanceOf(Verdict.Violated.class);
  }
}
