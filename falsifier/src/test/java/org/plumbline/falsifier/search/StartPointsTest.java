package org.plumbline.falsifier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.interval.Box;

final class StartPointsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void spreadsOverTheBox(long seed) {
    Box box = new Box(new double[] {0.1, 7, -3, -0.3}, new double[] {0.2, 7, 5, -0.1});
    double[] x = new double[40 * 4];
    new StartPoints(box, new SplittableRandom(seed)).spread(40, 0, 40, x);
    Set<String> corners = new HashSet<>();
    for (int r = 0; r < 40; r++) {
      double[] point = Arrays.copyOfRange(x, 4 * r, 4 * r + 4);
      assertThat(box.contains(point)).as("seed %d %s", seed, Arrays.toString(point)).isTrue();
      boolean corner = true;
      for (int i = 0; i < 4; i++) {
        corner &= point[i] == box.lower()[i] || point[i] == box.upper()[i];
      }
      if (corner) {
        corners.add(Arrays.toString(point));
      }
    }
    assertThat(corners).as("seed %d", seed).hasSize(8);
    assertThat(Arrays.stream(x).distinct().count()).isGreaterThan(60);
  }

  /** With 70 inputs: the two extreme corners, random corners, random points. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mixesCornersAndPointsOfManyInputs(long seed) {
    double[] lower = new double[70];
    double[] upper = new double[70];
    Arrays.fill(upper, 1);
    Box box = new Box(lower, upper);
    double[] x = new double[10 * 70];
    StartPoints points = new StartPoints(box, new SplittableRandom(seed));
    points.spread(20, 0, 10, x);
    assertThat(Arrays.copyOf(x, 70)).containsOnly(0.5);
    assertThat(Arrays.copyOfRange(x, 70, 140)).containsOnly(0);
    assertThat(Arrays.copyOfRange(x, 140, 210)).containsOnly(1);
    assertThat(Arrays.copyOfRange(x, 210, 280)).containsOnly(0, 1).contains(0, 1);
    points.spread(20, 10, 10, x);
    assertThat(Arrays.copyOf(x, 70)).containsOnly(0, 1);
    assertThat(Arrays.stream(x, 70, 140)).allMatch(v -> v > 0 && v < 1);
  }
}
