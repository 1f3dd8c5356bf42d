package org.plumbline.specs.vnnlib2;

import java.util.Comparator;

/**
 * One number of a declared tensor.
 *
 * @param variable the tensor's place in {@link Document#variables()}
 * @param index row-major
 */
public record Element(int variable, long index) implements Comparable<Element> {
  private static final Comparator<Element> ORDER =
      Comparator.comparingInt(Element::variable).thenComparingLong(Element::index);

  @Override
  public int compareTo(Element other) {
    return ORDER.compare(this, other);
  }
}
