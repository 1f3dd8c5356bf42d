package org.plumbline.suite.summary;

/**
 * Characters that XML 1.0 and HTML may contain (<em>Extensible Markup Language 1.0</em>, fifth
 * edition, production 2): others become U+FFFD.
 */
public final class Characters {
  private static final int INSTEAD = 0xfffd;

  private Characters() {}

  /** With nothing that a parser refuses. */
  public static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().map(c -> isLegal(c) ? c : INSTEAD).forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c < 0x7f)
        || (c > 0x9f && c < 0xd800)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  /** As text or the value of an attribute in HTML and SVG. */
  public static String escaped(String text) {
    return legal(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
