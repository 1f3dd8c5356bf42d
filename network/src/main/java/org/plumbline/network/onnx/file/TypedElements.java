package org.plumbline.network.onnx.file;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Tensor elements that stand in the message's typed fields, packed or one by one. The fields are
 * wider than some of the types that use them; runtimes keep the lowest bits.
 */
final class TypedElements {
  private static final int FLOATS = 4;
  private static final int INTS = 5;
  private static final int LONGS = 7;
  private static final int DOUBLES = 10;
  private static final int UNSIGNED = 11;

  private final long most;
  private int usedField;
  private double[] reals = new double[0];
  private long[] integers = new long[0];
  private int count;

  /**
   * @param most more elements are refused
   */
  TypedElements(long most) {
    this.most = most;
  }

  /** Reads one field of a tensor; fields without elements are skipped. */
  void read(int field, WireReader in) {
    switch (field) {
      case FLOATS, DOUBLES -> {
        use(field, in);
        reals(in, field == FLOATS ? ElementType.FLOAT : ElementType.DOUBLE);
      }
      case INTS, LONGS, UNSIGNED -> {
        use(field, in);
        integers(in, field);
      }
      default -> in.skip();
    }
  }

  private void use(int field, WireReader in) {
    if (usedField != 0 && usedField != field) {
      throw in.error("tensor elements in the fields " + usedField + " and " + field);
    }
    usedField = field;
  }

  boolean isEmpty() {
    return count == 0;
  }

  private void reals(WireReader in, ElementType type) {
    if (!in.isDelimited()) {
      reserveReals(in, 1);
      reals[count++] = type == ElementType.FLOAT ? in.fixed32() : in.fixed64();
      return;
    }
    ByteBuffer data = in.data();
    if (data.remaining() % type.width() != 0) {
      throw in.error("packed elements of " + data.remaining() + " bytes");
    }
    reserveReals(in, data.remaining() / type.width());
    double[] more = RawElements.reals(data, type);
    System.arraycopy(more, 0, reals, count, more.length);
    count += more.length;
  }

  private void integers(WireReader in, int field) {
    if (!in.isDelimited()) {
      reserveIntegers(in, 1);
      integers[count++] = narrowed(in.varint(), field);
      return;
    }
    WireReader packed = in.message();
    reserveIntegers(packed, packed.countVarints());
    while (packed.hasMore()) {
      integers[count++] = narrowed(packed.rawVarint(), field);
    }
  }

  /** Numbers of the field {@code int32_data} have 32 bits. */
  private static long narrowed(long value, int field) {
    return field == INTS ? (int) value : value;
  }

  private void reserveReals(WireReader in, int more) {
    if (room(in, more) > reals.length) {
      reals = Arrays.copyOf(reals, room(in, more));
    }
  }

  private void reserveIntegers(WireReader in, int more) {
    if (room(in, more) > integers.length) {
      integers = Arrays.copyOf(integers, room(in, more));
    }
  }

  /** How long an array has to be for some more elements, or twice as long as it is. */
  private int room(WireReader in, int more) {
    if (count + (long) more > most) {
      throw in.refusal("the tensors of the file have more than 2^28 elements");
    }
    int present = Math.max(reals.length, integers.length);
    return count + more <= present
        ? present
        : (int) Math.max(count + more, Math.min(most, 2L * present));
  }

  /** The real elements, if they stand in the field that belongs to the type. */
  double[] reals(WireReader in, String label, ElementType type) {
    requireField(in, label, type);
    if (usedField != INTS) {
      return count == reals.length ? reals : Arrays.copyOf(reals, count);
    }
    double[] result = new double[count];
    for (int i = 0; i < count; i++) {
      result[i] = RawElements.ofBits((int) integers[i], type);
    }
    return result;
  }

  /** The integers, if they stand in the field that belongs to the type. */
  long[] integers(WireReader in, String label, ElementType type) {
    requireField(in, label, type);
    long[] result = new long[count];
    for (int i = 0; i < count; i++) {
      result[i] = type.isHalfByte() ? integers[i] : type.wrapped(integers[i]);
    }
    return result;
  }

  private void requireField(WireReader in, String label, ElementType type) {
    if (count > 0 && usedField != fieldOf(type)) {
      throw in.refusal(
          "tensor " + label + " of type " + type + " has its elements in field " + usedField);
    }
  }

  private static int fieldOf(ElementType type) {
    return switch (type) {
      case FLOAT -> FLOATS;
      case DOUBLE -> DOUBLES;
      case INT64 -> LONGS;
      case UINT32, UINT64 -> UNSIGNED;
      default -> INTS;
    };
  }
}
