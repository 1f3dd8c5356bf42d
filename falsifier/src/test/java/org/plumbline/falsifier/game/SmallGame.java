package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.falsifier.feature.Feature;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * A random game of 4 to 6 features with 2 or 3 pixels of 3 values each: a row of pixels at 0, ½ or
 * 1, steps of ½, and a margin that a random network of eight ReLUs gives. In the L∞ distance, where
 * every pixel may move, features have 2 pixels.
 */
final class SmallGame {
  private static final int NEURONS = 8;

  private final FeatureGame game;
  private final double[] first;
  private final double[] second;
  private final double[] original;
  private final double offset;

  SmallGame(long seed, Players players) {
    this(new SplittableRandom(seed), players, Distance.values()[(int) (seed % 4)]);
  }

  private SmallGame(SplittableRandom random, Players players, Distance distance) {
    List<Feature> features = new ArrayList<>();
    int pixels = 0;
    boolean wide = distance == Distance.LINF;
    int count = random.nextInt(4, wide ? 6 : 7);
    for (int f = 0; f < count; f++) {
      int size = wide ? 2 : random.nextInt(2, 4);
      int[] own = new int[size];
      for (int k = 0; k < size; k++) {
        own[k] = pixels++;
      }
      double[] weights = random.doubles(size, 0.1, 1).toArray();
      double sum = Arrays.stream(weights).sum();
      features.add(
          new Feature(1.0 / count, own, Arrays.stream(weights).map(w -> w / sum).toArray()));
    }
    original = new double[pixels];
    Arrays.setAll(original, p -> random.nextInt(3) / 2.0);
    first = random.doubles((long) NEURONS * pixels, -1, 1).toArray();
    second = random.doubles(NEURONS, -1, 1).toArray();
    offset = raw(original);
    double limit = distance == Distance.LINF ? 0.5 : distance == Distance.L2 ? 0.9 : 1.5;
    Rules rules =
        new Rules(0.5, Channels.TOGETHER, distance, distance == Distance.L0 ? 3 : limit, players);
    game =
        new FeatureGame(
            original,
            new ImageDomain(1, 1, pixels, 0, 1),
            new FeatureMap(features, new double[pixels]),
            rules);
  }

  FeatureGame game() {
    return game;
  }

  private double raw(double[] x) {
    double sum = 0;
    for (int j = 0; j < NEURONS; j++) {
      double z = 0;
      for (int p = 0; p < x.length; p++) {
        z += first[j * x.length + p] * (x[p] - 0.5);
      }
      sum += second[j] * Math.max(0, z);
    }
    return sum;
  }

  double[] margins(List<State> states) {
    double[] margins = new double[states.size()];
    double[] image = new double[original.length];
    for (int k = 0; k < margins.length; k++) {
      game.ladders().write(states.get(k), image, 0);
      margins[k] = 0.7 + raw(image) - offset;
    }
    return margins;
  }

  /**
   * By how much a unit of distance can change the margin: the sum over neurons of |second| times
   * the dual norm of first. For L0, where a pixel moves by at most 1, that of L1 serves as well.
   */
  double lipschitzConstant() {
    double constant = 0;
    for (int j = 0; j < NEURONS; j++) {
      double[] row = Arrays.copyOfRange(first, j * original.length, (j + 1) * original.length);
      double norm =
          switch (game.rules().distance()) {
            case L0, L1 -> Arrays.stream(row).map(Math::abs).max().orElseThrow();
            case L2 -> Math.sqrt(Arrays.stream(row).map(w -> w * w).sum());
            case LINF -> Arrays.stream(row).map(Math::abs).sum();
          };
      constant += Math.abs(second[j]) * norm;
    }
    return constant;
  }

  double exhaustiveValue() {
    return new ExhaustiveSearch(game, this::margins, 2_000_000).value().upper();
  }
}
