package org.plumbline.falsifier.feature;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * Pixels of like colour, wherever they are: every channel's range is cut into equal levels, and the
 * pixels with the same level in each channel are a feature. All pixels matter alike.
 *
 * @param levels per channel
 */
public record LevelFeatures(int levels) implements FeatureSource {
  private static final int MOST_LEVELS = 256;

  public LevelFeatures {
    if (levels < 1 || levels > MOST_LEVELS) {
      throw new IllegalArgumentException(levels + " levels, not 1 to " + MOST_LEVELS);
    }
  }

  @Override
  public FeatureMap features(double[] image, ImageDomain domain) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] owner = new int[domain.pixels()];
    int[] colour = new int[domain.channels()];
    for (int p = 0; p < owner.length; p++) {
      for (int c = 0; c < colour.length; c++) {
        double part =
            (image[domain.index(c, p)] - domain.lower()) / (domain.upper() - domain.lower());
        colour[c] = Math.min(levels - 1, (int) (part * levels));
      }
      owner[p] = numbers.computeIfAbsent(Arrays.toString(colour), unseen -> numbers.size());
    }
    double[] weights = new double[numbers.size()];
    for (int feature : owner) {
      weights[feature]++;
    }
    double[] alike = new double[owner.length];
    Arrays.fill(alike, 1);
    return FeatureMap.of(owner, weights, alike);
  }
}
