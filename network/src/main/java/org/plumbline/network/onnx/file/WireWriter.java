package org.plumbline.network.onnx.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes protocol-buffer fields. */
public final class WireWriter {
  private byte[] bytes = new byte[64];
  private int length;

  public WireWriter integer(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  public WireWriter float32(int field, float value) {
    varint((long) field << 3 | 5);
    littleEndian(Float.floatToRawIntBits(value), 4);
    return this;
  }

  public WireWriter text(int field, String value) {
    return data(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public WireWriter message(int field, WireWriter message) {
    varint((long) field << 3 | 2);
    varint(message.length);
    reserve(message.length);
    System.arraycopy(message.bytes, 0, bytes, length, message.length);
    length += message.length;
    return this;
  }

  public WireWriter data(int field, byte[] data) {
    WireWriter content = new WireWriter();
    content.bytes = data;
    content.length = data.length;
    return message(field, content);
  }

  /** The lowest {@code width} bytes of a number, without a field tag. */
  public void littleEndian(long bits, int width) {
    reserve(width);
    for (int i = 0; i < width; i++) {
      bytes[length++] = (byte) (bits >>> 8 * i);
    }
  }

  void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void reserve(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(2 * length, 1 << 30)));
    }
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
