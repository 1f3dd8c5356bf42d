package org.plumbline.certificates.check;

import java.util.List;

/** What is left of an input box, in rationals. */
record ExactBox(Fraction[] low, Fraction[] high) {
  static ExactBox of(ExactBounds bounds) {
    return new ExactBox(bounds.lower()[0].clone(), bounds.upper()[0].clone());
  }

  /**
   * Removes where {@code form > limit}.
   *
   * @param margin by which an end must be beyond the other for nothing to be left
   * @return whether anything is left
   */
  boolean clip(ExactPass.Form form, Fraction limit, Fraction margin) {
    Fraction[] a = form.coefficients();
    Fraction slack = limit.minus(form.constant());
    for (int j = 0; j < low.length; j++) {
      slack = slack.minus(least(a[j], j));
    }
    for (int j = 0; j < low.length; j++) {
      if (a[j].signum() != 0) {
        Fraction end = slack.plus(least(a[j], j)).over(a[j]);
        if (a[j].signum() > 0) {
          high[j] = high[j].least(end);
        } else {
          low[j] = low[j].greatest(end);
        }
        if (low[j].minus(margin).compareTo(high[j]) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private Fraction least(Fraction c, int j) {
    return c.times(c.signum() > 0 ? low[j] : high[j]);
  }

  /** Narrows the inputs to the smallest box that holds all boxes, if there are any. */
  static void narrow(ExactBounds bounds, List<ExactBox> boxes) {
    for (int j = 0; j < bounds.lower()[0].length; j++) {
      int input = j;
      boxes.stream()
          .map(box -> box.low[input])
          .reduce(Fraction::least)
          .ifPresent(least -> bounds.raise(0, input, least));
      boxes.stream()
          .map(box -> box.high[input])
          .reduce(Fraction::greatest)
          .ifPresent(most -> bounds.reduce(0, input, most));
    }
  }
}
