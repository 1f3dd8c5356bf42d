package org.plumbline.verifier.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.samples.SmallNetworks;

class GridRadiusSearchTest {
  private static final int[] BOTH = {0, 1};
  private static final int DENSE = 1 << 9;

  private static GridRadius search(GridQuestion question) {
    return new GridRadiusSearch(JavaGemm::new)
        .search(question, Budget.ofMillis(600_000), now -> {});
  }

  /** y₀ − y₁ = 0.75 − x₀ − x₁ at (0.25, 0.25), on a grid of eighths: L1 0.25, L∞ 0.125. */
  @Test
  void knowsAPlane() {
    Network network = SmallNetworks.affine(new double[] {-1, -1, 0, 0}, new double[] {.75, 0});
    double[] x = {0.25, 0.25};
    GridRadius sum = search(new GridQuestion(network, x, 0, BOTH, 0, 1, Distance.L1, 0.125));
    assertThat(sum.upper()).isEqualTo(0.25);
    assertThat(sum.isFiniteExact()).isTrue();
    assertThat(sum.lipschitz()).isCloseTo(1, within(1e-6));
    assertThat(sum.gridError()).isCloseTo(0.125, within(1e-9));
    assertThat(sum.lower()).isCloseTo(0.25, within(1e-6));
    GridRadius most = search(new GridQuestion(network, x, 0, BOTH, 0, 1, Distance.LINF, 0.125));
    assertThat(most.upper()).isEqualTo(0.125);
    assertThat(most.lower()).isCloseTo(0.125, within(1e-6));
    assertThat(most.isWithinGridError()).isTrue();
    GridRadius one =
        search(new GridQuestion(network, x, 0, new int[] {1}, 0, 1, Distance.L2, 0.125));
    assertThat(one.upper()).isEqualTo(0.25);
    assertThat(one.lower()).isBetween(0.25 - one.gridError(), 0.25);
  }

  static Stream<Arguments> networks() {
    return LongStream.rangeClosed(1, 8)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(Distance.L1, Distance.L2, Distance.LINF)
                    .map(norm -> Arguments.of(seed, norm)));
  }

  /** The true radius, as near as a dense grid tells it, lies between the bounds. */
  @ParameterizedTest
  @MethodSource("networks")
  void boundsContainTheRadiusOfDenseSearch(long seed, Distance norm) {
    Network network = random(seed);
    double[] x = {0.5, 0.5};
    int label = label(network, x);
    double dense = nearest(network, label, norm, DENSE);
    double widest = Double.POSITIVE_INFINITY;
    for (int steps : new int[] {8, 32, 128}) {
      GridQuestion question = new GridQuestion(network, x, label, BOTH, 0, 1, norm, 1.0 / steps);
      GridRadius found = search(question);
      double onGrid = nearest(network, label, norm, steps);
      assertThat(Math.min(found.upper(), 9)).isCloseTo(Math.min(onGrid, 9), within(1e-12));
      assertThat(found.finiteLower()).isLessThanOrEqualTo(onGrid);
      assertThat(found.lower()).as("proved").isLessThanOrEqualTo(dense).isPositive();
      assertThat(found.upper()).isGreaterThanOrEqualTo(dense - 1e-12);
      if (Double.isFinite(found.upper())) {
        assertThat(found.isFiniteExact()).isTrue();
        widest = found.upper() - found.lower();
      }
    }
    if (Double.isFinite(dense)) {
      assertThat(widest).as("apart with the finest grid").isLessThan(0.1);
    }
  }

  /**
   * Points next to a boundary that runs askew always fail the theorem's condition, however fine the
   * grid. What is lost by that is a step or two.
   */
  @Test
  void boundsAreAFewStepsApartOnAFineGrid() {
    int near = 0;
    int radii = 0;
    for (long seed = 1; seed <= 8; seed++) {
      Network network = random(seed);
      double[] x = {0.5, 0.5};
      GridRadius found =
          search(
              new GridQuestion(
                  network, x, label(network, x), BOTH, 0, 1, Distance.LINF, 1.0 / 128));
      radii += Double.isFinite(found.upper()) ? 1 : 0;
      near += found.upper() - found.lower() <= 3.0 / 128 ? 1 : 0;
    }
    assertThat(radii).isGreaterThan(3);
    assertThat(near).isGreaterThan(radii / 2);
  }

  @Test
  void aClassThatNeverChangesIsProvedUpToTheEndOfTheRange() {
    Network network = SmallNetworks.affine(new double[] {1, 0, 0, 0}, new double[] {1, 0});
    GridRadius found =
        search(
            new GridQuestion(network, new double[] {0.5, 0.5}, 0, BOTH, 0, 1, Distance.L2, 0.25));
    assertThat(found.upper()).isInfinite();
    assertThat(found.lower()).isGreaterThan(Math.sqrt(0.5));
  }

  @Test
  void mistakesAreNamed() {
    Network network = random(1);
    assertThatThrownBy(
            () ->
                new GridQuestion(network, new double[2], 0, new int[] {2}, 0, 1, Distance.L1, 0.1))
        .hasMessageContaining("value 2 is none of 0 to 1");
    assertThatThrownBy(
            () -> new GridQuestion(network, new double[2], 0, BOTH, 0, 1, Distance.L0, 0.1))
        .hasMessageContaining("L0 is no norm");
  }

  private static Network random(long seed) {
    return SmallNetworks.relu(new Random(seed), 2, 8, 3);
  }

  private static int label(Network network, double[] x) {
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    return IntStream.range(0, 3).reduce((a, b) -> y[b] > y[a] ? b : a).getAsInt();
  }

  /** Distance of the nearest point of another class on a grid of the unit square. */
  private static double nearest(Network network, int label, Distance norm, int steps) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; j <= steps; j++) {
        double[] x = {(double) i / steps, (double) j / steps};
        double[] y = forward.outputs(1, x);
        double most = Math.max(Math.abs(x[0] - 0.5), Math.abs(x[1] - 0.5));
        double sum = Math.abs(x[0] - 0.5) + Math.abs(x[1] - 0.5);
        double far =
            switch (norm) {
              case L1 -> sum;
              case L2 -> Math.hypot(x[0] - 0.5, x[1] - 0.5);
              default -> most;
            };
        for (int c = 0; c < 3; c++) {
          nearest = c != label && y[c] > y[label] ? Math.min(nearest, far) : nearest;
        }
      }
    }
    return nearest;
  }
}
