package org.plumbline.falsifier.label;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.falsifier.trial.Adversarial;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * Walks along the boundary between the classes to the original, in L2, and needs labels alone. From
 * a point on the boundary it estimates the normal there by the labels of points around, and looks
 * for the boundary again on the circle whose diameter joins the original and that point: where the
 * boundary is a plane, it meets the circle at the point nearest to the original.
 *
 * <p>Reza, Rahmati, Wu, Dai, <em>CGBA: Curvature-aware Geometric Black-box Attack</em>, 2023. Step
 * i takes {@code 30·√(i + 1)} queries and some twenty for the way along the circle.
 *
 * @param path how to look along the circle
 * @param starts images to start from, for instance of the target class; where none of them reaches
 *     the goal, noise is tried
 * @param steps at most
 * @param reduction only the lowest {@code 1/reduction} of the frequencies in either direction take
 *     part in noise; 1 is plain noise, 4 the paper's choice for photographs
 */
public record CurvatureAttack(ArcPath path, List<double[]> starts, int steps, int reduction)
    implements ImageAttack {
  private static final double NOISE = 2e-4;
  private static final double TOLERANCE = 1e-4;
  private static final int FIRST_POINTS = 30;

  public CurvatureAttack {
    starts = List.copyOf(starts);
    if (steps < 0 || reduction < 1) {
      throw new IllegalArgumentException(steps + " steps, frequencies divided by " + reduction);
    }
  }

  /** Without images to start from, until queries or time are used up. */
  public static CurvatureAttack of(ArcPath path) {
    return new CurvatureAttack(path, List.of(), Integer.MAX_VALUE, 1);
  }

  @Override
  public void search(Trial trial, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double range = trial.domain().upper() - trial.domain().lower();
    Optional<double[]> start = trial.best().map(Adversarial::image);
    if (start.isEmpty()) {
      start = new FirstAdversarial(trial, random).among(starts);
    }
    if (start.isEmpty()) {
      return;
    }
    Segments segments = new Segments(trial, TOLERANCE * range);
    Noise noise = new Noise(trial.domain(), reduction, random);
    NormalEstimate normals = new NormalEstimate(trial, noise, NOISE * range);
    double[] x = segments.toBoundary(start.get());
    for (int i = 0; i < steps; i++) {
      double[] normal = normals.at(x, (int) Math.min(1e6, FIRST_POINTS * Math.sqrt(i + 1.0)));
      Arc arc = Arc.of(trial.original(), x, normal);
      if (!(arc.diameter() > segments.tolerance())) {
        return;
      }
      x = path.along(arc, x, segments);
    }
  }
}
