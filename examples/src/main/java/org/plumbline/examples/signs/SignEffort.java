package org.plumbline.examples.signs;

import java.util.List;

/**
 * How large a network is, how long it is trained, and how much its pictures vary.
 *
 * @param channels of the input and after each convolution
 * @param epochs passes over all pictures
 * @param leastLight by what a picture's values are multiplied at least; at most by {@code 2 −
 *     leastLight}
 * @param mostTurn of a picture to either side, in radians
 * @param mostZoom by what share a picture grows or shrinks at most
 */
record SignEffort(
    List<Integer> channels, int epochs, float leastLight, double mostTurn, double mostZoom) {
  /** Drawn signs vary by themselves. */
  static final SignEffort DRAWN =
      new SignEffort(List.of(SignSet.CHANNELS, 16, 32, 48), 8, 0.8f, 0, 0);

  /** Photographs of the same sign are much alike, and many are dark. */
  static final SignEffort REAL =
      new SignEffort(List.of(SignSet.CHANNELS, 32, 64, 128), 30, 0.5f, 0.15, 0.15);

  SignEffort {
    channels = List.copyOf(channels);
  }

  /** Channels of a layer's values, from 0 for the input. */
  int channels(int layer) {
    return channels.get(layer);
  }

  /** The number of convolutions. */
  int convolutions() {
    return channels.size() - 1;
  }

  /** Values that the last layer reads. */
  int features() {
    int side = SignSet.SIDE >> convolutions();
    return channels.get(convolutions()) * side * side;
  }
}
