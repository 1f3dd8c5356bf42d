package org.plumbline.falsifier.score;

import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.search.BatchSize;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * Every change of one pixel to values of a grid: all that an attack on one pixel can find, and what
 * such an attack is measured by. Asks {@code pixels · levels^channels} times, pixel after pixel.
 *
 * @param levels values per channel, evenly spread from the least to the greatest; 256 are all that
 *     a byte has
 */
public record EveryPixel(int levels) implements ImageAttack {
  public EveryPixel {
    if (levels < 2) {
      throw new IllegalArgumentException(levels + " levels");
    }
  }

  @Override
  public void search(Trial trial, long seed) {
    ImageDomain domain = trial.domain();
    double colours = Math.pow(levels, domain.channels());
    if (colours * domain.pixels() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          domain.pixels() + " pixels of " + colours + " colours are too many to try all");
    }
    int total = (int) colours * domain.pixels();
    double[] original = trial.original();
    int batch = BatchSize.of(domain, 256);
    double[] x = new double[batch * original.length];
    for (int first = 0; first < total; first += batch) {
      int rows = Math.min(batch, total - first);
      for (int r = 0; r < rows; r++) {
        System.arraycopy(original, 0, x, r * original.length, original.length);
        write(first + r, (int) colours, domain, x, r * original.length);
      }
      trial.margins(rows, x);
    }
  }

  private void write(int candidate, int colours, ImageDomain domain, double[] x, int start) {
    int colour = candidate % colours;
    for (int c = 0; c < domain.channels(); c++) {
      double part = (double) (colour % levels) / (levels - 1);
      x[start + domain.index(c, candidate / colours)] =
          domain.clip((1 - part) * domain.lower() + part * domain.upper());
      colour /= levels;
    }
  }
}
