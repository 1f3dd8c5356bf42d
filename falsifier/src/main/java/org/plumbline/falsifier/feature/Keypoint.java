package org.plumbline.falsifier.feature;

/**
 * A distinctive place in an image.
 *
 * @param x column; pixel centres are whole numbers
 * @param y row
 * @param deviation standard deviation of its reach, in pixels; positive
 * @param response how distinctive it is; positive
 */
public record Keypoint(double x, double y, double deviation, double response) {
  double density(int column, int row) {
    return Math.exp(logDensity(column, row));
  }

  double logDensity(int column, int row) {
    double square = (column - x) * (column - x) + (row - y) * (row - y);
    double variance = deviation * deviation;
    return -square / (2 * variance) - Math.log(2 * Math.PI * variance);
  }
}
