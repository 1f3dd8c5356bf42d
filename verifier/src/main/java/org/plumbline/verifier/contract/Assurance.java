package org.plumbline.verifier.contract;

/** How far a proof can be trusted; only the certificate checker upgrades to {@link #CERTIFIED}. */
public enum Assurance {
  /** Found by floating-point computation whose rounding errors were not accounted for. */
  NUMERIC,
  /** Every bound used had its rounding error subtracted. */
  ROUNDED,
  /** An independent checker accepted a certificate. */
  CERTIFIED
}
