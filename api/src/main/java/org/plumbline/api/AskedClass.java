package org.plumbline.api;

import java.util.List;

/**
 * The class that a question of local robustness asks about, and what the network makes of the input
 * itself. Where they differ no answer speaks of robustness.
 *
 * @param label the class asked about, from 0
 * @param own classes of the greatest output at the input itself, in double arithmetic: one, or
 *     several that are equal; none where an output is not a number
 */
public record AskedClass(int label, List<Integer> own) {

  /**
   * Copies the list.
   *
   * @param label as above
   * @param own as above
   */
  public AskedClass {
    own = List.copyOf(own);
  }

  /**
   * Whether the network gives the input itself just the class asked about.
   *
   * @return false where it gives another one, several or none
   */
  public boolean isOwn() {
    return own.equals(List.of(label));
  }
}
