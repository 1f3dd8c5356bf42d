package org.plumbline.specs.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Two classes, and on how many neurons their patterns say opposite things. If there is one, no
 * input follows both: the pair is structurally unambiguous.
 */
public record PatternPair(int first, int second, int conflicts) {
  public boolean isDisjoint() {
    return conflicts > 0;
  }

  /** All pairs, the class of the first below that of the second. */
  public static List<PatternPair> of(List<ClassPattern> patterns) {
    List<PatternPair> pairs = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      for (int j = i + 1; j < patterns.size(); j++) {
        ClassPattern one = patterns.get(i);
        ClassPattern other = patterns.get(j);
        int conflicts = one.pattern().conflicts(other.pattern()).size();
        pairs.add(new PatternPair(one.label(), other.label(), conflicts));
      }
    }
    return pairs;
  }
}
