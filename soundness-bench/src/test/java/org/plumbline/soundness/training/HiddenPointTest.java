package org.plumbline.soundness.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.specs.property.Property;

class HiddenPointTest {
  private static final double RADIUS = 0.02;

  private static List<HiddenPoint> scatter(int count, int size, Planting planting, long seed) {
    return HiddenPoint.scatter(count, size, 0.1, RADIUS, planting, new SplittableRandom(seed));
  }

  @ParameterizedTest
  @EnumSource(Planting.class)
  void isInItsBoxWhichIsApartFromTheOthers(Planting planting) {
    List<HiddenPoint> points = scatter(40, 10, planting, 7);

    assertThat(points).hasSize(40);
    for (HiddenPoint point : points) {
      Property property = point.property();
      assertThat(property.cases().get(0).inputs().contains(point.planted())).isTrue();
      assertThat(property.cases().get(0).inputs().toBox()).isEqualTo(point.box());
      assertThat(Arrays.stream(point.planted()).allMatch(x -> (float) x == x)).isTrue();
      for (HiddenPoint other : points) {
        double[] difference = new double[10];
        Arrays.setAll(difference, i -> Math.abs(point.centre()[i] - other.centre()[i]));
        assertThat(point == other || Arrays.stream(difference).max().orElseThrow() > 2 * RADIUS)
            .isTrue();
      }
    }
  }

  @Test
  void cornersAreCorners() {
    for (HiddenPoint point : scatter(20, 25, Planting.CORNER, 8)) {
      for (int i = 0; i < 25; i++) {
        assertThat(Math.abs(point.planted()[i] - point.centre()[i])).isEqualTo(point.radius());
      }
    }
  }

  @Test
  void pointsNearTheBoundaryMoveTheOtherCoordinatesAlike() {
    for (HiddenPoint point : scatter(40, 25, Planting.BOUNDARY, 9)) {
      double[] offsets = new double[25];
      Arrays.setAll(offsets, i -> (point.planted()[i] - point.centre()[i]) / point.radius());
      double[] far = Arrays.stream(offsets).filter(x -> Math.abs(x) > 0.5).toArray();
      double[] near = Arrays.stream(offsets).filter(x -> Math.abs(x) <= 0.5).toArray();
      assertThat(far).isNotEmpty();
      assertThat(Arrays.stream(far).map(Math::abs).min().orElseThrow()).isGreaterThan(0.9799);
      assertThat(Arrays.stream(near).min().orElseThrow())
          .isCloseTo(Arrays.stream(near).max().orElseThrow(), within(1e-4));
      assertThat(Math.abs(near[0])).isLessThan(0.0501);
    }
  }

  @Test
  void refusesMoreBoxesThanFit() {
    assertThatThrownBy(() -> scatter(50, 1, Planting.CORNER, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("50 boxes");
  }
}
