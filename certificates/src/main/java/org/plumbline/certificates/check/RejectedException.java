package org.plumbline.certificates.check;

/** A node breaks a rule. */
final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient CheckResult.Rejected result;

  RejectedException(String where, String rule, String why) {
    super(rule + " at " + where + ": " + why, null, false, false);
    this.result = new CheckResult.Rejected(where, rule, why);
  }

  CheckResult.Rejected result() {
    return result;
  }
}
