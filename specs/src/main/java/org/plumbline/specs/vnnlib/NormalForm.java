package org.plumbline.specs.vnnlib;

/** A formula in disjunctive normal form. No conjunct: false. A conjunct without atoms: true. */
public sealed interface NormalForm extends Operand permits Atom, Disjunction {
  int conjuncts();

  /** One alternative; all of its atoms hold together. */
  Atom[] conjunct(int k);

  /** Atoms of all conjuncts. */
  long atoms();

  @Override
  default long size() {
    return atoms() + conjuncts();
  }
}
