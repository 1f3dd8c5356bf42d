package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;

/**
 * A window that slides over any number of axes. All lists are by axis.
 *
 * @param before elements of padding in front
 */
record VolumeWindow(int[] in, int[] out, int[] taps, int[] strides, int[] dilations, int[] before) {

  /** The shape of what the window makes of a volume. */
  int[] shape(int channels) {
    return shape(channels, out);
  }

  /** The shape of the volume. */
  int[] shapeBefore(int channels) {
    return shape(channels, in);
  }

  private static int[] shape(int channels, int[] extents) {
    int[] shape = new int[extents.length + 2];
    shape[0] = 1;
    shape[1] = channels;
    System.arraycopy(extents, 0, shape, 2, extents.length);
    return shape;
  }

  int places() {
    return Shapes.count(out);
  }

  int pixels() {
    return Shapes.count(in);
  }

  /**
   * The pixel that each tap of the window meets at a place, in the order of the taps, which is
   * ascending; −1 in the padding.
   */
  int[] pixels(int place) {
    int[] pixels = {0};
    int rest = place;
    int outer = places();
    for (int d = 0; d < in.length; d++) {
      outer /= out[d];
      int start = rest / outer * strides[d] - before[d];
      rest %= outer;
      int[] finer = new int[pixels.length * taps[d]];
      for (int i = 0; i < finer.length; i++) {
        int at = start + i % taps[d] * dilations[d];
        int sofar = pixels[i / taps[d]];
        finer[i] = sofar < 0 || at < 0 || at >= in[d] ? -1 : sofar * in[d] + at;
      }
      pixels = finer;
    }
    return pixels;
  }

  /** Whether padding is met anywhere. */
  boolean meetsPadding() {
    for (int d = 0; d < in.length; d++) {
      long last = (out[d] - 1L) * strides[d] + (taps[d] - 1L) * dilations[d] - before[d];
      if (before[d] > 0 || last >= in[d]) {
        return true;
      }
    }
    return false;
  }

  /** The windows of every channel, as pools cover them. */
  WindowMembers members(Call call, int channels) {
    int windows = places();
    int most = Math.multiplyExact(call.graph.claim(channels, windows), Shapes.count(taps));
    call.graph.claim(most);
    int[] starts = new int[channels * windows + 1];
    int[] members = new int[most];
    int next = 0;
    for (int o = 0; o < channels * windows; o++) {
      for (int pixel : pixels(o % windows)) {
        if (pixel >= 0) {
          members[next++] = o / windows * pixels() + pixel;
        }
      }
      starts[o + 1] = next;
      if (starts[o + 1] == starts[o]) {
        throw call.refuse("a window that lies wholly in the padding");
      }
    }
    return new WindowMembers(starts, Arrays.copyOf(members, next));
  }
}
