package org.plumbline.verifier.precise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;

class PreciseFunctionsTest {
  private static final BigDecimal CLOSE = new BigDecimal("1e-57");

  static Stream<Activation> smooth() {
    return Stream.of(
            Kind.SIGMOID,
            Kind.TANH,
            Kind.EXP,
            Kind.LOG,
            Kind.SQRT,
            Kind.RECIPROCAL,
            Kind.SIN,
            Kind.COS)
        .map(Activation::of);
  }

  private static BigDecimal of(Kind kind, String x) {
    return PreciseFunctions.value(Activation.of(kind), new BigDecimal(x));
  }

  private static void assertClose(BigDecimal actual, BigDecimal expected) {
    BigDecimal difference = actual.subtract(expected).abs();
    assertThat(difference).isLessThanOrEqualTo(CLOSE.multiply(expected.abs()));
  }

  @Test
  void areTheKnownConstants() {
    assertClose(
        of(Kind.EXP, "1"),
        new BigDecimal("2.71828182845904523536028747135266249775724709369995957496697"));
    assertClose(
        of(Kind.LOG, "2"),
        new BigDecimal("0.693147180559945309417232121458176568075500134360255254120680"));
    assertClose(
        of(Kind.LOG, "1e-200"),
        new BigDecimal("-460.517018598809136803598290936872841520220297725754595206666"));
    assertClose(
        of(Kind.SIN, "1"),
        new BigDecimal("0.841470984807896506652502321630298999622563060798371065672752"));
    assertClose(
        of(Kind.COS, "1"),
        new BigDecimal("0.540302305868139717400936607442976603732310420617922227670097"));
    assertClose(
        of(Kind.TANH, "1"),
        new BigDecimal("0.761594155955764888119458282604793590412768597257936551596810"));
  }

  @Test
  void areTinyWhereTheArgumentIs() {
    for (Kind kind : new Kind[] {Kind.SIN, Kind.TANH}) {
      assertClose(of(kind, "1e-300"), new BigDecimal("1e-300"));
    }
  }

  @Test
  void obeyTheIdentityOfSineAndCosine() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      String x = Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(5)));
      BigDecimal sine = of(Kind.SIN, x);
      BigDecimal cosine = of(Kind.COS, x);
      assertClose(sine.multiply(sine).add(cosine.multiply(cosine)), BigDecimal.ONE);
    }
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void agreeWithDoubles(Activation activation) {
    Random random = new Random(5);
    for (int trial = 0; trial < 300; trial++) {
      double x = random.nextGaussian() * Math.pow(10, random.nextInt(8) - 5);
      boolean isOfPositives = activation.kind() == Kind.LOG || activation.kind() == Kind.SQRT;
      double argument = isOfPositives ? Math.abs(x) : Math.max(-600, Math.min(600, x));
      double expected = activation.value(argument);
      BigDecimal actual = PreciseFunctions.value(activation, new BigDecimal(argument));
      assertThat(actual.doubleValue())
          .as("%s at %s", activation, argument)
          .isBetween(
              expected - 4 * Math.ulp(expected) - Double.MIN_VALUE,
              expected + 4 * Math.ulp(expected) + Double.MIN_VALUE);
    }
  }
}
