package org.plumbline.network.onnx.file;

import java.nio.ByteBuffer;

/** Decodes little-endian tensor data. */
final class RawElements {
  private static final int CHUNK = 4096;

  private RawElements() {}

  /** Elements of a type of real numbers. */
  static double[] reals(ByteBuffer data, ElementType type) {
    double[] values = new double[data.remaining() / type.width()];
    switch (type) {
      case FLOAT -> floats(data, values);
      case DOUBLE -> data.asDoubleBuffer().get(values);
      default -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = ofBits(data.getShort(), type);
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

  /** Elements of 4 bits, two in each of the lowest bytes, or one more than there are. */
  static long[] halves(long[] bytes, int count, ElementType type) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = type.wrapped(bytes[i / 2] >> (i % 2 == 0 ? 0 : 4));
    }
    return values;
  }

  /** Elements of a type of integers or truth values. */
  static long[] integers(ByteBuffer data, ElementType type) {
    long[] values = new long[data.remaining() / type.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          wrapped(
              type,
              switch (type.width()) {
                case 1 -> data.get();
                case 2 -> data.getShort();
                case 4 -> data.getInt();
                default -> data.getLong();
              });
    }
    return values;
  }

  private static long wrapped(ElementType type, long value) {
    return type.isHalfByte() ? value : type.wrapped(value);
  }

  /** The number of 16 bits that the bits mean. */
  static double ofBits(int bits, ElementType type) {
    return type == ElementType.FLOAT16 ? half(bits) : Float.intBitsToFloat(bits << 16);
  }

  /** The value of an IEEE binary16 number. */
  private static double half(int bits) {
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
