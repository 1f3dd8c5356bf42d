package org.plumbline.falsifier.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttackOptionsTest {
  private static final AttackOptions ALL = AttackOptions.thorough();

  @Test
  void smallNetworksGetAllDescents() {
    assertThat(ALL.within(1e4, 1e11)).isEqualTo(ALL);
  }

  @Test
  void largerOnesGetWhatTheWorkAllows() {
    AttackOptions fewer = ALL.within(1e7, 1e11);
    assertThat(fewer.restarts()).isEqualTo((int) (1e11 / (2 * ALL.steps() * 1e7)));
    assertThat(fewer.steps()).isEqualTo(ALL.steps());
  }

  @Test
  void someDescentsAreMadeInAnyCase() {
    assertThat(ALL.within(1e12, 1e11).restarts()).isEqualTo(8);
    assertThat(new AttackOptions(1, 3, 1, 0, 1, 1).within(1e12, 1).restarts()).isEqualTo(3);
  }
}
