package org.plumbline.examples.signs;

import java.util.Random;

/**
 * A picture as it might have been taken as well: moved by up to two pixels, turned, nearer or
 * further away, lighter or darker. What comes in from outside repeats the edge.
 */
record SignVariation(SignEffort effort, Random random) {
  private static final int MOST_SHIFT = 2;
  private static final int LAST = SignSet.SIDE - 1;

  /** Writes one variation of a picture. */
  void write(float[] picture, float[] to, int start) {
    int right = random.nextInt(2 * MOST_SHIFT + 1) - MOST_SHIFT;
    int down = random.nextInt(2 * MOST_SHIFT + 1) - MOST_SHIFT;
    float light = effort.leastLight() + 2 * (1 - effort.leastLight()) * random.nextFloat();
    double turn = about(0, effort.mostTurn());
    double zoom = about(1, effort.mostZoom());
    double along = Math.cos(turn) / zoom;
    double across = Math.sin(turn) / zoom;
    for (int i = 0; i < SignSet.VALUES; i++) {
      double x = i % SignSet.SIDE - right - LAST / 2.0;
      double y = i / SignSet.SIDE % SignSet.SIDE - down - LAST / 2.0;
      int channel = i / (SignSet.SIDE * SignSet.SIDE);
      double value =
          between(
              picture,
              channel,
              LAST / 2.0 + along * x + across * y,
              LAST / 2.0 - across * x + along * y);
      to[start + i] = (float) Math.min(1, light * value);
    }
  }

  private double about(double middle, double most) {
    return most == 0 ? middle : middle + most * (2 * random.nextDouble() - 1);
  }

  /** Bilinear between pixels. */
  private static double between(float[] picture, int channel, double x, double y) {
    double inX = Math.max(0, Math.min(LAST, x));
    double inY = Math.max(0, Math.min(LAST, y));
    int left = (int) inX;
    int top = (int) inY;
    double partX = inX - left;
    double partY = inY - top;
    double above = mix(picture, channel, left, top, partX);
    return partY == 0
        ? above
        : (1 - partY) * above + partY * mix(picture, channel, left, top + 1, partX);
  }

  private static double mix(float[] picture, int channel, int left, int row, double part) {
    int at = (channel * SignSet.SIDE + row) * SignSet.SIDE + left;
    return part == 0 ? picture[at] : (1 - part) * picture[at] + part * picture[at + 1];
  }
}
