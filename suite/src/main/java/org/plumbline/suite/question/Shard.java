package org.plumbline.suite.question;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a suite whose questions are dealt out like cards, so that each part has some of each
 * requirement.
 *
 * @param number of the part, from 1
 * @param of parts in all
 */
public record Shard(int number, int of) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /** Checks the numbers. */
  public Shard {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException("there is no part " + number + " of " + of);
    }
  }

  /**
   * Reads {@code K/N}.
   *
   * @throws IllegalArgumentException if it is none, in words
   */
  public static Shard parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no part such as 2/8");
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The questions of this part. */
  public List<Asked> of(List<Asked> questions) {
    List<Asked> own = new ArrayList<>();
    for (int i = number - 1; i < questions.size(); i += of) {
      own.add(questions.get(i));
    }
    return own;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
