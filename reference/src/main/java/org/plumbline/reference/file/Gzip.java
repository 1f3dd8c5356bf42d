package org.plumbline.reference.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.plumbline.reference.tensor.ReferenceException;

/** Files that may be gzipped. */
public final class Gzip {
  /** The greatest size of an unpacked file, one GiB. */
  private static final int MOST_BYTES = 1 << 30;

  private Gzip() {}

  /**
   * The bytes as they are, or unpacked if they are gzipped.
   *
   * @throws ReferenceException if they cannot be unpacked or are too many
   */
  public static byte[] unpack(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
      return bytes;
    }
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] unpacked = stream.readNBytes(MOST_BYTES + 1);
      if (unpacked.length > MOST_BYTES) {
        throw new ReferenceException("the unpacked file has more than " + MOST_BYTES + " bytes");
      }
      return unpacked;
    } catch (IOException e) {
      throw new ReferenceException("no gzip file: " + e.getMessage(), e);
    }
  }
}
