package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.vnnlib.SourceBytes;
import org.plumbline.specs.vnnlib.VnnLibParseException;

/** Cuts a text into the tokens of VNN-LIB 2.0. Holds one word, whatever the file's size. */
final class Lexer {
  private static final int MAX_WORD = 4_096;
  private static final int SHOWN = 40;

  /** What a writer may put behind a whole number: {@code .0}. */
  private static final int POINT_ZERO = 2;

  /** Kinds of tokens. */
  enum Token {
    OPEN,
    CLOSE,
    OPEN_SHAPE,
    CLOSE_SHAPE,
    COMMA,
    NUMBER,
    /** A name, a keyword or an operator. */
    WORD,
    STRING,
    END
  }

  private final SourceBytes source;
  private final byte[] word = new byte[MAX_WORD];
  private int length;
  private Position position = new Position(1, 1);
  private BigDecimal number;

  Lexer(SourceBytes source) {
    this.source = source;
  }

  /** Moves to the next token. */
  Token next() {
    int c = start();
    switch (c) {
      case -1 -> {
        return Token.END;
      }
      case '(', ')', '[', ']', ',' -> {
        source.advance();
        keep(c);
        return punctuation(c);
      }
      case '"' -> {
        readString();
        return Token.STRING;
      }
      case '<', '>', '=', '!' -> {
        readWhile(Lexer::isComparison);
        return Token.WORD;
      }
      default -> {
        return word(c);
      }
    }
  }

  /** Moves to the next token and reads it as the number of a version: all up to a parenthesis. */
  String version() {
    start();
    readWhile(c -> c != '(' && c != ')' && c != ';' && !SourceBytes.isBlank(c));
    return text();
  }

  private int start() {
    int c = source.skipBlank();
    position = new Position(source.line(), source.column());
    length = 0;
    return c;
  }

  private static Token punctuation(int c) {
    return switch (c) {
      case '(' -> Token.OPEN;
      case ')' -> Token.CLOSE;
      case '[' -> Token.OPEN_SHAPE;
      case ']' -> Token.CLOSE_SHAPE;
      default -> Token.COMMA;
    };
  }

  private Token word(int first) {
    if (first == '+' || first == '*') {
      source.advance();
      keep(first);
      return Token.WORD;
    }
    readWhile(Lexer::isPartOfWord);
    boolean negative = word[0] == '-' && length > 1;
    byte head = word[negative ? 1 : 0];
    if (head == '.' || head >= '0' && head <= '9') {
      readNumber(negative ? 1 : 0);
      return Token.NUMBER;
    }
    return Token.WORD;
  }

  private static boolean isComparison(int c) {
    return c == '<' || c == '>' || c == '=' || c == '!';
  }

  private static boolean isPartOfWord(int c) {
    return switch (c) {
      case '(', ')', '[', ']', ',', ';', '"', '<', '>', '=', '!', '*' -> false;
      default -> !SourceBytes.isBlank(c);
    };
  }

  private void readWhile(IntPredicate part) {
    for (int c = source.peek(); c >= 0 && part.test(c); c = source.peek()) {
      keep(c);
      source.advance();
    }
  }

  private void keep(int c) {
    if (length == MAX_WORD) {
      throw error(
          "a word that begins with '" + shown(SHOWN) + "' is longer than " + MAX_WORD + " bytes");
    }
    word[length++] = (byte) c;
  }

  private String shown(int count) {
    return new String(word, 0, count, StandardCharsets.UTF_8).replaceAll("\\p{C}", "?");
  }

  /** {@code digits [. digits]}, from this place. */
  private void readNumber(int from) {
    int points = 0;
    for (int k = from; k < length; k++) {
      boolean point = word[k] == '.' && k > from && k + 1 < length && points++ == 0;
      if (!point && (word[k] < '0' || word[k] > '9')) {
        throw error(
            "'"
                + brief()
                + "' is no number: VNN-LIB 2.0 writes digits, or digits, a point and digits, with"
                + " no exponent and no '+'");
      }
    }
    if (points == 0 && length > Decimals.MAX_LENGTH - POINT_ZERO) {
      throw error("number " + brief() + " is too long");
    }
    try {
      number = Decimals.parse(word, length);
    } catch (NumberFormatException e) {
      throw error("number " + brief() + ": " + e.getMessage());
    }
  }

  /** The beginning of the last token. */
  String brief() {
    return length <= SHOWN ? shown(length) : shown(SHOWN) + "…";
  }

  private void readString() {
    source.advance();
    for (int c = source.peek(); c != '"'; c = source.peek()) {
      if (c < 0 || c == '\n' || c == '\r') {
        throw error("this string does not end on its line");
      }
      source.advance();
      keep(c == '\\' ? escaped() : c);
    }
    source.advance();
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(word, 0, length));
    } catch (CharacterCodingException e) {
      throw error("this string is not in UTF-8");
    }
  }

  private int escaped() {
    int c = source.peek();
    if (c >= 0) {
      source.advance();
    }
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      default -> throw error("in strings a backslash stands before \", \\, n or t only");
    };
  }

  /** Steps up to the parenthesis that closes the command. */
  void skipToClose() {
    source.skipToClose();
  }

  /** Where the last token begins. */
  Position position() {
    return position;
  }

  /** The last NUMBER, exact. */
  BigDecimal number() {
    return number;
  }

  /** The last token; a string without its quotes and escapes. */
  String text() {
    return new String(word, 0, length, StandardCharsets.UTF_8);
  }

  /** The last token for messages, unprintable characters replaced. */
  String shown() {
    return length == 0 ? "end of file" : brief();
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

  /** Moves on and demands this token. */
  void expect(Token expected, String shown) {
    Token token = next();
    if (token == Token.END && expected != Token.END) {
      throw error("the file ends where " + shown + " is expected");
    }
    if (token != expected) {
      throw error(shown + " is expected, not '" + shown() + "'");
    }
  }

  /** An error at the last token. */
  VnnLibParseException error(String message) {
    return error(position, message);
  }

  VnnLibParseException error(Position place, String message) {
    return new VnnLibParseException(source.file(), place.line(), place.column(), message);
  }
}
