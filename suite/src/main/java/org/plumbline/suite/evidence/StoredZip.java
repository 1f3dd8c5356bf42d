package org.plumbline.suite.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Records of a ZIP file (PKWARE's <em>APPNOTE</em>, sections 4.3.7, 4.3.12 and 4.3.16) in the one
 * form that is written and accepted here: entries are stored and not compressed, all of one time,
 * without extra fields, comments or gaps. So every byte of an archive follows from the names and
 * contents of its entries, and none can be changed unnoticed. Any program reads it.
 */
final class StoredZip {
  /** What the format has room for without its extension to 64 bits. */
  static final int MOST_ENTRIES = 0xfffe;

  static final long MOST_BYTES = 0xfffffff0L;

  static final int LOCAL = 0x04034b50;
  static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final short VERSION = 10;

  /** 1980-01-01, the first day that the format knows. */
  private static final short DATE = 0x21;

  private StoredZip() {}

  /**
   * One entry.
   *
   * @param offset of its local header
   */
  record Entry(String name, int crc, long size, long offset) {
    /** Where its content begins. */
    long content() {
      return offset + local().length;
    }

    /** The record before the content. */
    byte[] local() {
      byte[] name = bytes();
      ByteBuffer header = buffer(30 + name.length);
      header.putInt(LOCAL).putShort(VERSION);
      fields(header, name);
      return header.put(name).array();
    }

    /** The record in the directory. */
    byte[] central() {
      byte[] name = bytes();
      ByteBuffer header = buffer(46 + name.length);
      header.putInt(CENTRAL).putShort(VERSION).putShort(VERSION);
      fields(header, name);
      header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      return header.putInt((int) offset).put(name).array();
    }

    private void fields(ByteBuffer header, byte[] name) {
      header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort(DATE);
      header.putInt(crc).putInt((int) size).putInt((int) size);
      header.putShort((short) name.length).putShort((short) 0);
    }

    private byte[] bytes() {
      return name.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The last record. */
  static byte[] end(int entries, long directorySize, long directoryOffset) {
    ByteBuffer end = buffer(22);
    end.putInt(END).putShort((short) 0).putShort((short) 0);
    end.putShort((short) entries).putShort((short) entries);
    return end.putInt((int) directorySize).putInt((int) directoryOffset).array();
  }

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
