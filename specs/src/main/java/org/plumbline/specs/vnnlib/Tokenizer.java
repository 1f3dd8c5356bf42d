package org.plumbline.specs.vnnlib;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.plumbline.specs.property.Decimals;

/** Cuts a text into the tokens of VNN-LIB 1.0. Holds one word, whatever the file's size. */
final class Tokenizer {
  /** Highest index of a variable. */
  static final int MAX_INDEX = 9_999_999;

  private static final int MAX_WORD = 4_096;

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

  private final SourceBytes source;
  private final byte[] word = new byte[MAX_WORD];
  private int length;
  private int tokenLine;
  private int tokenColumn;
  private int index;
  private BigDecimal number;

  Tokenizer(SourceBytes source) {
    this.source = source;
  }

  /** Moves to the next token. */
  Token next() {
    int c = source.skipBlank();
    tokenLine = source.line();
    tokenColumn = source.column();
    if (c < 0) {
      length = 0;
      return Token.END;
    }
    if (c == '(' || c == ')') {
      source.advance();
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
    return new VnnLibParseException(source.file(), tokenLine, tokenColumn, message);
  }

  private void readWord() {
    length = 0;
    for (int c = source.peek(); c >= 0 && !endsWord(c); c = source.peek()) {
      if (length == MAX_WORD) {
        length = 20;
        throw error("a word that begins with '" + text() + "' is longer than " + MAX_WORD);
      }
      word[length++] = (byte) c;
      source.advance();
    }
  }

  private static boolean endsWord(int c) {
    return c == '(' || c == ')' || c == ';' || SourceBytes.isBlank(c);
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

  /** Steps up to the parenthesis that closes the command. */
  void skipToClose() {
    source.skipToClose();
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
