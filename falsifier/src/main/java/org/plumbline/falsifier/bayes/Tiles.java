package org.plumbline.falsifier.bayes;

import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.ImageDomain;

/** Coarse images, a number from −1 to 1 for each tile of each channel, added to an original. */
record Tiles(double[] original, ImageDomain domain, Ball ball, int tiles) {
  int size() {
    return domain.channels() * down() * across();
  }

  private int down() {
    return Math.min(tiles, domain.height());
  }

  private int across() {
    return Math.min(tiles, domain.width());
  }

  /** Every value moves by its tile's part of the radius. */
  double[] image(double[] point) {
    double[] x = original.clone();
    for (int i = 0; i < x.length; i++) {
      int pixel = i % domain.pixels();
      int row = pixel / domain.width() * down() / domain.height();
      int column = pixel % domain.width() * across() / domain.width();
      int tile = (i / domain.pixels() * down() + row) * across() + column;
      x[i] = domain.clip(x[i] + ball.radius() * point[tile]);
    }
    return x;
  }
}
