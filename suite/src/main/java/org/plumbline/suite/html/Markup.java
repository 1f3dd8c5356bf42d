package org.plumbline.suite.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.plumbline.suite.summary.Characters;

/**
 * Writes HTML that is XML as well: whatever is text is escaped, and whatever was opened is closed.
 */
final class Markup {
  private static final Set<String> INLINE = Set.of("a", "b", "code", "i", "span");

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * @param attributes such as {@code class="bad"}, known to be sound; empty for none
   */
  Markup open(String element, String attributes) {
    text.append('<').append(element).append(attributes.isEmpty() ? "" : " ").append(attributes);
    text.append('>');
    open.push(element);
    return this;
  }

  Markup open(String element) {
    return open(element, "");
  }

  /** The element that was opened last. */
  Markup close() {
    String element = open.pop();
    text.append("</").append(element).append('>').append(INLINE.contains(element) ? "" : "\n");
    return this;
  }

  Markup text(String words) {
    text.append(Characters.escaped(words));
    return this;
  }

  Markup element(String element, String attributes, String words) {
    return open(element, attributes).text(words).close();
  }

  Markup element(String element, String words) {
    return element(element, "", words);
  }

  /** Markup that is known to be sound. */
  Markup raw(String markup) {
    text.append(markup);
    return this;
  }

  /** A row of a table. */
  Markup row(String cell, String... words) {
    open("tr");
    for (String word : words) {
      element(cell, word);
    }
    return close();
  }

  /**
   * @throws IllegalStateException if something is open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return text.toString();
  }
}
