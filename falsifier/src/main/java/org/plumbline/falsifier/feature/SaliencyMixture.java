package org.plumbline.falsifier.feature;

import java.util.Arrays;
import java.util.List;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * The mixture of Gaussians of Wicker, Huang and Kwiatkowska, <em>Feature-Guided Black-Box Safety
 * Testing of Deep Neural Networks</em>, 2018: keypoint i has the share {@code rᵢ / Σr} of the
 * responses, a pixel p the saliency {@code Σ shareᵢ · Nᵢ(p)}. Each pixel belongs to the keypoint
 * with the greatest part of that sum.
 */
public final class SaliencyMixture {
  private SaliencyMixture() {}

  public static FeatureMap of(List<Keypoint> keypoints, ImageDomain domain) {
    double[] shares = keypoints.stream().mapToDouble(Keypoint::response).toArray();
    double total = Arrays.stream(shares).sum();
    int[] owner = new int[domain.pixels()];
    double[] saliency = new double[domain.pixels()];
    for (int p = 0; p < owner.length; p++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < shares.length; k++) {
        Keypoint keypoint = keypoints.get(k);
        int column = p % domain.width();
        int row = p / domain.width();
        saliency[p] += shares[k] / total * keypoint.density(column, row);
        double rank = Math.log(shares[k]) + keypoint.logDensity(column, row);
        if (rank > greatest) {
          greatest = rank;
          owner[p] = k;
        }
      }
    }
    return FeatureMap.of(owner, shares, saliency);
  }
}
