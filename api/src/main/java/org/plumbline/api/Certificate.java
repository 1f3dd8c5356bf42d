package org.plumbline.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A proof that somebody else can check: {@code plumbline check}, {@link CertificateCheck}, or a
 * program of one's own by {@code docs/certificate-format.md}.
 */
public final class Certificate {
  private final byte[] bytes;

  private Certificate(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A certificate of such a content; whether it is one is said by {@link CertificateCheck}.
   *
   * @param bytes of the file, copied
   * @return the certificate
   */
  public static Certificate of(byte[] bytes) {
    return new Certificate(bytes.clone());
  }

  /**
   * Reads a file.
   *
   * @param file the certificate
   * @return what stands in it; whether it is a certificate is said by {@link CertificateCheck}
   * @throws IOException if it cannot be read
   */
  public static Certificate read(Path file) throws IOException {
    return new Certificate(Files.readAllBytes(file));
  }

  /**
   * Writes it to a file, and replaces what is there.
   *
   * @param file where to
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.write(file, bytes);
  }

  /**
   * What is written.
   *
   * @return a copy of the bytes
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Certificate that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "a certificate of " + bytes.length + " bytes";
  }
}
