package org.plumbline.network.onnx;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Tensor elements that stand in the message's typed fields, packed or one by one. */
final class TypedElements {
  private static final int FLOATS = 4;
  private static final int INTS = 5;
  private static final int LONGS = 7;
  private static final int DOUBLES = 10;
  private static final int UNSIGNED = 11;

  private final long most;
  private int usedField;
  private double[] values = new double[0];
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
      case FLOATS, INTS, LONGS, DOUBLES, UNSIGNED -> {
        if (usedField != 0 && usedField != field) {
          throw in.error("tensor elements in the fields " + usedField + " and " + field);
        }
        usedField = field;
        elements(field, in);
      }
      default -> in.skip();
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  private void elements(int field, WireReader in) {
    if (!in.isDelimited()) {
      reserve(in, 1);
      values[count++] =
          switch (field) {
            case FLOATS -> in.fixed32();
            case DOUBLES -> in.fixed64();
            case UNSIGNED -> RawElements.unsigned(in.varint());
            default -> in.varint();
          };
    } else if (field == FLOATS || field == DOUBLES) {
      packed(in, in.data(), field == FLOATS ? ElementType.FLOAT : ElementType.DOUBLE);
    } else {
      packedVarints(in.message(), field == UNSIGNED);
    }
  }

  private void packed(WireReader in, ByteBuffer data, ElementType type) {
    if (data.remaining() % type.width() != 0) {
      throw in.error("packed elements of " + data.remaining() + " bytes");
    }
    reserve(in, data.remaining() / type.width());
    double[] more = RawElements.decode(data, type);
    System.arraycopy(more, 0, values, count, more.length);
    count += more.length;
  }

  private void packedVarints(WireReader packed, boolean unsigned) {
    reserve(packed, packed.countVarints());
    while (packed.hasMore()) {
      long value = packed.rawVarint();
      values[count++] = unsigned ? RawElements.unsigned(value) : value;
    }
  }

  private void reserve(WireReader in, int more) {
    if (count + (long) more > most) {
      throw in.refusal("the tensors of the file have more than 2^28 elements");
    }
    if (count + more > values.length) {
      long twice = Math.min(most, 2L * values.length);
      values = Arrays.copyOf(values, (int) Math.max(count + more, twice));
    }
  }

  /** The elements, if they stand in the field that belongs to the type. */
  double[] values(WireReader in, String label, ElementType type) {
    if (count > 0 && usedField != fieldOf(type)) {
      throw in.refusal(
          "tensor " + label + " of type " + type + " has its elements in field " + usedField);
    }
    double[] result = count == values.length ? values : Arrays.copyOf(values, count);
    if (type == ElementType.FLOAT16 || type == ElementType.BFLOAT16 || type == ElementType.BOOL) {
      for (int i = 0; i < result.length; i++) {
        result[i] = fromInteger((int) result[i], type);
      }
    }
    return result;
  }

  private static double fromInteger(int bits, ElementType type) {
    return switch (type) {
      case FLOAT16 -> RawElements.half(bits);
      case BFLOAT16 -> Float.intBitsToFloat(bits << 16);
      default -> bits == 0 ? 0 : 1;
    };
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
