package org.plumbline.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.GZIPInputStream;
import org.plumbline.specs.query.Premise;

/** SHA-256 of what a certificate speaks of. */
final class Digest {
  private static final int GZIP_MAGIC = 0x1f8b;

  private Digest() {}

  /** Of a file's content, which may be packed by gzip. */
  static byte[] of(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      int magic = raw.read() << 8 | raw.read();
      raw.reset();
      MessageDigest digest = sha256();
      try (InputStream content =
          new DigestInputStream(magic == GZIP_MAGIC ? new GZIPInputStream(raw) : raw, digest)) {
        content.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return digest.digest();
    }
  }

  static byte[] of(String text) {
    return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing where nothing is taken for granted. */
  static byte[] of(Premise premise) {
    return premise.isEmpty() ? new byte[0] : of(premise.text());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256", e);
    }
  }
}
