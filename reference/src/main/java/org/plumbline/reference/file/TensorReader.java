package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/**
 * The elements of a {@code TensorProto}: raw bytes, little-endian, or the typed field that
 * onnx.proto names for the type, of which only the low bits count where the field is wider than the
 * type.
 */
public final class TensorReader {
  private final TensorProto proto;
  private final ElementType type;
  private final Shape shape;

  private TensorReader(TensorProto proto, Optional<ByteBuffer> outside) {
    this.proto = proto;
    boolean isOutside = proto.getDataLocation() != TensorProto.DataLocation.DEFAULT;
    if (isOutside != outside.isPresent() || isOutside != proto.getExternalDataCount() > 0) {
      throw new ReferenceException("whether its data lies outside of the file is not clear");
    }
    if (proto.hasSegment()) {
      throw new ReferenceException("tensors in segments are not supported");
    }
    this.type = ElementType.ofCode(proto.getDataType());
    this.shape = Shape.of(proto.getDimsList().stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * Reads a tensor.
   *
   * @throws ReferenceException if its type is not supported or its data does not fit its shape
   */
  public static ReferenceTensor read(TensorProto proto) {
    TensorReader reader = new TensorReader(proto, Optional.empty());
    return proto.hasRawData()
        ? reader.raw(proto.getRawData().asReadOnlyByteBuffer())
        : reader.typed();
  }

  /**
   * Reads a tensor whose data may lie in another file.
   *
   * @param files contents of these by location
   * @throws ReferenceException also if the file is missing or too short
   */
  public static ReferenceTensor read(TensorProto proto, Map<String, byte[]> files) {
    if (proto.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
      return read(proto);
    } else if (proto.hasRawData()) {
      throw new ReferenceException("it has data in the file and outside of it");
    }
    ByteBuffer data = OutsideData.of(proto, files);
    return new TensorReader(proto, Optional.of(data)).raw(data);
  }

  private int typedCount() {
    return proto.getFloatDataCount()
        + proto.getInt32DataCount()
        + proto.getStringDataCount()
        + proto.getInt64DataCount()
        + proto.getDoubleDataCount()
        + proto.getUint64DataCount();
  }

  private void checkCount(long found, String unit) {
    long expected = unit.equals("bytes") || isPacked() ? expectedBytes() : shape.size();
    if (found != expected) {
      throw new ReferenceException(
          "its shape " + shape + " needs " + expected + " " + unit + ", the file has " + found);
    }
  }

  /** Whether elements of 4 bits lie two in a byte, the first one in its low half. */
  private boolean isPacked() {
    return type.bits() == 4;
  }

  private long expectedBytes() {
    return isPacked() ? (shape.size() + 1L) / 2 : (long) shape.size() * bytes();
  }

  private int bytes() {
    return switch (type) {
      case BOOL, INT8, UINT8, INT4, UINT4 -> 1;
      case INT16, UINT16, FLOAT16, BFLOAT16 -> 2;
      case FLOAT32, INT32, UINT32 -> 4;
      case FLOAT64, INT64, UINT64 -> 8;
    };
  }

  private ReferenceTensor raw(ByteBuffer data) {
    if (typedCount() > 0) {
      throw new ReferenceException("it has raw data and typed data: which one counts is not known");
    }
    checkCount(data.remaining(), "bytes");
    ByteBuffer buffer = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case FLOAT32 -> reals(i -> buffer.getFloat(4 * i));
      case FLOAT64 -> reals(i -> buffer.getDouble(8 * i));
      case FLOAT16, BFLOAT16 -> reals(i -> real(buffer.getShort(2 * i)));
      case BOOL -> integers(i -> truth(buffer.get(i)));
      case INT8, UINT8 -> integers(i -> type.wrap(buffer.get(i)));
      case INT4, UINT4 -> integers(i -> type.wrap(buffer.get(i / 2) >> 4 * (i % 2)));
      case INT16, UINT16 -> integers(i -> type.wrap(buffer.getShort(2 * i)));
      case INT32, UINT32 -> integers(i -> type.wrap(buffer.getInt(4 * i)));
      case INT64, UINT64 -> integers(i -> buffer.getLong(8 * i));
    };
  }

  private static long truth(byte value) {
    if (value != 0 && value != 1) {
      throw new ReferenceException("the truth value " + value + " is neither 0 nor 1");
    }
    return value;
  }

  private ReferenceTensor typed() {
    int count =
        switch (type) {
          case FLOAT32 -> proto.getFloatDataCount();
          case FLOAT64 -> proto.getDoubleDataCount();
          case INT64 -> proto.getInt64DataCount();
          case UINT32, UINT64 -> proto.getUint64DataCount();
          default -> proto.getInt32DataCount();
        };
    if (count != typedCount()) {
      throw new ReferenceException("it has data in a field that is not that of " + type);
    }
    checkCount(count, "values");
    return switch (type) {
      case FLOAT32 -> reals(proto::getFloatData);
      case FLOAT64 -> reals(proto::getDoubleData);
      case FLOAT16, BFLOAT16 -> reals(i -> real(bits(proto.getInt32Data(i))));
      case INT64 -> integers(proto::getInt64Data);
      case UINT32, UINT64 -> integers(i -> type.wrap(proto.getUint64Data(i)));
      case BOOL -> integers(i -> proto.getInt32Data(i) == 0 ? 0 : 1);
      case INT4, UINT4 -> integers(i -> type.wrap(proto.getInt32Data(i / 2) >> 4 * (i % 2)));
      default -> integers(i -> type.wrap(proto.getInt32Data(i)));
    };
  }

  private static short bits(int value) {
    if (value != (value & 0xffff)) {
      throw new ReferenceException(value + " is no bit pattern of 16 bits");
    }
    return (short) value;
  }

  /** The real with this bit pattern. */
  private double real(short bits) {
    if (type == ElementType.BFLOAT16) {
      return Float.intBitsToFloat(bits << 16);
    }
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        exponent == 0
            ? Math.scalb((double) fraction, -24)
            : exponent == 0x1f
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : Math.scalb((double) (fraction | 0x400), exponent - 25);
    return bits < 0 ? -magnitude : magnitude;
  }

  private ReferenceTensor reals(IntToDoubleFunction element) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = element.applyAsDouble(i);
    }
    return ReferenceTensor.wrap(type, shape, values, null);
  }

  private ReferenceTensor integers(IntToLongFunction element) {
    long[] values = new long[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = element.applyAsLong(i);
    }
    return ReferenceTensor.wrap(type, shape, values);
  }
}
