package org.plumbline.suite.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The word that is fewest insertions, deletions and replacements away from another one, by the
 * recurrence of Wagner and Fischer, <em>The String-to-String Correction Problem</em>, 1974.
 */
record NearestWord(Collection<String> words) {
  private static final int MOST_LETTERS = 64;

  /** Empty where more than half of the letters would change. */
  Optional<String> to(String other) {
    return words.stream()
        .filter(word -> other.length() <= MOST_LETTERS && distance(word, other) <= most(other))
        .min(Comparator.comparingInt((String w) -> distance(w, other)).thenComparing(w -> w));
  }

  private static int most(String other) {
    return Math.max(1, other.length() / 2);
  }

  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
