package org.plumbline.specs.vnnlib;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.plumbline.specs.property.Decimals;

/**
 * Cuts a stream into the tokens of VNN-LIB. Holds one buffer and one word, whatever the file's
 * size; a file may inflate to at most {@link #MAX_BYTES}.
 */
final class Tokenizer {
  static final long MAX_BYTES = 1L << 30;

  /** Highest index of a variable. */
  static final int MAX_INDEX = 9_999_999;

  private static final int MAX_WORD = 4_096;

  private static final long NEVER = -2;

  /** Kinds of tokens. */
  enum Token {
    OPEN,
    CLOSE,
    /** X_i. */
    INPUT,
    /** Y_j. */
    OUTPUT,
    NUMBER,
    WORD,
    END
  }

  private final InputStream in;
  private final String file;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long before;
  private long lineStart;
  private long returned = NEVER;
  private int line = 1;

  private final byte[] word = new byte[MAX_WORD];
  private int length;
  private int tokenLine;
  private int tokenColumn;
  private int index;
  private BigDecimal number;

  Tokenizer(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  /** Moves to the next token. */
  Token next() {
    int c = skipBlank();
    tokenLine = line;
    tokenColumn = (int) (before + at - lineStart + 1);
    if (c < 0) {
      length = 0;
      return Token.END;
    }
    if (c == '(' || c == ')') {
      at++;
      word[0] = (byte) c;
      length = 1;
      return c == '(' ? Token.OPEN : Token.CLOSE;
    }
    readWord();
    return classify();
  }

  /** Line of the last token, 1-based. */
  int line() {
    return tokenLine;
  }

  /** Column of the last token, 1-based. */
  int column() {
    return tokenColumn;
  }

  /** i of the last INPUT, j of the last OUTPUT. */
  int index() {
    return index;
  }

  /** The last NUMBER, exact. */
  BigDecimal number() {
    return number;
  }

  /** The last token as it stands in the file, unprintable characters replaced. */
  String text() {
    return length == 0
        ? "end of file"
        : new String(word, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{C}", "?");
  }

  /** An error at the last token. */
  VnnLibParseException error(String message) {
    return new VnnLibParseException(file, tokenLine, tokenColumn, message);
  }

  private int skipBlank() {
    while (at < filled || refill()) {
      byte c = buffer[at];
      if (c == '\n' || c == '\r') {
        at++;
        newLine(c);
      } else if (c == ' ' || c == '\t' || c == '\f') {
        at++;
      } else if (c == ';') {
        skipLine();
      } else {
        return c & 0xff;
      }
    }
    return -1;
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

  private void readWord() {
    length = 0;
    while (at < filled || refill()) {
      byte c = buffer[at];
      if (c == '(' || c == ')' || c == ';' || c == ' ' || c == '\n' || c == '\r' || c == '\t'
          || c == '\f') {
        return;
      }
      if (length == MAX_WORD) {
        length = 20;
        throw error("a word that begins with '" + text() + "' is longer than " + MAX_WORD);
      }
      word[length++] = c;
      at++;
    }
  }

  private Token classify() {
    byte first = word[0];
    if ((first == 'X' || first == 'Y') && length > 2 && word[1] == '_' && readIndex()) {
      return first == 'X' ? Token.INPUT : Token.OUTPUT;
    }
    boolean signed = (first == '-' || first == '+') && length > 1;
    byte head = signed ? word[1] : first;
    if (head == '.' || head >= '0' && head <= '9') {
      readNumber();
      return Token.NUMBER;
    }
    return Token.WORD;
  }

  private boolean readIndex() {
    int value = 0;
    for (int k = 2; k < length; k++) {
      if (word[k] < '0' || word[k] > '9') {
        return false;
      }
      value = 10 * value + (word[k] - '0');
      if (value > MAX_INDEX) {
        throw error("variable " + text() + ": indices end at " + MAX_INDEX);
      }
    }
    index = value;
    return true;
  }

  private void readNumber() {
    try {
      number = Decimals.parse(word, length);
    } catch (NumberFormatException e) {
      String shown = length <= 40 ? text() : new String(word, 0, 40, StandardCharsets.UTF_8) + "…";
      throw error("number " + shown + ": " + e.getMessage());
    }
  }

  private boolean refill() {
    before += filled;
    at = 0;
    filled = 0;
    if (before > MAX_BYTES) {
      throw error("the file is longer than " + (MAX_BYTES >> 20) + " MiB (after inflating)");
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

  /** Whether the last token is this word. */
  boolean is(String expected) {
    if (length != expected.length()) {
      return false;
    }
    for (int k = 0; k < length; k++) {
      if (word[k] != expected.charAt(k)) {
        return false;
      }
    }
    return true;
  }
}
