package org.plumbline.specs.samples;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The content of a file that may be packed by gzip. */
public final class Unpacked {
  private static final int MAGIC = 0x1f8b;

  private Unpacked() {}

  public static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    try {
      return of(raw);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * The content of a stream that may be packed by gzip.
   *
   * @param raw that can go back to a mark
   */
  public static InputStream of(InputStream raw) throws IOException {
    raw.mark(2);
    int magic = raw.read() << 8 | raw.read();
    raw.reset();
    return magic == MAGIC ? new GZIPInputStream(raw) : raw;
  }
}
