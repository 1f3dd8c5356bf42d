package org.plumbline.specs.vnnlib;

/** What an operator is applied to: a value or a formula. */
sealed interface Operand permits LinearTerm, Formula {
  /** What it costs to copy. */
  long size();
}
