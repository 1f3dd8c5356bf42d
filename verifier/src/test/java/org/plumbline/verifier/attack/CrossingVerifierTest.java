package org.plumbline.verifier.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
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
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/** One value of an output that a continuous network passes. */
class CrossingVerifierTest {
  private static final Verifier PROVES =
      (query, budget, listener) -> new Verdict.Holds(Assurance.ROUNDED);

  /** {@code y = σ(3·x₀ − x₁)} for x in [−1, 1]². */
  private static Network after(Activation sigma) {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int sum =
        builder.add(new AffineLayer(0, new DenseMap(1, 2, new double[] {3, -1}), new double[] {0}));
    builder.add(new ActivationLayer(sum, 1, sigma));
    return builder.build();
  }

  private static Polyhedron equal(String value) {
    LinearInequality row =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(value));
    return Polyhedron.of(row, row.opposite());
  }

  private static Verdict verdict(Network network, Verifier next, Polyhedron... unsafe) {
    BigDecimal[] low = {BigDecimal.ONE.negate(), BigDecimal.ONE.negate()};
    BigDecimal[] high = {BigDecimal.ONE, BigDecimal.ONE};
    Case only = new Case(new DecimalBox(low, high), Arrays.asList(unsafe));
    Query query = Query.of(network, new Property(2, 1, List.of(only)));
    return new CrossingVerifier(JavaGemm::new, 1, next)
        .verify(query, Budget.ofMillis(60_000), ProofListener.SILENT);
  }

  @Test
  void whatDoublesCannotMeetIsSaidAtOnce() {
    Verdict verdict = verdict(after(Activation.leakyRelu(0.5)), PROVES, equal("0.3"));
    assertThat(((Verdict.Unknown) verdict).reason()).contains("cannot hold", "Y_0 <= 0.3");
  }

  @Test
  void whatDoublesMeetIsAViolation() {
    Verdict verdict = verdict(after(Activation.leakyRelu(0.5)), PROVES, equal("0.25"));
    Verdict.Violated violated = (Verdict.Violated) verdict;
    assertThat(violated.counterexample().outputs()[0]).isEqualTo(0.25);
  }

  @Test
  void whatIsNotPassedIsForOthers() {
    Network network = after(Activation.leakyRelu(0.5));
    assertThat(verdict(network, PROVES, equal("4.5"))).isInstanceOf(Verdict.Holds.class);
    assertThat(verdict(after(Activation.RELU), PROVES, equal("-0.3")))
        .isInstanceOf(Verdict.Holds.class);
    Network steps = after(Activation.of(Activation.Kind.FLOOR));
    assertThat(verdict(steps, PROVES, equal("0.3"))).isInstanceOf(Verdict.Holds.class);
  }

  /** The other polyhedra may be violated; that they hold is no answer. */
  @Test
  void othersAreAskedAlone() {
    List<Query> asked = new ArrayList<>();
    Verifier next =
        (query, budget, listener) -> {
          asked.add(query);
          listener.proved(List::of);
          return new Verdict.Holds(Assurance.ROUNDED);
        };
    Verdict verdict = verdict(after(Activation.RELU), next, equal("0.3"), equal("9"));
    assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).property().cases().get(0).unsafe()).containsExactly(equal("9"));
  }
}
