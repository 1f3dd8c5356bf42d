package org.plumbline.falsifier.score;

import java.util.SplittableRandom;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * A few changed pixels as numbers: for each its row and column, as places within the image, and a
 * value per channel.
 */
final class PixelGenome {
  private final double[] original;
  private final ImageDomain domain;
  private final int pixels;
  private final int length;

  PixelGenome(double[] original, ImageDomain domain, int pixels) {
    this.original = original;
    this.domain = domain;
    this.pixels = pixels;
    this.length = 2 + domain.channels();
  }

  /**
   * One of a population that is spread over the image: its first pixel is drawn from its own part
   * of all pixels, row after row.
   */
  double[] random(int index, int population, SplittableRandom random) {
    double[] genes = new double[pixels * length];
    for (int k = 0; k < pixels; k++) {
      genes[k * length] = random.nextDouble() * domain.height();
      genes[k * length + 1] = random.nextDouble() * domain.width();
      for (int c = 0; c < domain.channels(); c++) {
        genes[k * length + 2 + c] = random.nextDouble(domain.lower(), domain.upper());
      }
    }
    int pixel = (int) ((index + random.nextDouble()) * domain.pixels() / population);
    genes[0] = pixel / domain.width() + random.nextDouble();
    genes[1] = pixel % domain.width() + random.nextDouble();
    return genes;
  }

  /** Places outside are drawn anew, values beyond an end are set to it. */
  double[] repaired(double[] genes, SplittableRandom random) {
    for (int k = 0; k < genes.length; k += length) {
      genes[k] = inside(genes[k], domain.height(), random);
      genes[k + 1] = inside(genes[k + 1], domain.width(), random);
      for (int c = 0; c < domain.channels(); c++) {
        genes[k + 2 + c] = domain.clip(genes[k + 2 + c]);
      }
    }
    return genes;
  }

  private static double inside(double place, int size, SplittableRandom random) {
    return place >= 0 && place < size ? place : random.nextDouble() * size;
  }

  /** The image with these pixels, as one row of a batch. */
  void write(double[] genes, double[] x, int row) {
    int start = row * original.length;
    System.arraycopy(original, 0, x, start, original.length);
    for (int k = 0; k < genes.length; k += length) {
      int pixelRow = Math.min((int) genes[k], domain.height() - 1);
      int pixelColumn = Math.min((int) genes[k + 1], domain.width() - 1);
      int pixel = pixelRow * domain.width() + pixelColumn;
      for (int c = 0; c < domain.channels(); c++) {
        x[start + domain.index(c, pixel)] = genes[k + 2 + c];
      }
    }
  }
}
