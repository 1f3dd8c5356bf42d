package org.plumbline.specs.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void nothingIsLeftOfNoTime() {
    assertThat(Budget.ofMillis(0).expired()).isTrue();
    assertThat(Budget.ofMillis(-5).expired()).isTrue();
    assertThat(Budget.ofMillis(0).remainingMillis()).isZero();
  }

  @Test
  void anHourIsNotOverAtOnce() {
    Budget hour = Budget.ofMillis(3_600_000);
    assertThat(hour.expired()).isFalse();
    assertThat(hour.remainingMillis()).isBetween(3_000_000L, 3_600_000L);
    assertThat(hour.elapsedMillis()).isBetween(0L, 600_000L);
    assertThat(Budget.ofMillis(Long.MAX_VALUE).expired()).isFalse();
  }

  @Test
  void cancellingEndsEvenWhatHasNoEnd() {
    Budget budget = Budget.unlimited();
    assertThat(budget.expired()).isFalse();
    budget.cancel();
    assertThat(budget.expired()).isTrue();
    assertThat(budget.isCancelled()).isTrue();
    assertThat(budget.remainingMillis()).isZero();
  }
}
