package org.plumbline.verifier.piecewise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verdict.Cause;
import org.plumbline.verifier.contract.Verifier;

/** Parts are told apart by their input; a script says what comes of each. */
class PartwiseVerifierTest {
  private static final Verdict SURE = new Verdict.Holds(Assurance.ROUNDED);
  private static final Verdict STUCK = new Verdict.Unknown(Cause.INCOMPLETE, "stuck");
  private static final Verdict LATE = new Verdict.Unknown(Cause.TIMEOUT, "late");

  private final List<Integer> asked = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();

  private static Query query(int input) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.add(new AffineLayer(0, new DenseMap(1, 1, new double[] {1})));
    Network network = builder.build();
    BigDecimal[] point = {BigDecimal.valueOf(input)};
    return Query.of(
        network,
        new Property(
            1, 1, List.of(new Case(new DecimalBox(point, point), List.of(Polyhedron.of())))));
  }

  private static Verdict violated(int input) {
    return new Verdict.Violated(
        new Counterexample(
            new BigDecimal[] {BigDecimal.valueOf(input)},
            new double[] {input},
            new double[] {input},
            new float[] {input},
            Counterexample.Classification.STRICT,
            1,
            Polyhedron.of(),
            true));
  }

  private Verdict verdict(Budget budget, Verdict... script) {
    Verifier scripted =
        (query, share, listener) -> {
          int part = (int) query.boxes().get(0).lower()[0];
          asked.add(part);
          listener.progress(1, 5, 0.5);
          listener.note("looked");
          if (script[part] == LATE) {
            share.cancel();
          }
          return script[part];
        };
    List<Supplier<Query>> parts =
        IntStream.range(0, script.length)
            .mapToObj(k -> (Supplier<Query>) () -> query(k))
            .collect(Collectors.toList());
    ProofListener listener =
        new ProofListener() {
          @Override
          public void progress(int open, long evaluated, double provedShare) {
            heard.add(open + " " + evaluated + " " + provedShare);
          }

          @Override
          public void note(String what) {
            heard.add(what);
          }
        };
    Property whole = query(0).property();
    return new PartwiseVerifier(scripted).verify(new Question(whole, parts), budget, listener);
  }

  private Verdict verdict(Verdict... script) {
    return verdict(Budget.ofMillis(60_000), script);
  }

  @Test
  void holdsIfAllPartsDoAsSurelyAsTheLeastSure() {
    assertThat(verdict(SURE, SURE)).isEqualTo(SURE);
    Verdict numeric = new Verdict.Holds(Assurance.NUMERIC);
    assertThat(verdict(SURE, numeric, SURE)).isEqualTo(numeric);
    assertThat(verdict()).isEqualTo(SURE);
  }

  @Test
  void theFirstViolatedPartDecides() {
    Verdict second = violated(1);
    assertThat(verdict(SURE, second, violated(2))).isEqualTo(second);
    assertThat(asked).containsExactly(0, 1);
  }

  @Test
  void anUndecidedPartIsPassedOver() {
    Verdict last = violated(2);
    assertThat(verdict(STUCK, SURE, last)).isEqualTo(last);
    assertThat(verdict(SURE, STUCK, SURE)).isEqualTo(STUCK);
  }

  @Test
  void noPartIsProvedAfterTheTimeIsUp() {
    assertThat(verdict(SURE, LATE, violated(2)))
        .isEqualTo(new Verdict.Unknown(Cause.TIMEOUT, "the time limit was reached"));
    assertThat(asked).containsExactly(0, 1);
    assertThat(verdict(SURE, LATE)).isEqualTo(LATE);
  }

  @Test
  void progressIsThatOfTheWhole() {
    verdict(SURE, SURE);
    assertThat(heard)
        .isEqualTo(
            Arrays.asList(
                "the network is read in 2 pieces",
                "2 5 0.25",
                "piece 1: looked",
                "1 10 0.75",
                "piece 2: looked"));
  }

  @Test
  void aSingleQueryIsPassedOn() {
    assertThat(verdict(STUCK)).isEqualTo(STUCK);
    assertThat(heard).containsExactly("1 5 0.5", "looked");
  }
}
