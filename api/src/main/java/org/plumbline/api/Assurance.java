package org.plumbline.api;

/** How far a proof can be trusted, from little to much. */
public enum Assurance {
  /** Floating-point computation whose rounding errors were not accounted for. */
  NUMERIC,
  /** Every bound had its rounding error subtracted, but no certificate was checked. */
  ROUNDED,
  /**
   * A checker that shares no code with the search accepted a certificate, and a second reading of
   * the files agreed with the first.
   */
  CERTIFIED
}
