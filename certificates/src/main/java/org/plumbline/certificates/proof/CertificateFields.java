package org.plumbline.certificates.proof;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** Reads the fields of a certificate, and counts the memory and the objects that they take. */
final class CertificateFields {
  /** More of the smallest kinds at one place are malformed. */
  static final int CHUNK = 1 << 16;

  private final DataInputStream in;
  private final int size;
  private final long most;
  private long left;
  private long mostObjects;
  private long objects;

  /**
   * @param size bytes of the file
   * @param most bytes of memory that the certificate may take
   */
  CertificateFields(DataInputStream in, int size, long most) {
    this.in = in;
    this.size = size;
    this.most = most;
    this.left = most;
  }

  /** Allows as many objects as a file with some cases may have. */
  void allowObjects(int cases) {
    mostObjects = CertificateFormat.mostObjects(size, cases);
  }

  boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  float[] multipliers() throws IOException, MalformedCertificateException {
    int count = number();
    if (count > CHUNK) {
      throw new MalformedCertificateException(count + " multipliers");
    }
    float[] multipliers = new float[count];
    for (int k = 0; k < count; k++) {
      multipliers[k] = single();
    }
    return multipliers;
  }

  int[] ascending() throws IOException, MalformedCertificateException {
    charge(CertificateFormat.OBJECT_BYTES);
    int count = number();
    int[] values = new int[Math.min(count, CHUNK)];
    long before = -1;
    for (int k = 0; k < count; k++) {
      charge(Integer.BYTES);
      if (k == values.length) {
        values = Arrays.copyOf(values, Math.min(count, 2 * values.length));
      }
      before += number() + 1L;
      if (before > Integer.MAX_VALUE / 16) {
        throw new MalformedCertificateException("there is no neuron " + before);
      }
      values[k] = (int) before;
    }
    return values;
  }

  byte[] bytes() throws IOException, MalformedCertificateException {
    int count = number();
    charge(count);
    byte[] values = in.readNBytes(count);
    if (values.length < count) {
      throw new EOFException();
    }
    return values;
  }

  <T> T choice(T[] values, String what) throws IOException, MalformedCertificateException {
    int index = octet();
    if (index >= values.length) {
      throw new MalformedCertificateException("there is no " + what + " " + index);
    }
    return values[index];
  }

  boolean flag() throws IOException, MalformedCertificateException {
    int value = octet();
    if (value > 1) {
      throw new MalformedCertificateException(value + " is neither true nor false");
    }
    return value == 1;
  }

  double real() throws IOException, MalformedCertificateException {
    charge(Double.BYTES);
    return in.readDouble();
  }

  float single() throws IOException, MalformedCertificateException {
    charge(Float.BYTES);
    return in.readFloat();
  }

  int octet() throws IOException, MalformedCertificateException {
    charge(1);
    return in.readUnsignedByte();
  }

  int number() throws IOException, MalformedCertificateException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (value > Integer.MAX_VALUE) {
          throw new MalformedCertificateException("the number " + value + " is too large");
        }
        return (int) value;
      }
    }
    throw new MalformedCertificateException("a number of more than five bytes");
  }

  /** Objects may each cost the checker a pass over the network: a small file has few of them. */
  void chargeObject() throws MalformedCertificateException {
    charge(CertificateFormat.OBJECT_BYTES);
    objects++;
    if (objects > mostObjects) {
      throw new MalformedCertificateException(
          "more than "
              + mostObjects
              + " nodes, steps, rows and claims for a file of "
              + size
              + " bytes, which no search needs");
    }
  }

  void charge(long bytes) throws MalformedCertificateException {
    left -= bytes;
    if (left < 0) {
      throw new MalformedCertificateException(
          "it takes more than " + most + " bytes of memory; maybe -Xmx gives Java more");
    }
  }
}
