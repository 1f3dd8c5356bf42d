package org.plumbline.cli.verify;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.plumbline.question.JoinedQuestion;
import org.plumbline.verifier.contract.Verdict;

/** A counterexample with the names that a property in VNN-LIB 2.0 declares. */
public final class JoinedWitness {
  private static final int SHOWN = 60;

  private JoinedWitness() {}

  /** As the standard writes it; empty where there is none. */
  public static Optional<String> of(JoinedQuestion question, Verdict verdict) {
    if (!(verdict instanceof Verdict.Violated violated)) {
      return Optional.empty();
    }
    return Optional.of(question.witness(violated.counterexample()));
  }

  /** What is worth showing of it. */
  public static void print(JoinedQuestion question, Verdict verdict, PrintWriter out) {
    boolean isWritten =
        verdict instanceof Verdict.Violated violated
            && question.isConfirmed(violated.counterexample());
    List<String> lines = isWritten ? of(question, verdict).orElse("").lines().toList() : List.of();
    if (!lines.isEmpty()) {
      out.println("As declared:");
    }
    lines.stream().limit(SHOWN).forEach(line -> out.println("  " + line));
    if (lines.size() > SHOWN) {
      out.println("  … and " + (lines.size() - SHOWN) + " more; --result-file writes all");
    }
    out.flush();
  }
}
