package org.plumbline.specs.vnnlib;

/** What an operator is applied to: a value or a formula. */
public sealed interface Operand permits LinearTerm, NormalForm {
  /** What it costs to copy. */
  long size();
}
