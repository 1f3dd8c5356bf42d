package org.plumbline.soundness.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.robustness.Norm;

/**
 * A box around a centre, the class that all of it is to seem to have, and the point in it that has
 * the other class. Numbers are multiples of {@link #GRID}: exact in binary32, and so are sums.
 */
public record HiddenPoint(double[] centre, double radius, int label, double[] planted) {
  static final double GRID = 0x1p-20;

  public HiddenPoint {
    for (int i = 0; i < centre.length; i++) {
      if (!(Math.abs(planted[i] - centre[i]) <= radius)) {
        throw new IllegalArgumentException(
            "planted at " + planted[i] + ", not within " + radius + " of " + centre[i]);
      }
    }
  }

  /** Centres are uniform in a cube and further than two radii apart. */
  static List<HiddenPoint> scatter(
      int count,
      int size,
      double range,
      double radius,
      Planting planting,
      SplittableRandom random) {
    double step = onGrid(radius);
    List<HiddenPoint> points = new ArrayList<>();
    for (int attempt = 0; points.size() < count; attempt++) {
      if (attempt == 1000 * count) {
        throw new IllegalArgumentException(
            count
                + " boxes of radius "
                + radius
                + " do not fit in [−"
                + range
                + ", "
                + range
                + "]");
      }
      double[] centre = new double[size];
      Arrays.setAll(centre, i -> onGrid(random.nextDouble(-range, range)));
      if (points.stream().allMatch(other -> distance(other.centre, centre) > 2 * step)) {
        double[] planted = planting.offsets(size, random);
        Arrays.setAll(planted, i -> centre[i] + onGrid(step * planted[i]));
        points.add(new HiddenPoint(centre, step, random.nextInt(Model.CLASSES), planted));
      }
    }
    return List.copyOf(points);
  }

  private static double onGrid(double x) {
    return Math.rint(x / GRID) * GRID;
  }

  private static double distance(double[] a, double[] b) {
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
    }
    return greatest;
  }

  public Box box() {
    double[] lower = Arrays.stream(centre).map(x -> x - radius).toArray();
    double[] upper = Arrays.stream(centre).map(x -> x + radius).toArray();
    return new Box(lower, upper);
  }

  /** Violated where the other class is at least as strong as the label: a tie violates. */
  public Property property() {
    BigDecimal[] exact = Arrays.stream(centre).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    return new LocalRobustness(
            exact,
            new BigDecimal(radius),
            Norm.LINF,
            label,
            Model.CLASSES,
            Optional.empty(),
            Optional.empty())
        .toProperty();
  }
}
