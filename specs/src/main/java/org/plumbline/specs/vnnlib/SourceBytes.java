package org.plumbline.specs.vnnlib;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a VNN-LIB file with their places: unpacked when they are gzipped (told by content),
 * without a byte-order mark of UTF-8. Holds one buffer, whatever the file's size.
 */
public final class SourceBytes {
  /** Most bytes of a file, after inflating. */
  public static final long MAX_BYTES = 1L << 30;

  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int MARK = 4;
  private static final long NEVER = -2;

  private final InputStream in;
  private final String file;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long before;
  private long lineStart;
  private long returned = NEVER;
  private int line = 1;

  private SourceBytes(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  /**
   * @param file the name for messages
   * @throws VnnLibParseException when the packing is damaged, or the text is in UTF-16 or UTF-32
   */
  public static SourceBytes open(InputStream in, String file) {
    try {
      PushbackInputStream text = new PushbackInputStream(inflated(in), MARK);
      byte[] start = new byte[MARK];
      int read = text.readNBytes(start, 0, MARK);
      String encoding = TextEncoding.foreign(start, read);
      if (encoding != null) {
        throw new VnnLibParseException(
            file,
            0,
            0,
            "the text is in "
                + encoding
                + ", and VNN-LIB is read in ASCII or UTF-8; convert it, for example with iconv");
      }
      int mark = TextEncoding.hasUtf8Mark(start, read) ? TextEncoding.UTF8_MARK_LENGTH : 0;
      text.unread(start, mark, read - mark);
      return new SourceBytes(text, file);
    } catch (EOFException | ZipException e) {
      throw new VnnLibParseException(file, 0, 0, "the gzip data is damaged or cut off");
    } catch (IOException e) {
      throw new VnnLibParseException(file, 0, 0, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * What the reader makes of a file.
   *
   * @throws VnnLibParseException when it is missing or unreadable, or by the reader
   */
  public static <T> T read(Path file, Function<InputStream, T> reader) {
    try (InputStream in = Files.newInputStream(file)) {
      return reader.apply(in);
    } catch (NoSuchFileException e) {
      throw new VnnLibParseException(file.toString(), 0, 0, "there is no such file");
    } catch (IOException e) {
      throw new VnnLibParseException(file.toString(), 0, 0, "cannot be read: " + e.getMessage());
    }
  }

  private static InputStream inflated(InputStream in) throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(in, 2);
    byte[] magic = new byte[2];
    int read = peeked.readNBytes(magic, 0, 2);
    peeked.unread(magic, 0, read);
    boolean gzip = read == 2 && (magic[0] & 0xff) == GZIP_FIRST && (magic[1] & 0xff) == GZIP_SECOND;
    return gzip ? new GZIPInputStream(peeked, 1 << 16) : peeked;
  }

  /** The next byte, from 0 to 255, or −1 at the end. */
  public int peek() {
    return at < filled || refill() ? buffer[at] & 0xff : -1;
  }

  /** Steps over the byte that {@link #peek} has shown. */
  public void advance() {
    byte c = buffer[at++];
    if (c == '\n' || c == '\r') {
      newLine(c);
    }
  }

  /** Steps over blanks and comments; the next byte, or −1 at the end. */
  public int skipBlank() {
    while (true) {
      int c = peek();
      if (c == ';') {
        skipLine();
      } else if (isBlank(c)) {
        advance();
      } else {
        return c;
      }
    }
  }

  /** Steps up to the parenthesis that closes what is open, past strings and comments. */
  public void skipToClose() {
    int open = 0;
    for (int c = skipBlank(); c >= 0 && (c != ')' || open > 0); c = skipBlank()) {
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      advance();
      if (c == '"' || c == '|') {
        skipQuoted(c);
      }
    }
  }

  private void skipQuoted(int quote) {
    for (int c = peek(); c >= 0; c = peek()) {
      advance();
      if (c == quote) {
        return;
      }
    }
  }

  /** Space, tab, ends of lines and of pages. */
  public static boolean isBlank(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
  }

  /** Line of the next byte, 1-based. */
  public int line() {
    return line;
  }

  /** Column of the next byte, 1-based. */
  public int column() {
    return (int) (before + at - lineStart + 1);
  }

  /** The name for messages. */
  public String file() {
    return file;
  }

  private void skipLine() {
    while (at < filled || refill()) {
      if (buffer[at] == '\n' || buffer[at] == '\r') {
        return;
      }
      at++;
    }
  }

  /** A line ends with a line feed, with a carriage return, or with the one after the other. */
  private void newLine(byte end) {
    boolean isSecond = end == '\n' && before + at == returned + 1;
    line += isSecond ? 0 : 1;
    lineStart = before + at;
    returned = end == '\r' ? lineStart : NEVER;
  }

  private boolean refill() {
    before += filled;
    at = 0;
    filled = 0;
    if (before > MAX_BYTES) {
      throw new VnnLibParseException(
          file,
          line,
          column(),
          "the file is longer than " + (MAX_BYTES >> 20) + " MiB (after inflating)");
    }
    try {
      filled = Math.max(0, in.read(buffer));
    } catch (EOFException | ZipException e) {
      throw new VnnLibParseException(file, line, 0, "the gzip data is damaged or cut off");
    } catch (IOException e) {
      throw new VnnLibParseException(file, line, 0, "cannot be read on: " + e.getMessage());
    }
    return filled > 0;
  }
}
