package org.plumbline.specs.robustness;

/** How far an input may move. */
public enum Norm {
  /** Every value by at most ε on its own. */
  LINF
}
