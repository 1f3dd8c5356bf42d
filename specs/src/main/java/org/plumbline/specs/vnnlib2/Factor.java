package org.plumbline.specs.vnnlib2;

import java.util.Comparator;

/**
 * One factor of a {@link Product}.
 *
 * @param isInput whether it is a free input, else it is an output
 * @param index of the free input, or of the output in {@link ElementOrder}
 */
public record Factor(boolean isInput, int index) implements Comparable<Factor> {
  private static final Comparator<Factor> ORDER =
      Comparator.comparing((Factor factor) -> !factor.isInput()).thenComparingInt(Factor::index);

  @Override
  public int compareTo(Factor other) {
    return ORDER.compare(this, other);
  }
}
