package org.plumbline.network.onnx;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Tensor elements that stand in the file's typed fields, packed or one by one. */
final class TypedData {
  private double[] values = new double[16];
  private int count;

  void floats(WireReader in) {
    if (!in.isLengthDelimited()) {
      add(in.fixed32());
      return;
    }
    for (ByteBuffer data = in.data(); data.remaining() >= 4; ) {
      add(data.getFloat());
    }
  }

  void doubles(WireReader in) {
    if (!in.isLengthDelimited()) {
      add(in.fixed64());
      return;
    }
    for (ByteBuffer data = in.data(); data.remaining() >= 8; ) {
      add(data.getDouble());
    }
  }

  void integers(WireReader in) {
    if (!in.isLengthDelimited()) {
      add(in.varint());
      return;
    }
    WireReader packed = in.message();
    while (packed.hasMore()) {
      add(packed.varint());
    }
  }

  private void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
  }

  double[] values() {
    return Arrays.copyOf(values, count);
  }
}
