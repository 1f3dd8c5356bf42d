package org.plumbline.certificates.slope;

/**
 * Slopes of a plane beside a product a·b on a box, which one byte chooses. Below lie the planes
 * {@code m·a + l·b − l·m} and {@code v·a + u·b − u·v}, above {@code v·a + l·b − l·v} and {@code m·a
 * + u·b − u·m}, for a in [l, u] and b in [m, v] (McCormick, <em>Computability of Global Solutions
 * to Factorable Nonconvex Programs</em>, 1976); their greater is the convex hull, their less the
 * concave one, so that every plane worth having is a mean of two.
 *
 * <p>Any slopes give a plane that holds, so that nothing but how tight bounds are depends on these.
 *
 * @param left slope in a
 * @param right slope in b
 */
public record ProductSlopes(double left, double right) {
  /**
   * Of the plane below, or above.
   *
   * @param choice the share of the second plane, other than {@link ShareByte#GUESS}, which means
   *     half
   */
  public static ProductSlopes of(
      byte choice, boolean isBelow, double l, double u, double m, double v) {
    double second = ShareByte.share(choice);
    double first = 1 - second;
    return isBelow
        ? new ProductSlopes(first * m + second * v, first * l + second * u)
        : new ProductSlopes(first * v + second * m, first * l + second * u);
  }
}
