package org.plumbline.network.onnx;

import java.nio.ByteBuffer;

/** Decodes little-endian tensor data. */
final class RawElements {
  private static final int CHUNK = 4096;

  private RawElements() {}

  static double[] decode(ByteBuffer data, ElementType type) {
    double[] values = new double[data.remaining() / type.width()];
    switch (type) {
      case FLOAT -> floats(data, values);
      case DOUBLE -> data.asDoubleBuffer().get(values);
      default -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = next(data, type);
        }
      }
    }
    return values;
  }

  /** In chunks: bulk reads are fast from the first call on, before any code is compiled. */
  private static void floats(ByteBuffer data, double[] values) {
    float[] chunk = new float[Math.min(CHUNK, values.length)];
    for (int start = 0; start < values.length; start += CHUNK) {
      int length = Math.min(CHUNK, values.length - start);
      data.asFloatBuffer().get(chunk, 0, length);
      data.position(data.position() + 4 * length);
      for (int i = 0; i < length; i++) {
        values[start + i] = chunk[i];
      }
    }
  }

  private static double next(ByteBuffer data, ElementType type) {
    return switch (type) {
      case INT8 -> data.get();
      case UINT8 -> data.get() & 0xff;
      case BOOL -> data.get() == 0 ? 0 : 1;
      case INT16 -> data.getShort();
      case UINT16 -> data.getShort() & 0xffff;
      case INT32 -> data.getInt();
      case UINT32 -> data.getInt() & 0xffff_ffffL;
      case INT64 -> data.getLong();
      case UINT64 -> unsigned(data.getLong());
      case FLOAT16 -> half(data.getShort());
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort() << 16);
      default -> throw new IllegalArgumentException("elements of type " + type);
    };
  }

  static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
  }

  /** The value of an IEEE binary16 number. */
  static double half(int bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> (0x400 | fraction) * Math.scalb(1.0, exponent - 25);
        };
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }
}
