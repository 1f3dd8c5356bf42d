package org.plumbline.verifier.conflicts;

import java.util.List;

/**
 * Literals that do not hold together.
 *
 * @param reasons what shows it, one after the other: {@link Reason}
 */
record LearntConflict(int[] literals, List<Reason> reasons) {
  /**
   * Why a variable has its value, or why there is a conflict.
   *
   * @param isRow whether the index is one of a row, else of a learnt conflict
   * @param variable that gets its value so, or −1
   */
  record Reason(boolean isRow, int index, int variable) {}
}
