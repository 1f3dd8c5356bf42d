package org.plumbline.verifier.dlv.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
      axes.add(Axis.ofSpan(d, 0.5 * d, 0.25, spans + d % 2, -9, 60));
    }
    return new Grid(axes);
  }

  /** By the definition: every manipulation at every rung. */
  private static Map<Integer, Integer> ranksByDefinition(Grid grid) {
    List<Manipulation> manipulations = Manipulation.all(grid.dimensions());
    Map<Integer, Integer> ranks = new HashMap<>();
    ranks.put(grid.number(grid.centre()), 0);
    List<int[]> rungs = List.of(grid.centre());
    for (int rank = 1; !rungs.isEmpty(); rank++) {
      List<int[]> further = new ArrayList<>();
      for (int[] rung : rungs) {
        for (Manipulation manipulation : manipulations) {
          Optional<int[]> end = manipulation.apply(rung, grid);
          if (end.isPresent() && ranks.putIfAbsent(grid.number(end.get()), rank) == null) {
            further.add(end.get());
          }
        }
      }
      rungs = further;
    }
    return ranks;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,8", "2,8", "3,3", "4,2", "5,1", "6,1"})
  void rungsAreTheGridEachOnceInOrderOfRank(int dimensions, int spans) {
    Grid grid = grid(dimensions, spans);
    BigInteger product = BigInteger.ONE;
    for (int d = 0; d < dimensions; d++) {
      product = product.multiply(BigInteger.valueOf(2L * (spans + d % 2) + 1));
    }
    assertThat(BigInteger.valueOf(rungs(grid).size())).isEqualTo(product).isEqualTo(grid.size());
  }

  /** Axes that limits end on one side, on both, or at the activation itself. */
  @Test
  void limitsLeaveRungsOut() {
    Grid grid =
        new Grid(
            List.of(
                Axis.ofSpan(0, 0, 0.5, 3, 0, 1),
                Axis.ofSpan(1, 0.5, 0.5, 3, 0, 9),
                Axis.ofSpan(2, 0, 0.5, 3, 0, 0),
                Axis.ofSpan(3, 0, 0.5, 2, -9, 9)));
    assertThat(rungs(grid)).hasSize(3 * 5 * 5);
  }

  /** All rungs, compared with the definition. */
  private static Set<Integer> rungs(Grid grid) {
    Map<Integer, Integer> expected = ranksByDefinition(grid);
    Set<Integer> numbers = new HashSet<>();
    Ladders ladders = new Ladders(grid);
    int before = 0;
    while (ladders.hasNext()) {
      int rank = ladders.rank();
      int[] rung = ladders.next();
      assertThat(rank).isGreaterThanOrEqualTo(before).isEqualTo(expected.get(grid.number(rung)));
      assertThat(numbers.add(grid.number(rung))).isTrue();
      assertThat(grid.index(grid.number(rung))).isEqualTo(rung);
      assertThat(grid.squaredDistance(rung))
          .isGreaterThanOrEqualTo(grid.squaredDistanceOfRank(rank));
      before = rank;
    }
    return numbers;
  }

  @Test
  void rectanglesOfRungsCoverTheRegion() {
    Random random = new Random(7);
    Grid grid = grid(3, 2);
    Set<Integer> rungs = new HashSet<>();
    new Ladders(grid).forEachRemaining(rung -> rungs.add(grid.number(rung)));
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
  void hugeGridsAreWalkedFromTheirCentre() {
    Grid grid = grid(100, 8);
    assertThat(grid.isNumbered()).isFalse();
    Ladders ladders = new Ladders(grid);
    assertThat(ladders.next()).isEqualTo(grid.centre());
    assertThat(ladders.rank()).isEqualTo(1);
  }

  @Test
  void aGridWithoutAxesIsAPoint() {
    Ladders ladders = new Ladders(new Grid(List.of()));
    assertThat(ladders.next()).isEmpty();
    assertThat(ladders.hasNext()).isFalse();
  }
}
