package org.plumbline.falsifier.feature;

import java.util.Arrays;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * Rectangles of a grid, all pixels alike.
 *
 * @param rows of the grid; an image with fewer rows has one per row
 * @param columns likewise
 */
public record GridFeatures(int rows, int columns) implements FeatureSource {
  public GridFeatures {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException("a grid of " + rows + " × " + columns);
    }
  }

  @Override
  public FeatureMap features(double[] image, ImageDomain domain) {
    int down = Math.min(rows, domain.height());
    int across = Math.min(columns, domain.width());
    int[] owner = new int[domain.pixels()];
    double[] weights = new double[down * across];
    for (int p = 0; p < owner.length; p++) {
      int row = (int) ((long) (p / domain.width()) * down / domain.height());
      int column = (int) ((long) (p % domain.width()) * across / domain.width());
      owner[p] = row * across + column;
      weights[owner[p]]++;
    }
    double[] alike = new double[owner.length];
    Arrays.fill(alike, 1);
    return FeatureMap.of(owner, weights, alike);
  }
}
