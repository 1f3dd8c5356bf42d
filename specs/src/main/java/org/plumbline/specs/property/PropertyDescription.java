package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** A property in words for a reader who knows the system, not the file format. */
final class PropertyDescription {
  private static final int LISTED_CASES = 3;
  private static final int LISTED_INPUTS = 8;
  private static final int LONG_NUMBER = 20;
  private static final MathContext SHORT = new MathContext(7);

  private PropertyDescription() {}

  static String describe(Property property) {
    List<Case> cases = property.cases();
    if (cases.isEmpty()) {
      return "Nothing is asked: every case contradicts itself, so no input is unsafe.";
    }
    List<String> lines = new ArrayList<>();
    if (cases.size() > 1) {
      lines.add(count(cases.size(), "region") + " of inputs, each with a claim of its own:");
    }
    for (Case part : cases.subList(0, Math.min(cases.size(), LISTED_CASES))) {
      lines.add(inputs(part.inputs()));
      lines.add("  " + OutputClaim.of(part.unsafe(), property.outputs()));
    }
    if (cases.size() > LISTED_CASES) {
      lines.add("… and " + count(cases.size() - LISTED_CASES, "more region"));
    }
    if (!property.choices().isEmpty()) {
      lines.add(
          "  for inputs in one alternative each of "
              + count(property.choices().size(), "choice")
              + " over inputs");
    }
    return String.join("\n", lines);
  }

  private static String inputs(DecimalBox box) {
    List<Integer> varying = new ArrayList<>();
    for (int i = 0; i < box.size(); i++) {
      if (box.varies(i)) {
        varying.add(i);
      }
    }
    if (varying.isEmpty()) {
      return "For the one input point given (" + count(box.size(), "value") + "):";
    }
    String extent =
        varying.size() == box.size()
            ? (box.size() == 1 ? "the one input varies" : "all " + box.size() + " inputs vary")
            : varying.size() + " of " + count(box.size(), "input") + " vary, the others are fixed";
    return varying.size() <= LISTED_INPUTS
        ? "For every input where " + ranges(box, varying) + " (" + extent + "):"
        : "For every input in a box where " + extent + ", " + widths(box, varying) + ":";
  }

  private static String ranges(DecimalBox box, List<Integer> varying) {
    List<String> ranges = new ArrayList<>();
    for (int i : varying) {
      ranges.add("X_" + i + " in [" + number(box.lower()[i]) + ", " + number(box.upper()[i]) + "]");
    }
    return String.join(", ", ranges);
  }

  private static String widths(DecimalBox box, List<Integer> varying) {
    BigDecimal lowest = null;
    BigDecimal highest = null;
    BigDecimal widest = BigDecimal.ZERO;
    for (int i : varying) {
      lowest = lowest == null ? box.lower()[i] : lowest.min(box.lower()[i]);
      highest = highest == null ? box.upper()[i] : highest.max(box.upper()[i]);
      widest = widest.max(box.upper()[i].subtract(box.lower()[i]));
    }
    return "each over a range of at most "
        + number(widest)
        + ", within ["
        + number(lowest)
        + ", "
        + number(highest)
        + "]";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Exact where that is short, else marked as rounded. */
  static String number(BigDecimal value) {
    String exact = Decimals.text(value);
    return exact.length() <= LONG_NUMBER ? exact : "≈" + Decimals.text(value.round(SHORT));
  }
}
