package org.plumbline.reference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.kernel.ErrorFunction;

/** Balls hold the exact results of their operations, whatever number of the operands is taken. */
class BallTest {
  private static final long SEED = 20261206;
  private static final MathContext PRECISE = new MathContext(60);
  private static final int ROUNDS = 20000;

  private final Random random = new Random(SEED);

  private static Ball ball(double value, double radius) {
    return new Ball(value, radius);
  }

  /** Of all magnitudes, often exact, sometimes tiny. */
  private Ball sample() {
    double value = random.nextGaussian() * Math.scalb(1.0, random.nextInt(60) - 30);
    double radius =
        random.nextInt(3) == 0 ? 0 : Math.abs(value) * Math.scalb(1.0, -random.nextInt(60));
    int kind = random.nextInt(20);
    if (kind == 0) {
      return ball(Math.scalb(value, -1040), 0);
    }
    return kind == 1 ? ball(Math.rint(value), 0) : ball(value, radius);
  }

  /** A number of the ball: one of its ends or between. */
  private BigDecimal member(Ball ball) {
    BigDecimal part = new BigDecimal(random.nextInt(3) - 1);
    return new BigDecimal(ball.value()).add(new BigDecimal(ball.radius()).multiply(part));
  }

  private static void assertHolds(Scalar result, BigDecimal exact, Object... operands) {
    Ball ball = (Ball) result;
    BigDecimal distance = exact.subtract(new BigDecimal(ball.value())).abs();
    assertThat(distance)
        .as("%s is %s, exactly %s (seed %d)", List.of(operands), ball, exact, SEED)
        .isLessThanOrEqualTo(new BigDecimal(ball.radius()));
  }

  private void checkPairs(BinaryOperator<Scalar> operator, BinaryOperator<BigDecimal> exact) {
    for (int i = 0; i < ROUNDS; i++) {
      Ball a = sample();
      Ball b = sample();
      assertHolds(operator.apply(a, b), exact.apply(member(a), member(b)), a, b);
    }
  }

  @Test
  void sums() {
    checkPairs(Scalar::plus, BigDecimal::add);
    checkPairs(Scalar::minus, BigDecimal::subtract);
  }

  @Test
  void products() {
    checkPairs(Scalar::times, BigDecimal::multiply);
  }

  @Test
  void quotients() {
    for (int i = 0; i < ROUNDS; i++) {
      Ball a = sample();
      Ball b = sample();
      if (Math.abs(b.value()) > 2 * b.radius() && Math.abs(b.value()) > 1e-200) {
        BigDecimal exact = member(a).divide(member(b), PRECISE);
        BigDecimal slack = exact.abs().scaleByPowerOfTen(-58);
        Ball quotient = a.over(b);
        BigDecimal distance = exact.subtract(new BigDecimal(quotient.value())).abs();
        assertThat(distance.subtract(slack))
            .as("%s / %s is %s", a, b, quotient)
            .isLessThanOrEqualTo(new BigDecimal(quotient.radius()));
      }
    }
  }

  @Test
  void maximaAndMinima() {
    checkPairs(Scalar::max, BigDecimal::max);
    checkPairs(Scalar::min, BigDecimal::min);
  }

  @Test
  void roots() {
    for (int i = 0; i < ROUNDS; i++) {
      Ball a = sample();
      Ball positive = ball(Math.abs(a.value()), Math.min(a.radius(), Math.abs(a.value()) / 2));
      BigDecimal exact = member(positive).sqrt(PRECISE);
      BigDecimal distance = exact.subtract(new BigDecimal(positive.sqrt().value())).abs();
      assertThat(distance.subtract(exact.scaleByPowerOfTen(-58)))
          .as("the root of %s", positive)
          .isLessThanOrEqualTo(new BigDecimal(positive.sqrt().radius()));
    }
  }

  @Test
  void exactOperationsStayExact() {
    Ball three = ball(3, 0);
    assertThat(three.plus(ball(0.25, 0))).isEqualTo(ball(3.25, 0));
    assertThat(three.times(ball(0.125, 0))).isEqualTo(ball(0.375, 0));
    assertThat(three.over(ball(4, 0))).isEqualTo(ball(0.75, 0));
    assertThat(ball(9, 0).sqrt()).isEqualTo(three);
    assertThat(three.over(ball(7, 0)).radius()).isBetween(1e-17, 1e-16);
  }

  @Test
  void whatTouchesAStepIsUncertain() {
    Ball one = ball(1, 0x1p-50);
    assertThat(one.step(Math::floor).radius()).isBetween(1.0, 1 + 1e-15);
    assertThatThrownBy(() -> one.isLess(ball(1, 0))).isInstanceOf(UncertainException.class);
    assertThatThrownBy(() -> one.isEqual(ball(1, 0))).isInstanceOf(UncertainException.class);
    assertThat(one.isLess(ball(1.5, 0))).isTrue();
    assertThat(ball(1, 0).isEqual(ball(1, 0))).isTrue();
    assertThat(ball(1, 0).isLess(ball(1, 0))).isFalse();
    assertThatThrownBy(() -> one.over(ball(0, 0))).isInstanceOf(UndefinedException.class);
    assertThatThrownBy(() -> one.over(ball(0, 1e-9))).isInstanceOf(UncertainException.class);
    assertThatThrownBy(() -> ball(-1, 0).sqrt()).isInstanceOf(UndefinedException.class);
    assertThatThrownBy(() -> ball(0, 1e-9).sqrt()).isInstanceOf(UncertainException.class);
  }

  @Test
  void infinitiesOfTheFileStay() {
    Ball low = ball(Double.NEGATIVE_INFINITY, 0);
    assertThat(low.plus(ball(3, 0.5))).isEqualTo(low);
    assertThat(low.max(ball(3, 0.5))).isEqualTo(ball(3, 0.5));
    assertThat(low.times(ball(-2, 0.5)).value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> low.times(ball(1, 2))).isInstanceOf(UncertainException.class);
    assertThat(low.increasing(StrictMath::exp).value()).isZero();
  }

  @Test
  void overflowHasAnInfiniteRadius() {
    Ball huge = ball(1e308, 0);
    assertThat(huge.times(huge).radius()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(huge.plus(huge).radius()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(ball(1000, 0).increasing(StrictMath::exp).radius())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void theErrorFunctionIsAsPreciseAsItSays() {
    // Abramowitz and Stegun, table 7.1; FunctionsEnclosureTest has all places between.
    double[][] known = {
      {0.1, 0.1124629160182849},
      {0.5, 0.5204998778130465},
      {1, 0.8427007929497149},
      {2, 0.9953222650189527},
      {3, 0.9999779095030014},
      {3.5, 0.9999992569016276},
      {5, 0.9999999999984626}
    };
    for (double[] point : known) {
      assertThat(ErrorFunction.erf(point[0]))
          .isCloseTo(point[1], org.assertj.core.data.Offset.offset(0x1p-46 * point[1]));
      assertThat(ErrorFunction.erf(-point[0])).isEqualTo(-ErrorFunction.erf(point[0]));
    }
    assertThat(ErrorFunction.erf(0)).isZero();
    assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
  }
}
