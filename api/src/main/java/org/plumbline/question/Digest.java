package org.plumbline.question;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.samples.Unpacked;

/** SHA-256 of what a certificate speaks of. */
public final class Digest {
  private Digest() {}

  /** Of all that is left of a stream. */
  public static byte[] of(InputStream content) throws IOException {
    MessageDigest digest = sha256();
    new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
    return digest.digest();
  }

  /** Of the contents of files, one after the other, each of which may be packed by gzip. */
  public static byte[] of(List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files) {
      try (InputStream content = new DigestInputStream(Unpacked.open(file), digest)) {
        content.transferTo(OutputStream.nullOutputStream());
      }
    }
    return digest.digest();
  }

  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] of(byte[] content) {
    return sha256().digest(content);
  }

  /** Nothing where nothing is taken for granted. */
  public static byte[] of(Premise premise) {
    return premise.isEmpty() ? new byte[0] : of(premise.text());
  }

  /** As it is written for people. */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256", e);
    }
  }
}
