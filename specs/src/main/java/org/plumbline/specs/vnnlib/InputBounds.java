package org.plumbline.specs.vnnlib;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;

/** The tightest bounds met so far, and whether they are strict. An end not met is null. */
public final class InputBounds {
  /** A side of an interval. */
  public enum End {
    LOWER("lower", ">="),
    UPPER("upper", "<=");

    private final String word;
    private final String relation;

    End(String word, String relation) {
      this.word = word;
      this.relation = relation;
    }

    /** {@code lower}. */
    public String word() {
      return word;
    }

    /** {@code >=}. */
    public String relation() {
      return relation;
    }
  }

  private final BigDecimal[] lower;
  private final BigDecimal[] upper;
  private final boolean[] lowerStrict;
  private final boolean[] upperStrict;

  /** No bounds. */
  public InputBounds(int inputs) {
    lower = new BigDecimal[inputs];
    upper = new BigDecimal[inputs];
    lowerStrict = new boolean[inputs];
    upperStrict = new boolean[inputs];
  }

  private InputBounds(InputBounds other) {
    lower = other.lower.clone();
    upper = other.upper.clone();
    lowerStrict = other.lowerStrict.clone();
    upperStrict = other.upperStrict.clone();
  }

  int size() {
    return lower.length;
  }

  InputBounds copy() {
    return new InputBounds(this);
  }

  /** Takes the bound where it is tighter. */
  public void tighten(Atom.Bound bound) {
    BigDecimal[] ends = bound.upper() ? upper : lower;
    boolean[] stricts = bound.upper() ? upperStrict : lowerStrict;
    int i = bound.input();
    int order = ends[i] == null ? 0 : bound.value().compareTo(ends[i]);
    if (ends[i] == null || (bound.upper() ? order < 0 : order > 0)) {
      ends[i] = bound.value();
      stricts[i] = bound.strict();
    } else if (order == 0) {
      stricts[i] |= bound.strict();
    }
  }

  /** Whether no input satisfies the bounds. */
  public boolean isEmpty() {
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] != null && upper[i] != null) {
        int order = lower[i].compareTo(upper[i]);
        if (order > 0 || order == 0 && (lowerStrict[i] || upperStrict[i])) {
          return true;
        }
      }
    }
    return false;
  }

  /** The lower end met so far, or null. */
  public BigDecimal lower(int input) {
    return lower[input];
  }

  /** The upper end met so far, or null. */
  public BigDecimal upper(int input) {
    return upper[input];
  }

  /** Whether every input has both ends. */
  boolean isComplete() {
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] == null || upper[i] == null) {
        return false;
      }
    }
    return true;
  }

  /** Demands both ends of every input. */
  void requireComplete(BoundRule rule) throws RefusedException {
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] == null || upper[i] == null) {
        throw new RefusedException(rule.missing(i, lower[i] == null ? End.LOWER : End.UPPER));
      }
    }
  }

  /** The closed box. */
  DecimalBox box() {
    return new DecimalBox(lower, upper);
  }

  /** Number of {@link #strictEnds}. */
  long countStrictEnds() {
    long count = 0;
    for (int i = 0; i < lower.length; i++) {
      count += (lowerStrict[i] ? 1 : 0) + (upperStrict[i] ? 1 : 0);
    }
    return count;
  }

  /** The strict ends, which the closed box does not tell. */
  List<LinearInequality> strictEnds() {
    List<LinearInequality> strict = new ArrayList<>();
    for (int i = 0; i < lower.length; i++) {
      if (lowerStrict[i]) {
        strict.add(LinearInequality.ofInput(i, BigDecimal.ONE.negate(), lower[i].negate(), true));
      }
      if (upperStrict[i]) {
        strict.add(LinearInequality.ofInput(i, BigDecimal.ONE, upper[i], true));
      }
    }
    return strict;
  }
}
