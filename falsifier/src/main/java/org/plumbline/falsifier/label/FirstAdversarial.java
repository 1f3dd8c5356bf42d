package org.plumbline.falsifier.label;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Trial;

/**
 * Any image that reaches the goal: one of those given, the original with more and more noise, its
 * negative, an image of one colour.
 */
final class FirstAdversarial {
  private static final int NOISES = 100;
  private static final double STEP = 0.02;
  private static final int LEVELS = 8;

  private final Trial trial;
  private final SplittableRandom random;

  FirstAdversarial(Trial trial, SplittableRandom random) {
    this.trial = trial;
    this.random = random;
  }

  Optional<double[]> among(List<double[]> starts) {
    for (double[] start : starts) {
      trial.domain().require(start);
      if (isReached(start)) {
        return Optional.of(start.clone());
      }
    }
    for (int n = 1; n <= NOISES; n++) {
      double[] x = noisy(n);
      if (isReached(x)) {
        return Optional.of(x);
      }
    }
    return plain();
  }

  private boolean isReached(double[] x) {
    return trial.margins(1, x)[0] < 0;
  }

  private double[] noisy(int steps) {
    ImageDomain domain = trial.domain();
    double[] x = trial.original();
    double deviation = steps * STEP * (domain.upper() - domain.lower());
    for (int i = 0; i < x.length; i++) {
      x[i] = domain.clip(x[i] + deviation * random.nextGaussian());
    }
    return x;
  }

  private Optional<double[]> plain() {
    ImageDomain domain = trial.domain();
    double[] negative = trial.original();
    for (int i = 0; i < negative.length; i++) {
      negative[i] = domain.clip(domain.lower() + domain.upper() - negative[i]);
    }
    if (isReached(negative)) {
      return Optional.of(negative);
    }
    for (int level = 0; level <= LEVELS; level++) {
      double part = (double) level / LEVELS;
      double[] flat = new double[negative.length];
      Arrays.fill(flat, domain.clip((1 - part) * domain.lower() + part * domain.upper()));
      if (isReached(flat)) {
        return Optional.of(flat);
      }
    }
    return Optional.empty();
  }
}
