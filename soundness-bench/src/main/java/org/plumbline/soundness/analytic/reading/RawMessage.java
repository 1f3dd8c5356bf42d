package org.plumbline.soundness.analytic.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A protocol-buffer message as its fields stand in a file, so that they can be written otherwise
 * than a writer would: twice, in parts, longer than they need be (<em>Protocol Buffers:
 * Encoding</em>).
 */
final class RawMessage {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final List<Field> fields;

  private RawMessage(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /**
   * One field.
   *
   * @param content its bytes, without the tag and without the length that some have
   */
  record Field(int number, int wireType, byte[] content) {
    static Field integer(int number, long value) {
      return new Field(number, VARINT, varint(value));
    }

    static Field data(int number, byte[] content) {
      return new Field(number, DELIMITED, content);
    }

    static Field text(int number, String content) {
      return data(number, content.getBytes(StandardCharsets.UTF_8));
    }

    static Field message(int number, Field... content) {
      return data(number, RawMessage.of(List.of(content)).bytes());
    }

    /** Numbers of a repeated field, without tags between them. */
    static Field packed(int number, long... values) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      for (long value : values) {
        content.writeBytes(varint(value));
      }
      return data(number, content.toByteArray());
    }

    RawMessage message() {
      return RawMessage.of(content);
    }
  }

  static RawMessage of(List<Field> fields) {
    return new RawMessage(fields);
  }

  /** Cuts bytes that a writer made. */
  static RawMessage of(byte[] bytes) {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int afterTag = at + varintLength(bytes, at);
      int tag = (int) varint(bytes, at);
      int start = (tag & 7) == DELIMITED ? afterTag + varintLength(bytes, afterTag) : afterTag;
      int length =
          switch (tag & 7) {
            case VARINT -> varintLength(bytes, start);
            case FIXED32 -> Float.BYTES;
            case DELIMITED -> (int) varint(bytes, afterTag);
            default -> throw new IllegalArgumentException("wire type " + (tag & 7));
          };
      at = start + length;
      fields.add(new Field(tag >>> 3, tag & 7, Arrays.copyOfRange(bytes, start, at)));
    }
    return new RawMessage(fields);
  }

  private static int varintLength(byte[] bytes, int start) {
    int length = 1;
    while (bytes[start + length - 1] < 0) {
      length++;
    }
    return length;
  }

  private static long varint(byte[] bytes, int start) {
    long value = 0;
    for (int k = 0; k < varintLength(bytes, start); k++) {
      value |= (long) (bytes[start + k] & 0x7f) << 7 * k;
    }
    return value;
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  List<Field> fields() {
    return fields;
  }

  Field first(int number) {
    return fields.stream().filter(field -> field.number() == number).findFirst().orElseThrow();
  }

  /** The same with other fields where one stands that is looked for. */
  RawMessage replacing(Predicate<Field> isWanted, Field... others) {
    List<Field> changed = new ArrayList<>();
    for (Field field : fields) {
      changed.addAll(isWanted.test(field) ? List.of(others) : List.of(field));
    }
    return new RawMessage(changed);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      out.writeBytes(varint((long) field.number() << 3 | field.wireType()));
      if (field.wireType() == DELIMITED) {
        out.writeBytes(varint(field.content().length));
      }
      out.writeBytes(field.content());
    }
    return out.toByteArray();
  }
}
