package org.plumbline.reference.property;

import org.plumbline.reference.tensor.ReferenceException;

/**
 * The tokens of both versions of VNN-LIB: parentheses and what stands between blanks; in 2.0
 * brackets and commas, too, and strings where they are expected. A comment goes from a semicolon to
 * the end of its line, which is a line feed or, in 1.0, a carriage return (SMT-LIB 2.6, section
 * 3.1). Does a carriage return by itself end one in 2.0? A comment that holds one is refused.
 */
final class PropertyTokens {
  /** What is a token by itself. */
  enum Lexis {
    FIRST("()"),
    SECOND("()[],");

    private final String single;

    Lexis(String single) {
      this.single = single;
    }
  }

  private static final String BLANKS = "; \t\n\r";

  private final Lexis lexis;
  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;
  private String token;
  private int tokenStart;

  PropertyTokens(Lexis lexis, String text) {
    this.lexis = lexis;
    this.text = text;
    this.at = text.startsWith("\ufeff") ? 1 : 0;
  }

  /** Goes to the next token: one by itself, an atom, or null at the end. */
  String next() {
    skipBlanks();
    tokenStart = at;
    if (at == text.length()) {
      token = null;
      return null;
    }
    char first = text.charAt(at++);
    if (lexis.single.indexOf(first) < 0) {
      while (at < text.length() && isOfAtom(text.charAt(at))) {
        at++;
      }
      checkAtom();
    }
    token = text.substring(tokenStart, at);
    return token;
  }

  /** The token that {@link #next} went to. */
  String token() {
    return token;
  }

  /** Whether the next token is this parenthesis; then it goes there. */
  boolean goesTo(String expected) {
    skipBlanks();
    if (!text.startsWith(expected, at)) {
      return false;
    }
    next();
    return true;
  }

  /** Goes to the next token, a string of 2.0 in quotes, and returns what it stands for. */
  String string() {
    skipBlanks();
    tokenStart = at;
    if (!text.startsWith("\"", at)) {
      next();
      throw refuse("expected is a string in quotes");
    }
    StringBuilder string = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) >= ' '; at++) {
      char c = text.charAt(at);
      if (c == '"') {
        token = text.substring(tokenStart, ++at);
        return string.toString();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    token = text.substring(tokenStart, at);
    throw refuse("the string does not end in its line");
  }

  private char escaped() {
    at++;
    char c = at < text.length() ? text.charAt(at) : ' ';
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      default -> {
        token = text.substring(tokenStart, Math.min(at, text.length()));
        throw refuse("a backslash stands before \", \\, n or t");
      }
    };
  }

  /**
   * Goes to the next token, which has to be this one.
   *
   * @throws ReferenceException if it is another one
   */
  void expect(String expected) {
    if (!expected.equals(next())) {
      throw refuse("expected is " + expected);
    }
  }

  /** A refusal at the current token. */
  ReferenceException refuse(String why) {
    String found = token == null ? "the file ends" : "\"" + shortened() + "\"";
    int column = tokenStart - lineStart + 1;
    return new ReferenceException(
        "line " + line + ", column " + column + ": " + found + ": " + why);
  }

  private String shortened() {
    return token.length() > 60 ? token.substring(0, 60) + "…" : token;
  }

  private void skipBlanks() {
    boolean isComment = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        checkEnd(isComment);
        isComment = false;
        startLine(c);
      } else if (c == ';') {
        isComment = true;
      } else if (isComment) {
        checkComment(c);
      } else if (c != ' ' && c != '\t') {
        return;
      }
    }
  }

  private void checkEnd(boolean isComment) {
    if (isComment
        && lexis == Lexis.SECOND
        && !text.startsWith("\r\n", at)
        && text.charAt(at) == '\r') {
      throw new ReferenceException(
          "line " + line + ": the comment holds a carriage return, which may end it");
    }
  }

  /** A line feed behind a carriage return belongs to it. */
  private void startLine(char c) {
    boolean isSecond = c == '\n' && at > 0 && text.charAt(at - 1) == '\r';
    line += isSecond ? 0 : 1;
    lineStart = at + 1;
  }

  /** Some programs end a line, and so a comment, at these, too. */
  private void checkComment(char c) {
    if (c == '\u000b' || c == '\f' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
      throw new ReferenceException(
          String.format("line %d: the comment holds U+%04X, which may end it", line, (int) c));
    }
  }

  private boolean isOfAtom(char c) {
    return lexis.single.indexOf(c) < 0 && BLANKS.indexOf(c) < 0;
  }

  private void checkAtom() {
    for (int i = tokenStart; i < at; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || c == '"' || c == '|') {
        String what = String.format("U+%04X is not expected outside of a comment", (int) c);
        token = text.substring(tokenStart, at);
        throw refuse(what);
      }
    }
  }
}
