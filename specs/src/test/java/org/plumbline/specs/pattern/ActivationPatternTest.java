package org.plumbline.specs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationPatternTest {
  private static final int[] WIDTHS = {2, 3};
  private static final Literal FIRST_ON = new Literal(1, 0, Phase.ACTIVE);
  private static final Literal LAST_OFF = new Literal(2, 2, Phase.INACTIVE);

  private static ActivationPattern of(Literal... literals) {
    return ActivationPattern.of(WIDTHS, List.of(literals));
  }

  /** Neurons 0 and 1 are layer 1, neurons 2, 3 and 4 layer 2. */
  @Test
  void countsItsLiteralsAndListsThemInOrder() {
    ActivationPattern pattern = of(LAST_OFF, FIRST_ON, new Literal(2, 0, Phase.ACTIVE));
    assertThat(pattern.size()).isEqualTo(3);
    assertThat(pattern.activeCount()).isEqualTo(2);
    assertThat(pattern.inactiveCount()).isEqualTo(1);
    assertThat(pattern.literals())
        .containsExactly(FIRST_ON, new Literal(2, 0, Phase.ACTIVE), LAST_OFF);
    assertThat(pattern.widths()).containsExactly(2, 3);
    assertThat(pattern.neurons(2, Phase.INACTIVE)).containsExactly(2);
    assertThat(pattern.neurons(1, Phase.ACTIVE)).containsExactly(0);
    assertThat(pattern.phase(2, 2)).contains(Phase.INACTIVE);
    assertThat(pattern.phase(2, 1)).isEmpty();
    assertThat(pattern).hasToString("3 literals, 2 of them active");
    assertThat(FIRST_ON).hasToString("neuron 0 of activation layer 1 is active");
  }

  @Test
  void violationsAreCountedOnBothSides() {
    ActivationPattern pattern = of(FIRST_ON, LAST_OFF);
    assertThat(pattern.violations(BitSet.valueOf(new long[] {0b00001}))).isZero();
    assertThat(pattern.violations(BitSet.valueOf(new long[] {0b10001}))).isEqualTo(1);
    assertThat(pattern.violations(BitSet.valueOf(new long[] {0b11110}))).isEqualTo(2);
  }

  @Test
  void oppositeLiteralsAreConflicts() {
    ActivationPattern pattern = of(FIRST_ON, LAST_OFF);
    assertThat(pattern.conflicts(of(FIRST_ON.opposite(), LAST_OFF))).containsExactly(FIRST_ON);
    assertThat(pattern.conflicts(of(LAST_OFF.opposite()))).containsExactly(LAST_OFF);
    assertThat(pattern.conflicts(pattern)).isEmpty();
  }

  @Test
  void whatIsNotThereOrContradictsItselfIsRefused() {
    assertThatThrownBy(() -> of(FIRST_ON, FIRST_ON.opposite()))
        .hasMessage("neuron 0 of activation layer 1 is active and inactive at once");
    assertThatThrownBy(() -> of(FIRST_ON).with(FIRST_ON.opposite()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(new Literal(1, 2, Phase.ACTIVE)))
        .hasMessage("there is no neuron 2 in activation layer 1");
    assertThatThrownBy(() -> of(new Literal(3, 0, Phase.ACTIVE)))
        .hasMessage("there is no neuron 0 in activation layer 3");
    assertThatThrownBy(() -> of(new Literal(0, 0, Phase.ACTIVE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of().refines(ActivationPattern.of(new int[] {5}, List.of())))
        .hasMessage("patterns of different networks");
  }

  /** P refines Q says: every point that follows P follows Q. All points of 5 neurons are tried. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void refinementIsInclusionOfRegions(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ActivationPattern p = random(random);
    ActivationPattern q = random.nextBoolean() ? random(random) : part(p, random);
    boolean isIncluded = true;
    boolean meets = false;
    for (long point = 0; point < 32; point++) {
      BitSet active = BitSet.valueOf(new long[] {point});
      boolean inP = p.violations(active) == 0;
      boolean inQ = q.violations(active) == 0;
      isIncluded &= !inP || inQ;
      meets |= inP && inQ;
      assertThat(p.violations(active)).as("seed %d", seed).isEqualTo(counted(p, point));
    }
    assertThat(p.refines(q)).as("seed %d: %s and %s", seed, p, q).isEqualTo(isIncluded);
    assertThat(p.conflicts(q).isEmpty()).as("seed %d: %s and %s", seed, p, q).isEqualTo(meets);
  }

  private static long counted(ActivationPattern pattern, long point) {
    return pattern.literals().stream()
        .filter(
            literal -> {
              int bit = literal.neuron() + (literal.layer() == 1 ? 0 : 2);
              return !literal.phase().admits((point >> bit & 1) == 1 ? 1 : 0);
            })
        .count();
  }

  private static ActivationPattern random(SplittableRandom random) {
    List<Literal> literals = new ArrayList<>();
    for (int bit = 0; bit < 5; bit++) {
      int say = random.nextInt(4);
      if (say < 2) {
        Phase phase = say == 0 ? Phase.ACTIVE : Phase.INACTIVE;
        literals.add(new Literal(bit < 2 ? 1 : 2, bit < 2 ? bit : bit - 2, phase));
      }
    }
    return ActivationPattern.of(WIDTHS, literals);
  }

  private static ActivationPattern part(ActivationPattern pattern, SplittableRandom random) {
    ActivationPattern part = pattern;
    for (Literal literal : pattern.literals()) {
      part = random.nextBoolean() ? part.without(literal) : part;
    }
    return part;
  }

  @Test
  void notANumberIsInNoPhase() {
    assertThat(Phase.ACTIVE.admits(Double.NaN)).isFalse();
    assertThat(Phase.INACTIVE.admits(Double.NaN)).isFalse();
    assertThat(Phase.ACTIVE.admits(0)).isFalse();
    assertThat(Phase.INACTIVE.admits(0)).isTrue();
  }
}
