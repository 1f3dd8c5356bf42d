package org.plumbline.soundness.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.Deployment;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.run.Replay;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibParser;

class StatedOutputsTest {
  private static final Property PROPERTY =
      VnnLibParser.parse(
          """
          (declare-const X_0 Real)
          (declare-const Y_0 Real)
          (assert (>= X_0 0))
          (assert (<= X_0 1))
          (assert (>= Y_0 0.5))
          """,
          "p.vnnlib");

  private static BigDecimal[] one(String value) {
    return new BigDecimal[] {new BigDecimal(value)};
  }

  private static Answer answer(Truth real, String output, String float32Output) {
    return new Answer(
            real,
            Truth.SAT,
            Optional.of(one("1")),
            Optional.of(one("0.25")),
            Optional.of(new BigDecimal(real == Truth.SAT ? "0.25" : "-0.25")),
            "by construction")
        .withOutputs(one(output))
        .shownBy(new Deployment(one(float32Output), Deployment.Runtime.NONE));
  }

  private static Optional<BigDecimal> margin(Answer answer, Semantics semantics, String point) {
    return StatedOutputs.margin(answer, semantics, PROPERTY, List.of(point));
  }

  @Test
  void countAtThePlantedPointOfTheirArithmetic() {
    Answer answer = answer(Truth.SAT, "0.75", "0.625");
    assertThat(margin(answer, Semantics.REAL, "1.0").orElseThrow()).isEqualByComparingTo("0.25");
    assertThat(margin(answer, Semantics.FLOAT32, "0.25").orElseThrow())
        .isEqualByComparingTo("0.125");
    assertThat(margin(answer, Semantics.REAL, "0.25")).isEmpty();
    assertThat(margin(answer, Semantics.FLOAT32, "1")).isEmpty();
    assertThat(margin(answer, Semantics.REAL, "nan")).isEmpty();
  }

  @Test
  void countOnlyWhereThePointIsUnsafe() {
    assertThat(margin(answer(Truth.UNSAT, "0.25", "0.5"), Semantics.REAL, "1")).isEmpty();
    assertThat(margin(answer(Truth.UNSAT, "0.25", "0.375"), Semantics.FLOAT32, "0.25")).isEmpty();
  }

  @Test
  void aReplayThatMissesShowsWhatIsKnown() {
    Replay miss = new Replay(BigDecimal.ZERO, new BigDecimal("-0.25"), true, false, -0.125, false);
    Replay real = miss.showing(Semantics.REAL, new BigDecimal("0.5"));
    assertThat(real.isViolation()).isTrue();
    assertThat(real.margin()).isEqualByComparingTo("0.5");
    assertThat(real.isFloat32Violation()).isFalse();
    Replay float32 = miss.showing(Semantics.FLOAT32, new BigDecimal("0.5"));
    assertThat(float32.isViolation()).isFalse();
    assertThat(float32.isFloat32Violation()).isTrue();
    assertThat(float32.float32Margin()).isEqualTo(0.5);
  }
}
