package org.plumbline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inputs that are replayed, and networks that are asked about together. */
class ReplayTest {
  /** {@code y0 = 2 x0}, {@code y1 = x0 + x1 + shift} on the unit square. */
  private static Model two(String shift) {
    String text =
        "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n" + shift + ",\n";
    return Model.of("two.nnet", text.getBytes(StandardCharsets.UTF_8));
  }

  private static final LocalRobustness NEAR =
      LocalRobustness.around(0.5, 0.5).epsilon("0.25").range("0", "1").label(1);

  @ParameterizedTest
  @EnumSource
  void onlyWhatViolatesIsACounterexample(Semantics semantics) {
    Verification question = Verification.of(two("0.25"), NEAR).semantics(semantics);
    assertThat(question.replay(List.of(0.75, 0.25)))
        .isInstanceOfSatisfying(
            Violated.class,
            violated -> {
              assertThat(violated.key()).isEqualTo(question.key());
              assertThat(violated.counterexample().inputs()).containsExactly(0.75, 0.25);
            });
    assertThat(question.replay(List.of(0.5, 0.5))).isInstanceOf(Undecided.class);
    assertThat(question.replay(List.of(1.0, 0.0))).as("outside").isInstanceOf(Undecided.class);
    assertThat(question.replay(List.of(0.75))).as("too short").isInstanceOf(Undecided.class);
    assertThat(Verification.of(two("0.75"), NEAR).semantics(semantics).replay(List.of(0.75, 0.25)))
        .as("another network")
        .isInstanceOf(Undecided.class);
  }

  @ParameterizedTest
  @EnumSource
  void aProofIsInheritedWhereItIsOne(Semantics semantics) {
    LocalRobustness near = NEAR.epsilon("0.0625");
    Holds holds = (Holds) Verification.of(two("0.25"), near).semantics(semantics).run();
    Certificate earlier = holds.certificate().orElseThrow();
    Verification next = Verification.of(two("0.265625"), near).semantics(semantics);
    Holds inherited = (Holds) next.inherit(earlier);
    assertThat(inherited.assurance()).isEqualTo(Assurance.CERTIFIED);
    assertThat(inherited.key()).isEqualTo(next.key());
    Certificate own = inherited.certificate().orElseThrow();
    assertThat(check(next.text(), own, "0.265625")).isInstanceOf(CheckAnswer.Proved.class);
    assertThat(check(next.text(), own, "0.25")).isInstanceOf(CheckAnswer.Rejected.class);
    Verification broken = Verification.of(two("0"), near).semantics(semantics);
    assertThat(broken.inherit(earlier)).isInstanceOf(Undecided.class);
    assertThat(Verification.of(two("0.265625"), NEAR).semantics(semantics).inherit(earlier))
        .as("a larger ball, which an input of violates")
        .isInstanceOf(Undecided.class);
    assertThatThrownBy(() -> next.inherit(Certificate.of(new byte[] {1, 2, 3})))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("no certificate");
  }

  private static CheckAnswer check(String text, Certificate certificate, String shift) {
    return CertificateCheck.of(two(shift), VnnLib.of("asked.vnnlib", text), certificate).run();
  }

  @Test
  void theInputItselfIsSeen() {
    LocalRobustness scaled =
        LocalRobustness.around("x.txt", "1 3".getBytes(StandardCharsets.UTF_8))
            .normalised(new String[] {"1"}, new String[] {"4"});
    SeenInput seen = scaled.seenBy(two("0.25"));
    assertThat(seen.values()).containsExactly(0.0, 0.5);
    assertThat(seen.asked()).isEqualTo(new AskedClass(1, List.of(1)));
    assertThatThrownBy(() -> scaled.range("0", "1").seenBy(two("0.25")))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("outside the range");
  }

  @Test
  void theTextOfAQuestionIsWhatItsCertificateIsAbout() {
    Verification question = Verification.of(two("0.25"), NEAR.epsilon("0.0625"));
    Holds holds = (Holds) question.run();
    VnnLib written = VnnLib.of("written.vnnlib", question.text());
    assertThat(
            CertificateCheck.of(two("0.25"), written, holds.certificate().orElseThrow())
                .threads(1)
                .run())
        .isInstanceOf(CheckAnswer.Proved.class);
  }

  @Test
  void severalNetworksAreAskedAboutTogether() {
    VnnLib apart =
        VnnLib.of(
            "apart.vnnlib",
            """
            (vnnlib-version <2.0>)
            (declare-network f (declare-input Xf Real [2]) (declare-output Yf Real [2]))
            (declare-network g (declare-input Xg Real [2]) (declare-output Yg Real [2]))
            (assert (and (>= Xf[0] 0.0) (<= Xf[0] 1.0) (>= Xf[1] 0.0) (<= Xf[1] 1.0)))
            (assert (and (== Xg[0] Xf[0]) (== Xg[1] Xf[1])))
            (assert (>= (- Yg[1] Yf[1]) 0.5))
            """);
    Map<String, Model> models = Map.of("f", two("0.25"), "g", two("0.5"));
    Verification question = Verification.of(models, apart);
    Holds holds = (Holds) question.run();
    assertThat(holds.semantics()).isEqualTo(Semantics.REAL);
    assertThat(CertificateCheck.of(models, apart, holds.certificate().orElseThrow()).run())
        .isInstanceOf(CheckAnswer.Proved.class);
    Map<String, Model> further = Map.of("f", two("0.25"), "g", two("0.75"));
    assertThat(Verification.of(further, apart).key()).isNotEqualTo(question.key());
    assertThat(Verification.of(further, apart).run()).isInstanceOf(Violated.class);
    assertThatThrownBy(() -> Verification.of(models, VnnLib.of("one.vnnlib", "(x)")).run())
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("2 are given");
  }
}
