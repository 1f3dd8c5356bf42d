package org.plumbline.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.plumbline.network.model.ParseException;

/**
 * Protocol-buffer wire format over one slice of a file: fields one after another. Every length is
 * checked against the slice, so that a damaged file ends in a message and not in an array error.
 */
final class WireReader {
  private final String file;
  private final byte[] bytes;
  private final int end;
  private int at;
  private int wireType;

  WireReader(String file, byte[] bytes, int start, int end) {
    this.file = file;
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Number of the next field, or 0 at the end of the slice. */
  int nextField() {
    if (at >= end) {
      return 0;
    }
    long tag = varint();
    wireType = (int) (tag & 7);
    long field = tag >>> 3;
    if (field <= 0 || field > Integer.MAX_VALUE) {
      throw error("field number " + field);
    }
    return (int) field;
  }

  boolean hasMore() {
    return at < end;
  }

  boolean isLengthDelimited() {
    return wireType == 2;
  }

  long varint() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw error("the file ends inside a number");
      }
      byte next = bytes[at++];
      result |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return result;
      }
    }
    throw error("a number of more than ten bytes");
  }

  float fixed32() {
    return buffer(4).getFloat();
  }

  double fixed64() {
    return buffer(8).getDouble();
  }

  private ByteBuffer buffer(int length) {
    require(length);
    at += length;
    return ByteBuffer.wrap(bytes, at - length, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A length-delimited field as a reader of its own. */
  WireReader message() {
    int length = length();
    at += length;
    return new WireReader(file, bytes, at - length, at);
  }

  String string() {
    int length = length();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /** A length-delimited field without a copy, little-endian. */
  ByteBuffer data() {
    return buffer(length());
  }

  private int length() {
    if (wireType != 2) {
      throw error("wire type " + wireType + " where a length-delimited field belongs");
    }
    long length = varint();
    require(length);
    return (int) length;
  }

  private void require(long length) {
    if (length < 0 || length > end - at) {
      throw error("a field of " + length + " bytes where " + (end - at) + " are left");
    }
  }

  void skip() {
    switch (wireType) {
      case 0 -> varint();
      case 1 -> buffer(8);
      case 2 -> data();
      case 5 -> buffer(4);
      default -> throw error("wire type " + wireType);
    }
  }

  ParseException error(String what) {
    return new ParseException(
        file, "not a readable ONNX file: " + what + " at byte " + at + "; is the file complete?");
  }
}
