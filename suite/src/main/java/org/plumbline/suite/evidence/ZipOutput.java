package org.plumbline.suite.evidence;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Writes an archive in the form that {@link StoredZip} says. */
final class ZipOutput implements Closeable {
  private final OutputStream out;
  private final List<StoredZip.Entry> entries = new ArrayList<>();
  private long position;

  ZipOutput(Path file) throws IOException {
    this.out = new BufferedOutputStream(Files.newOutputStream(file));
  }

  /**
   * @throws IOException if it cannot be written, or is more than the format has room for
   */
  void put(String name, byte[] content) throws IOException {
    if (!ArchiveName.isSafe(name)) {
      throw new IllegalArgumentException("'" + name + "' cannot be the name of an entry");
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    StoredZip.Entry entry =
        new StoredZip.Entry(name, (int) crc.getValue(), content.length, position);
    boolean isFull =
        entries.size() >= StoredZip.MOST_ENTRIES
            || entry.content() + content.length > StoredZip.MOST_BYTES;
    if (isFull) {
      throw new IOException(
          "an archive has room for 65534 entries and 4 GiB; split the suite, or leave networks"
              + " out of it");
    }
    entries.add(entry);
    write(entry.local());
    write(content);
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  /** Writes the directory. */
  void finish() throws IOException {
    long directory = position;
    for (StoredZip.Entry entry : entries) {
      write(entry.central());
    }
    write(StoredZip.end(entries.size(), position - directory, directory));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
