package org.plumbline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In limits of days, so that how fast a test runs does not matter. */
class CommandLimitTest {
  private static final String STARTED = "plumbline.started";
  private static final long DAY = 86_400_000;
  private static final long MINUTE = 60_000;

  private String before;

  @BeforeEach
  void forget() {
    before = System.clearProperty(STARTED);
  }

  @AfterEach
  void restore() {
    System.clearProperty(STARTED);
    if (before != null) {
      System.setProperty(STARTED, before);
    }
  }

  private static long left(long limitMillis) {
    return CommandLimit.ofSeconds(limitMillis / 1000.0).remainingMillis();
  }

  private static void startedBefore(long millis) {
    System.setProperty(STARTED, Long.toString(Instant.now().toEpochMilli() - millis));
  }

  @Test
  void theEndIsKeptFree() {
    assertThat(left(10 * DAY)).isBetween(10 * DAY - MINUTE, 10 * DAY - 1000);
    assertThat(left(1000)).isLessThanOrEqualTo(1000 - 105);
  }

  @Test
  void theStartOfTheProgramCounts() {
    startedBefore(3 * DAY);
    assertThat(left(10 * DAY)).isBetween(7 * DAY - MINUTE, 7 * DAY - 1000);
  }

  @Test
  void halfOfTheLimitIsLeftInAnyCase() {
    startedBefore(30 * DAY);
    assertThat(left(10 * DAY)).isBetween(5 * DAY - MINUTE, 5 * DAY);
  }

  @Test
  void aClockThatWasSetBackGivesNoTime() {
    startedBefore(-3 * DAY);
    assertThat(left(10 * DAY)).isBetween(10 * DAY - MINUTE, 10 * DAY - 1000);
  }

  @Test
  void theProgramNotesWhenItStarted() {
    CommandLimit.noteStart();
    assertThat(Long.getLong(STARTED)).isBetween(1L, Instant.now().toEpochMilli());
  }
}
