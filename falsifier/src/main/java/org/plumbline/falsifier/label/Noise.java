package org.plumbline.falsifier.label;

import java.util.SplittableRandom;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * Normal noise on images: on every value, or on the lowest frequencies of the discrete cosine
 * transform of each channel, {@code Z = A·G·Bᵀ} with the cosines in A and B, orthonormal.
 */
final class Noise {
  private final ImageDomain domain;
  private final int reduction;
  private final SplittableRandom random;
  private final double[][] down;
  private final double[][] across;

  /**
   * @param reduction the part of the frequencies that is left in either direction, inverted; 1 for
   *     plain noise
   */
  Noise(ImageDomain domain, int reduction, SplittableRandom random) {
    this.domain = domain;
    this.reduction = reduction;
    this.random = random;
    this.down = cosines(domain.height(), reduction);
    this.across = cosines(domain.width(), reduction);
  }

  private static double[][] cosines(int size, int reduction) {
    double[][] cosines = new double[Math.max(1, size / reduction)][size];
    for (int k = 0; k < cosines.length; k++) {
      for (int i = 0; i < size; i++) {
        double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / size);
        cosines[k][i] = scale * Math.cos(Math.PI * k * (2 * i + 1) / (2.0 * size));
      }
    }
    return cosines;
  }

  /** Writes one draw into a row of a batch. */
  void draw(double[] noise, int row) {
    int start = row * domain.values();
    if (reduction == 1) {
      for (int i = 0; i < domain.values(); i++) {
        noise[start + i] = random.nextGaussian();
      }
      return;
    }
    for (int c = 0; c < domain.channels(); c++) {
      lowFrequencies(noise, start + c * domain.pixels());
    }
  }

  private void lowFrequencies(double[] noise, int start) {
    int width = domain.width();
    double[][] rows = new double[down.length][width];
    for (double[] row : rows) {
      for (double[] cosine : across) {
        double weight = random.nextGaussian();
        for (int j = 0; j < width; j++) {
          row[j] += weight * cosine[j];
        }
      }
    }
    for (int i = 0; i < domain.height(); i++) {
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (int k = 0; k < rows.length; k++) {
          sum += down[k][i] * rows[k][j];
        }
        noise[start + i * width + j] = sum;
      }
    }
  }
}
