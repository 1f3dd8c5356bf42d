package org.plumbline.verifier.branching.parts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Arrays as bytes, packed. Never makes room for more than there is, nor reads more than a share of
 * the heap, however well it is packed.
 */
final class PartBytes {
  private static final int CHUNK = 1 << 16;

  /** Unpacked bytes are at most one part in so many; boxed numbers take up to four times theirs. */
  private static final int SHARE_OF_HEAP = 16;

  private PartBytes() {}

  /** Writes something. */
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  /** Reads something. */
  interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException if the bytes are none that {@link #written} gives
   */
  static <T> T read(byte[] bytes, Reading<T> reading) throws IOException {
    return read(bytes, reading, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** The same, of at most so many bytes once they are unpacked. */
  static <T> T read(byte[] bytes, Reading<T> reading, long most) throws IOException {
    InputStream unpacked = new InflaterInputStream(new ByteArrayInputStream(bytes));
    try (DataInputStream in = new DataInputStream(new Limited(unpacked, most))) {
      T read = reading.from(in);
      if (in.read() >= 0) {
        throw new IOException("something follows its end");
      }
      return read;
    }
  }

  static void bytes(byte[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    out.write(values);
  }

  static byte[] bytes(DataInputStream in) throws IOException {
    int size = size(in);
    byte[] values = in.readNBytes(size);
    if (values.length < size) {
      throw new EOFException("it ends too early");
    }
    return values;
  }

  static void doubles(double[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static double[] doubles(DataInputStream in) throws IOException {
    List<Double> values = list(in, DataInputStream::readDouble);
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static void ints(int[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  static int[] ints(DataInputStream in) throws IOException {
    return list(in, DataInputStream::readInt).stream().mapToInt(Integer::intValue).toArray();
  }

  static void floats(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  static float[] floats(DataInputStream in) throws IOException {
    List<Float> read = list(in, DataInputStream::readFloat);
    float[] values = new float[read.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read.get(i);
    }
    return values;
  }

  /** A number of things, and then these. */
  static <T> List<T> list(DataInputStream in, Reading<T> reading) throws IOException {
    int size = size(in);
    List<T> values = new ArrayList<>(Math.min(size, CHUNK));
    for (int i = 0; i < size; i++) {
      values.add(reading.from(in));
    }
    return values;
  }

  private static int size(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0) {
      throw new IOException("a number of " + size + " values");
    }
    return size;
  }

  /** Ends with an exception where more is read than there may be. */
  private static final class Limited extends FilterInputStream {
    private final long most;
    private long left;

    Limited(InputStream in, long most) {
      super(in);
      this.most = most;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int read = super.read(to, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("it unpacks to more than " + most + " bytes");
      }
    }
  }
}
