package org.plumbline.network.onnx.file;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Protocol-buffer wire format over one slice of a file: fields one after another. Every length is
 * checked against the slice, so that a damaged file ends in a message and not in an array error.
 */
public final class WireReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  /** Field numbers have 29 bits. */
  private static final int LARGEST_FIELD = (1 << 29) - 1;

  private final String file;
  private final byte[] bytes;
  private final int end;
  private int at;
  private int wireType;

  public WireReader(String file, byte[] bytes, int start, int end) {
    this.file = file;
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** The slices of one file one after the other. */
  static WireReader joined(List<WireReader> slices) {
    long length = slices.stream().mapToLong(slice -> slice.end - slice.at).sum();
    byte[] all = new byte[Math.toIntExact(length)];
    int next = 0;
    for (WireReader slice : slices) {
      System.arraycopy(slice.bytes, slice.at, all, next, slice.end - slice.at);
      next += slice.end - slice.at;
    }
    return new WireReader(slices.get(0).file, all, 0, all.length);
  }

  /** The rest of the slice once more. */
  WireReader again() {
    return new WireReader(file, bytes, at, end);
  }

  /** Whether the slice starts with the mark of a gzip file. */
  public boolean isZipped() {
    return end - at >= 2 && bytes[at] == 0x1f && bytes[at + 1] == (byte) 0x8b;
  }

  /** The whole slice as a stream. */
  public ByteArrayInputStream stream() {
    return new ByteArrayInputStream(bytes, at, end - at);
  }

  /** The last four bytes of the slice: where gzip files keep their inflated size. */
  public long lastUnsigned32() {
    long value = 0;
    for (int i = end - 1; i >= Math.max(at, end - 4); i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  /** Number of the next field, or 0 at the end of the slice. */
  int nextField() {
    if (at >= end) {
      return 0;
    }
    long tag = rawVarint();
    wireType = (int) (tag & 7);
    long field = tag >>> 3;
    if (field <= 0 || field > LARGEST_FIELD) {
      throw error("field number " + field);
    }
    return (int) field;
  }

  boolean hasMore() {
    return at < end;
  }

  boolean isDelimited() {
    return wireType == DELIMITED;
  }

  long varint() {
    require(VARINT);
    return rawVarint();
  }

  /** A number of a field of 32 bits: what is above them is dropped. */
  int varint32() {
    return (int) varint();
  }

  /** The next number of a packed field, which has no tag. */
  long rawVarint() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw error("the data ends inside a number");
      }
      byte next = bytes[at++];
      result |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return result;
      }
    }
    throw error("a number of more than ten bytes");
  }

  /** How many numbers the rest of a packed field holds. */
  int countVarints() {
    int count = 0;
    for (int i = at; i < end; i++) {
      count += bytes[i] >= 0 ? 1 : 0;
    }
    return count;
  }

  float fixed32() {
    require(FIXED32);
    return slice(4).getFloat();
  }

  double fixed64() {
    require(FIXED64);
    return slice(8).getDouble();
  }

  /** A length-delimited field as a reader of its own. */
  WireReader message() {
    int length = length();
    at += length;
    return new WireReader(file, bytes, at - length, at);
  }

  /** A text; two that differ must not be read as the same, so it has to be UTF-8. */
  String string() {
    ByteBuffer text = slice(length());
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw error("a text that is not UTF-8");
    }
  }

  /** A length-delimited field without a copy, little-endian. */
  ByteBuffer data() {
    return slice(length());
  }

  private ByteBuffer slice(long length) {
    requireBytes(length);
    at += (int) length;
    return ByteBuffer.wrap(bytes, at - (int) length, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int length() {
    require(DELIMITED);
    long length = rawVarint();
    requireBytes(length);
    return (int) length;
  }

  private void require(int expected) {
    if (wireType != expected) {
      throw error("wire type " + wireType + " where " + expected + " belongs");
    }
  }

  private void requireBytes(long length) {
    if (length < 0 || length > end - at) {
      throw error("a field of " + length + " bytes where " + (end - at) + " are left");
    }
  }

  void skip() {
    switch (wireType) {
      case VARINT -> rawVarint();
      case FIXED64 -> slice(8);
      case DELIMITED -> slice(length());
      case FIXED32 -> slice(4);
      default -> throw error("wire type " + wireType);
    }
  }

  OnnxParseException error(String what) {
    return new OnnxParseException(
        file, "not a readable ONNX file: " + what + " at byte " + at + "; is the file complete?");
  }

  OnnxParseException refusal(String what) {
    return new OnnxParseException(file, what);
  }
}
