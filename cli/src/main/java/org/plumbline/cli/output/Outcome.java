package org.plumbline.cli.output;

import org.plumbline.verifier.contract.Verdict;

/**
 * What a command reports.
 *
 * @param seconds from the start of the command
 * @param subproblems looked at by the search
 */
public record Outcome(Verdict verdict, double seconds, long subproblems) {

  public ExitCode exitCode() {
    if (verdict instanceof Verdict.Holds) {
      return ExitCode.HOLDS;
    }
    return verdict instanceof Verdict.Violated ? ExitCode.VIOLATED : ExitCode.UNDECIDED;
  }

  /** The VNN-COMP word. */
  public String word() {
    if (verdict instanceof Verdict.Holds) {
      return "unsat";
    } else if (verdict instanceof Verdict.Violated) {
      return "sat";
    }
    return ((Verdict.Unknown) verdict).cause() == Verdict.Cause.TIMEOUT ? "timeout" : "unknown";
  }
}
