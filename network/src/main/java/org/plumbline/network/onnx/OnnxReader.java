package org.plumbline.network.onnx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.plumbline.network.model.Network;

/**
 * Reads ONNX files, plain or gzipped (told apart by their first bytes), without a protobuf library:
 * loading one would cost more than most networks take to verify. A file may be of 1 GiB, inflated,
 * and hold 2²⁸ tensor elements.
 */
public final class OnnxReader {
  private static final int MOST_BYTES = 1 << 30;

  /** Deflate cannot shrink by more: what a file claims to inflate to is believed up to this. */
  private static final long MOST_EXPANSION = 1032;

  private OnnxReader() {}

  /** Reads and lowers a network. */
  public static Network read(Path path) throws IOException {
    return new OnnxLowering(model(path)).lower();
  }

  /** Reads a model without lowering it. */
  public static OnnxModel model(Path path) throws IOException {
    String file = path.toString();
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = limited(file, in, Math.min(MOST_BYTES, Files.size(path)));
    }
    return parse(file, bytes);
  }

  /**
   * Parses the bytes of a model, gzipped or not.
   *
   * @param file name for messages
   */
  public static OnnxModel parse(String file, byte[] bytes) {
    boolean isZipped = bytes.length >= 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    return new ModelParser(file).parse(isZipped ? unzip(file, bytes) : bytes);
  }

  private static byte[] unzip(String file, byte[] bytes) {
    int n = bytes.length;
    long claimed = 0;
    for (int i = n - 1; i >= Math.max(0, n - 4); i--) {
      claimed = claimed << 8 | bytes[i] & 0xff;
    }
    claimed = Math.min(claimed, Math.min(MOST_BYTES, MOST_EXPANSION * n));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      return limited(file, in, claimed);
    } catch (IOException e) {
      throw new OnnxParseException(file, "not a readable gzip file: " + e.getMessage());
    }
  }

  /** All bytes of a stream that probably has {@code expected} of them. */
  private static byte[] limited(String file, InputStream in, long expected) throws IOException {
    byte[] bytes = new byte[(int) Math.max(1 << 10, expected + 1)];
    int length = 0;
    for (int read = in.read(bytes); read >= 0; ) {
      length += read;
      if (length > MOST_BYTES) {
        throw new OnnxParseException(file, "has more than 1 GiB (inflated, if it is gzipped)");
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      read = in.read(bytes, length, bytes.length - length);
    }
    return Arrays.copyOf(bytes, length);
  }
}
