package org.plumbline.falsifier.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An image taken to pieces.
 *
 * @param features disjoint sets of pixels that cover the image, weights summing to 1, the heaviest
 *     first
 * @param saliency how much each pixel matters, summing to 1
 */
public record FeatureMap(List<Feature> features, double[] saliency) {
  public FeatureMap {
    features = List.copyOf(features);
  }

  /**
   * Gathers pixels by the feature that owns them.
   *
   * @param owner the feature of each pixel, from 0
   * @param weights of the features; those without pixels are left out
   * @param saliency of each pixel; all alike where it vanishes on a whole feature
   */
  static FeatureMap of(int[] owner, double[] weights, double[] saliency) {
    int[] sizes = new int[weights.length];
    for (int feature : owner) {
      sizes[feature]++;
    }
    double total = 0;
    int[][] pixels = new int[weights.length][];
    for (int f = 0; f < weights.length; f++) {
      pixels[f] = new int[sizes[f]];
      total += sizes[f] > 0 ? weights[f] : 0;
    }
    for (int p = owner.length - 1; p >= 0; p--) {
      pixels[owner[p]][--sizes[owner[p]]] = p;
    }
    List<Feature> features = new ArrayList<>();
    for (int f = 0; f < weights.length; f++) {
      if (pixels[f].length > 0 && weights[f] > 0) {
        features.add(feature(weights[f] / total, pixels[f], saliency));
      }
    }
    features.sort((left, right) -> Double.compare(right.weight(), left.weight()));
    return new FeatureMap(features, normalised(saliency));
  }

  private static Feature feature(double weight, int[] pixels, double[] saliency) {
    double[] own = Arrays.stream(pixels).mapToDouble(p -> saliency[p]).toArray();
    return new Feature(weight, pixels, normalised(own));
  }

  private static double[] normalised(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    boolean usable = sum > 0 && Double.isFinite(sum);
    return Arrays.stream(weights).map(w -> usable ? w / sum : 1.0 / weights.length).toArray();
  }
}
