package org.plumbline.cli.verify;

import java.util.Optional;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.question.JoinedQuestion;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Verdict;

/**
 * The result file of VNN-COMP. The first line is the outcome; after {@code sat} follows one list in
 * parentheses of the pairs {@code (X_0 value)} … {@code (Y_n value)} in the order of their indices,
 * which the competition's scripts read by Python's {@code float}. Inputs are written in full, so
 * that they read back as exactly the point that was replayed, inside its box. What a property in
 * VNN-LIB 2.0 declares is written as that standard has it.
 */
public final class ResultFile {
  private ResultFile() {}

  static void write(OutputFile file, Outcome outcome, Optional<JoinedQuestion> joined) {
    String word = joined.map(question -> word(question, outcome)).orElse(outcome.word());
    StringBuilder text = new StringBuilder(word).append('\n');
    if (joined.isPresent() && word.equals(outcome.word())) {
      JoinedWitness.of(joined.get(), outcome.verdict()).ifPresent(text::append);
    } else if (joined.isEmpty() && outcome.verdict() instanceof Verdict.Violated violated) {
      append(violated.counterexample(), text);
    }
    file.write(text.toString());
  }

  /** A violation in real numbers that its witness in float32 does not show is no sat. */
  public static String word(JoinedQuestion question, Outcome outcome) {
    return outcome.verdict() instanceof Verdict.Violated violated
            && !question.isConfirmed(violated.counterexample())
        ? "unknown"
        : outcome.word();
  }

  private static void append(Counterexample counterexample, StringBuilder text) {
    text.append('(');
    for (int i = 0; i < counterexample.point().length; i++) {
      append("X", i, counterexample.point()[i].toString(), text);
    }
    for (int i = 0; i < counterexample.outputs().length; i++) {
      append("Y", i, number(counterexample.outputs()[i]), text);
    }
    text.setLength(text.length() - 1);
    text.append(")\n");
  }

  private static void append(String name, int index, String value, StringBuilder text) {
    text.append('(').append(name).append('_').append(index).append(' ').append(value).append(")\n");
  }

  /** An output that the property does not speak of may have overflowed. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Double.toString(value);
  }
}
