package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Activation;

/** The extremes of {@code σ(x) − s·x} against dense sampling, for any slope. */
class EnclosingOffsetTest {
  private static final int TRIALS = 400;
  private static final int SAMPLES = 4000;

  /** The part of the domain that intervals are drawn from. */
  private record Kind(Activation activation, double low, double high) {}

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind(Activation.RELU, -5, 5),
        new Kind(Activation.leakyRelu(0.1), -5, 5),
        new Kind(Activation.leakyRelu(1.5), -5, 5),
        new Kind(Activation.clip(-1, 2), -5, 5),
        new Kind(Activation.SIGMOID, -12, 12),
        new Kind(Activation.TANH, -8, 8),
        new Kind(Activation.of(Activation.Kind.EXP), -20, 10),
        new Kind(Activation.of(Activation.Kind.LOG), 1e-3, 50),
        new Kind(Activation.of(Activation.Kind.SQRT), 0, 50),
        new Kind(Activation.of(Activation.Kind.RECIPROCAL), 1e-2, 20),
        new Kind(Activation.of(Activation.Kind.RECIPROCAL), -20, -1e-2),
        new Kind(Activation.power(2), -6, 6),
        new Kind(Activation.power(3), -6, 6),
        new Kind(Activation.of(Activation.Kind.SIN), -15, 15),
        new Kind(Activation.of(Activation.Kind.COS), -15, 15));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void extremesAreThoseOfDenseSampling(Kind kind) {
    EnclosingOffset offset = new EnclosingOffset(kind.activation());
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = RandomNetworks.random(seed);
      double a = kind.low() + random.nextDouble() * (kind.high() - kind.low());
      double b = kind.low() + random.nextDouble() * (kind.high() - kind.low());
      double low = Math.min(a, b);
      double high = random.nextInt(10) == 0 ? low : Math.max(a, b);
      double slope = slope(random, kind.activation(), low, high);
      offset.enclose(slope, low, high);
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      double largestStep = 0;
      double before = Double.NaN;
      for (int s = 0; s <= SAMPLES; s++) {
        double x = Math.min(high, low + (high - low) * s / SAMPLES);
        double g = kind.activation().value(x) - slope * x;
        least = Math.min(least, g);
        greatest = Math.max(greatest, g);
        largestStep = s == 0 ? 0 : Math.max(largestStep, Math.abs(g - before));
        before = g;
      }
      double rounding = 1e-12 * (1 + Math.abs(least) + Math.abs(greatest));
      assertThat(offset.least())
          .as("seed %d: least of %s - %s x on [%s, %s]", seed, kind, slope, low, high)
          .isBetween(least - largestStep - rounding, least);
      assertThat(offset.greatest())
          .as("seed %d: greatest of %s - %s x on [%s, %s]", seed, kind, slope, low, high)
          .isBetween(greatest, greatest + largestStep + rounding);
    }
  }

  /** A chord, a tangent, or anything. */
  private static double slope(Random random, Activation activation, double low, double high) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextGaussian();
      case 1 -> 0;
      case 2 -> high > low ? (activation.value(high) - activation.value(low)) / (high - low) : 1;
      default -> {
        double h = 1e-6 * Math.max(1e-3, Math.abs(low));
        yield (activation.value(low + h) - activation.value(low)) / h;
      }
    };
  }
}
