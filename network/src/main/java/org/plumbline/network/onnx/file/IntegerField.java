package org.plumbline.network.onnx.file;

import java.util.Arrays;

/** The numbers of a repeated integer field, packed or one by one. */
final class IntegerField {
  private long[] values = new long[4];
  private int count;

  void read(WireReader in) {
    if (!in.isDelimited()) {
      reserve(1);
      values[count++] = in.varint();
      return;
    }
    WireReader packed = in.message();
    reserve(packed.countVarints());
    while (packed.hasMore()) {
      values[count++] = packed.rawVarint();
    }
  }

  private void reserve(int more) {
    if (count + more > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * count, count + more));
    }
  }

  long[] values() {
    return Arrays.copyOf(values, count);
  }
}
