package org.plumbline.suite.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Reads an archive in the form that {@link StoredZip} says, and no other: each record has to be the
 * one that follows from the name and content of its entry. Nothing is unpacked, so that an archive
 * takes no more room than its file; names lead nowhere.
 */
final class ZipInput implements Closeable {
  private static final int FIXED = 30;
  private static final int NAME_LENGTH = 26;
  private static final int CRC = 14;
  private static final int SIZE = 18;
  private static final long MOST_CONTENT = Integer.MAX_VALUE - 16L;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, StoredZip.Entry> entries = new LinkedHashMap<>();
  private long position;

  private ZipInput(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file);
  }

  /**
   * Reads all records.
   *
   * @throws EvidenceException naming the entry or the byte where it is not of the form
   */
  static ZipInput open(Path file) throws IOException {
    ZipInput input = new ZipInput(file);
    try {
      input.readAll();
      return input;
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private void readAll() throws IOException {
    while (signature() == StoredZip.LOCAL) {
      if (entries.size() >= StoredZip.MOST_ENTRIES) {
        throw refused("has more than " + StoredZip.MOST_ENTRIES + " entries");
      }
      entry();
    }
    if (signature() != StoredZip.CENTRAL) {
      throw lost();
    }
    long directory = position;
    for (StoredZip.Entry entry : entries.values()) {
      expect(entry.central(), "the directory's record of " + entry.name());
    }
    expect(
        StoredZip.end(entries.size(), position - directory, directory), "the end of the archive");
    if (position != channel.size()) {
      throw refused("something stands behind its end, at byte " + position);
    }
  }

  /** No record begins where one has to: the entry before it is damaged, or this place is. */
  private EvidenceException lost() throws IOException {
    for (StoredZip.Entry entry : entries.values()) {
      if (entry.content() + entry.size() == position) {
        content(entry.name());
      }
    }
    return channel.size() - position < 4
        ? refused("it ends at byte " + channel.size() + ", before its directory")
        : refused("at byte " + position + " begins neither an entry nor the directory");
  }

  private int signature() throws IOException {
    return channel.size() - position < 4 ? 0 : read(position, 4).getInt(0);
  }

  private void entry() throws IOException {
    ByteBuffer fixed = read(position, FIXED);
    int length = Short.toUnsignedInt(fixed.getShort(NAME_LENGTH));
    byte[] bytes = read(position + FIXED, Math.min(length, ArchiveName.MOST_LENGTH)).array();
    String name = new String(bytes, StandardCharsets.ISO_8859_1);
    if (length > ArchiveName.MOST_LENGTH || !ArchiveName.isSafe(name)) {
      throw refused("the entry at byte " + position + " has a name that is not allowed");
    }
    long size = Integer.toUnsignedLong(fixed.getInt(SIZE));
    StoredZip.Entry entry = new StoredZip.Entry(name, fixed.getInt(CRC), size, position);
    expect(entry.local(), "the record of " + name);
    if (size > MOST_CONTENT || size > channel.size() - position) {
      throw refused(name + " is said to have " + size + " bytes, more than there are");
    }
    if (entries.put(name, entry) != null) {
      throw refused(name + " is there twice");
    }
    position += size;
  }

  private void expect(byte[] record, String what) throws IOException {
    if (channel.size() - position < record.length) {
      throw refused("it ends at byte " + channel.size() + ", within " + what);
    }
    int different = Arrays.mismatch(record, read(position, record.length).array());
    if (different >= 0) {
      throw refused(
          "byte " + (position + different) + ", in " + what + ", is not what it has to be");
    }
    position += record.length;
  }

  private ByteBuffer read(long from, int length) throws IOException {
    ByteBuffer buffer = StoredZip.buffer(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw refused("it ends at byte " + channel.size());
      }
    }
    return buffer;
  }

  /** Entries by name, in the order of the file. */
  Map<String, StoredZip.Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /**
   * A content.
   *
   * @throws EvidenceException if there is no such entry, or its CRC is another
   */
  byte[] content(String name) throws IOException {
    StoredZip.Entry entry = entries.get(name);
    if (entry == null) {
      throw refused(name + " is missing");
    }
    byte[] content = read(entry.content(), (int) entry.size()).array();
    CRC32 crc = new CRC32();
    crc.update(content);
    if ((int) crc.getValue() != entry.crc()) {
      throw refused(name + " is damaged: its CRC is not the one that the archive says");
    }
    return content;
  }

  EvidenceException refused(String why) {
    return new EvidenceException(file + ": " + why);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
