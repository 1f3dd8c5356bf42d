package org.plumbline.certificates.check;

/** Ends a check before its time. */
final class CheckEnd extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient CheckResult result;

  CheckEnd(CheckResult result) {
    super(result.toString(), null, false, false);
    this.result = result;
  }

  CheckResult result() {
    return result;
  }
}
