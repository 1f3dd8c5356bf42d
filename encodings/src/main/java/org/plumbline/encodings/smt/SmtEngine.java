package org.plumbline.encodings.smt;

/** The SMT solvers that work wherever Plumbline is installed. */
public enum SmtEngine {
  /** Native code, unpacked when it is first used. */
  Z3,
  /** Plain Java, slower. */
  SMTINTERPOL
}
