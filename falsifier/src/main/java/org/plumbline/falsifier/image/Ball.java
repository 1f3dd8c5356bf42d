package org.plumbline.falsifier.image;

/**
 * Where an attack may go: no further from the original than a radius.
 *
 * @param radius positive, in the unit of the image's values
 */
public record Ball(Distance norm, double radius) {
  public Ball {
    if (!(radius > 0) || !Double.isFinite(radius)) {
      throw new IllegalArgumentException("a ball of the radius " + radius + " is none");
    }
  }

  /**
   * @throws IllegalArgumentException if the norm is another
   */
  public void require(Distance supported) {
    if (norm != supported) {
      throw new IllegalArgumentException("a ball in " + supported + ", not in " + norm);
    }
  }

  /** The least value there may be where the original has this one; for L∞. */
  public double lower(double value, ImageDomain domain) {
    return Math.max(domain.lower(), value - radius);
  }

  /** The greatest value there may be where the original has this one; for L∞. */
  public double upper(double value, ImageDomain domain) {
    return Math.min(domain.upper(), value + radius);
  }
}
