package org.plumbline.verifier.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaddersTest {
  private static Grid grid(int dimensions, int spans) {
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < dimensions; d++) {
      axes.add(Axis.ofSpan(d, 0.5 * d, 0.25, spans + d % 2, -9, 9));
    }
    return new Grid(axes);
  }

  private static List<List<int[]>> ranks(Grid grid) {
    List<List<int[]>> ranks = new ArrayList<>();
    new Ladders(grid).forEachRemaining(ranks::add);
    return ranks;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,8", "2,8", "3,3", "4,2", "5,1"})
  void rungsAreTheGridEachOnceInOrderOfRank(int dimensions, int spans) {
    Grid grid = grid(dimensions, spans);
    BigInteger product = BigInteger.ONE;
    for (int d = 0; d < dimensions; d++) {
      product = product.multiply(BigInteger.valueOf(2L * (spans + d % 2) + 1));
    }
    Set<Integer> numbers = new HashSet<>();
    List<List<int[]>> ranks = ranks(grid);
    for (int rank = 0; rank < ranks.size(); rank++) {
      for (int[] rung : ranks.get(rank)) {
        assertThat(numbers.add(grid.number(rung))).isTrue();
        assertThat(grid.index(grid.number(rung))).isEqualTo(rung);
        int chebyshev = 0;
        for (int a = 0; a < dimensions; a++) {
          chebyshev = Math.max(chebyshev, Math.abs(rung[a] - grid.axes().get(a).centre()));
        }
        assertThat(chebyshev).isEqualTo(rank);
        assertThat(grid.squaredDistance(rung))
            .isGreaterThanOrEqualTo(grid.squaredDistanceOfRank(rank));
      }
    }
    assertThat(BigInteger.valueOf(numbers.size())).isEqualTo(product).isEqualTo(grid.size());
  }

  @Test
  void rectanglesOfRungsCoverTheRegion() {
    Random random = new Random(7);
    Grid grid = grid(3, 2);
    Set<Integer> rungs = new HashSet<>();
    ranks(grid).forEach(rank -> rank.forEach(rung -> rungs.add(grid.number(rung))));
    for (int s = 0; s < 10_000; s++) {
      double[] values = new double[3];
      for (int a = 0; a < 3; a++) {
        Axis axis = grid.axes().get(a);
        int kind = random.nextInt(4);
        values[a] =
            kind == 0
                ? axis.values()[random.nextInt(axis.size())]
                : axis.lower() + random.nextDouble() * (axis.upper() - axis.lower());
      }
      Ladders.Covering covering = Ladders.covering(grid, values);
      assertThat(rungs).contains(grid.number(covering.rung()));
      Optional<int[]> end = covering.manipulation().apply(covering.rung(), grid);
      assertThat(end).as("stays in the region").isPresent();
      for (int a = 0; a < 3; a++) {
        double[] steps = grid.axes().get(a).values();
        assertThat(values[a]).isBetween(steps[covering.rung()[a]], steps[end.orElseThrow()[a]]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4"})
  void manipulationsAreValidOnlyWithEverySign(int axes) {
    List<Manipulation> all = Manipulation.all(axes);
    assertThat(all).hasSize((int) Math.pow(3, axes) - 1);
    assertThat(Manipulation.areValid(all, axes)).isTrue();
    for (Manipulation left : all) {
      List<Manipulation> rest = new ArrayList<>(all);
      rest.remove(left);
      boolean isFlat = Arrays.stream(left.direction()).anyMatch(d -> d == 0);
      assertThat(Manipulation.areValid(rest, axes)).isEqualTo(isFlat);
    }
  }

  @Test
  void aManipulationThatLeavesTheRegionIsNone() {
    Grid grid = grid(2, 1);
    assertThat(new Manipulation(new int[] {1, 0}).apply(new int[] {2, 0}, grid)).isEmpty();
    assertThat(new Manipulation(new int[] {-1, 1}).apply(new int[] {1, 0}, grid))
        .hasValueSatisfying(moved -> assertThat(moved).containsExactly(0, 1));
    assertThatThrownBy(() -> new Manipulation(new int[] {0, 0}))
        .hasMessage("no manipulation: [0, 0]");
  }

  @Test
  void limitsEndAnAxis() {
    Axis axis = Axis.ofSpan(3, 0.25, 0.5, 2, 0, 1);
    assertThat(axis.values()).containsExactly(0, 0.25, 0.75, 1);
    assertThat(axis.centre()).isEqualTo(1);
    assertThat(Axis.ofSpan(0, 0, 0.5, 3, 0, 0).values()).containsExactly(0);
    Axis interval = Axis.ofInterval(0, 1, 0, 5, 2);
    assertThat(interval.values()).containsExactly(0, 0.5, 1, 3, 5);
    assertThat(Axis.ofInterval(0, 0, 0, 1, 2).values()).containsExactly(0, 0.5, 1);
  }

  @Test
  void hugeGridsAreNotWalked() {
    assertThatThrownBy(() -> new Ladders(grid(20, 8)))
        .hasMessageContaining("points is not enumerated");
  }
}
