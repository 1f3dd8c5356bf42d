package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.network.model.Activation;

/** The proved offsets of lines against stairs that are computed in decimals. */
class StaircaseTest {
  private static final BigDecimal TINY = new BigDecimal("1e-40");

  @ParameterizedTest
  @EnumSource(names = {"FLOOR", "ROUND"})
  void theOffsetHoldsOnBothSidesOfEveryJump(Activation.Kind kind) {
    Curve curve = new Curve(Activation.of(kind));
    Random random = new Random(3);
    for (int trial = 0; trial < 4000; trial++) {
      double far = trial % 5 == 0 ? Math.scalb(random.nextGaussian(), random.nextInt(48)) : 0;
      double low =
          far + (random.nextBoolean() ? random.nextInt(17) / 4.0 : 3 * random.nextDouble());
      double high = low + (random.nextBoolean() ? random.nextInt(17) / 4.0 : random.nextDouble());
      double s = random.nextInt(4) == 0 ? 1 : 2 * random.nextGaussian();
      BigDecimal least = new BigDecimal(curve.leastAbove(s, low, high));
      BigDecimal greatest = new BigDecimal(curve.greatestAbove(s, low, high));
      BigDecimal closest = null;
      for (double at = Math.floor(low) - 1; at <= high + 1; at += 0.5) {
        closest = include(kind, new BigDecimal(at), s, low, high, least, greatest, closest);
      }
      closest = include(kind, new BigDecimal(low), s, low, high, least, greatest, closest);
      closest = include(kind, new BigDecimal(high), s, low, high, least, greatest, closest);
      double slack = 1e-12 * (1 + Math.abs(s)) * (1 + Math.abs(low) + Math.abs(high));
      assertThat(closest).isLessThan(new BigDecimal(slack));
    }
  }

  /** Checks at a point and beside it; returns the least distance to the lower offset so far. */
  private static BigDecimal include(
      Activation.Kind kind,
      BigDecimal at,
      double s,
      double low,
      double high,
      BigDecimal least,
      BigDecimal greatest,
      BigDecimal closest) {
    BigDecimal result = closest;
    for (BigDecimal x : new BigDecimal[] {at.subtract(TINY), at, at.add(TINY)}) {
      if (x.compareTo(new BigDecimal(low)) >= 0 && x.compareTo(new BigDecimal(high)) <= 0) {
        RoundingMode mode =
            kind == Activation.Kind.FLOOR ? RoundingMode.FLOOR : RoundingMode.HALF_EVEN;
        BigDecimal g = x.setScale(0, mode).subtract(x.multiply(new BigDecimal(s)));
        assertThat(g).isBetween(least, greatest);
        BigDecimal distance = g.subtract(least);
        result = result == null || distance.compareTo(result) < 0 ? distance : result;
      }
    }
    return result;
  }
}
