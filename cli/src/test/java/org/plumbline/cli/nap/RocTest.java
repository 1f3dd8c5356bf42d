package org.plumbline.cli.nap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.suite.Share;

class RocTest {
  /** Wrong: 3, 1. Right: 1, 0, 0. Of six pairs the wrong one is higher in five, and ties in one. */
  @Test
  void theAreaIsTheShareOfPairsInOrder() {
    Roc roc = new Roc();
    roc.add(3, false);
    roc.add(1, false);
    roc.add(1, true);
    roc.add(0, true);
    roc.add(0, true);
    assertThat(roc.area().orElseThrow()).isEqualTo(5.5 / 6);
    assertThat(roc.points()).extracting(Roc.Point::threshold).containsExactly(3, 1, 0);
    assertThat(roc.at(1).detected()).isEqualTo(new Share(2, 2));
    assertThat(roc.at(1).falseAlarms()).isEqualTo(new Share(1, 3));
    assertThat(roc.at(2).detected()).isEqualTo(new Share(1, 2));
  }

  @Test
  void thereIsNoneWithoutBothKinds() {
    Roc roc = new Roc();
    assertThat(roc.area()).isEmpty();
    roc.add(1, true);
    assertThat(roc.area()).isEmpty();
  }

  /** The area below the polygon through the points is the same, since ties count half. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theAreaIsThatBelowThePoints(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Roc roc = new Roc();
    for (int n = 0; n < 200; n++) {
      boolean isCorrect = random.nextInt(4) > 0;
      roc.add(random.nextInt(isCorrect ? 5 : 9), isCorrect);
    }
    double area = 0;
    double x = 0;
    double y = 0;
    for (Roc.Point point : roc.points()) {
      double nextX = point.falseAlarms().rate();
      double nextY = point.detected().rate();
      area += (nextX - x) * (y + nextY) / 2;
      x = nextX;
      y = nextY;
    }
    assertThat(roc.area().orElseThrow()).as("seed %d", seed).isCloseTo(area, within(1e-12));
  }

  /** Clopper and Pearson: with none of n the upper end is 1 − 0.025^(1/n). */
  @Test
  void intervalsAreThoseOfClopperAndPearson() {
    Share none = new Share(0, 20);
    assertThat(none.lower()).isZero();
    assertThat(none.upper()).isCloseTo(1 - Math.pow(0.025, 1 / 20.0), within(1e-12));
    Share all = new Share(20, 20);
    assertThat(all.lower()).isCloseTo(Math.pow(0.025, 1 / 20.0), within(1e-12));
    assertThat(all.upper()).isEqualTo(1);
    assertThat(new Share(0, 0)).hasToString("none");
    assertThat(new Share(1, 2)).hasToString("1 of 2, 50.00 % (1.26 to 98.74)");
  }
}
