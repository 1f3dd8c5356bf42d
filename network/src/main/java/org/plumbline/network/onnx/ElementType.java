package org.plumbline.network.onnx;

import java.nio.ByteBuffer;
import org.plumbline.network.model.ParseException;

/** Element types of raw tensor data. */
enum ElementType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  INT32(6, 4),
  INT64(7, 8),
  BOOL(9, 1),
  DOUBLE(11, 8);

  private final int code;
  private final int width;

  ElementType(int code, int width) {
    this.code = code;
    this.width = width;
  }

  static ElementType of(String file, String tensor, int code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new ParseException(
        file,
        "tensor "
            + tensor
            + " has element type "
            + code
            + "; supported are float32, float64, int8, uint8, int32, int64 and bool");
  }

  double[] decode(ByteBuffer data) {
    double[] values = new double[data.remaining() / width];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (this) {
            case FLOAT -> data.getFloat();
            case DOUBLE -> data.getDouble();
            case INT32 -> data.getInt();
            case INT64 -> data.getLong();
            case INT8, BOOL -> data.get();
            case UINT8 -> data.get() & 0xff;
          };
    }
    return values;
  }
}
