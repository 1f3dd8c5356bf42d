package org.plumbline.network.onnx.file;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The numbers of a repeated float field, packed or one by one. */
final class FloatField {
  private float[] values = new float[4];
  private int count;

  void read(WireReader in) {
    if (!in.isDelimited()) {
      reserve(1);
      values[count++] = in.fixed32();
      return;
    }
    ByteBuffer data = in.data();
    if (data.remaining() % Float.BYTES != 0) {
      throw in.error("packed floats of " + data.remaining() + " bytes");
    }
    int more = data.remaining() / Float.BYTES;
    reserve(more);
    data.asFloatBuffer().get(values, count, more);
    count += more;
  }

  private void reserve(int more) {
    if (count + more > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * count, count + more));
    }
  }

  float[] values() {
    return Arrays.copyOf(values, count);
  }
}
