package org.plumbline.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;

/** The answer in words. */
public final class HumanReport {
  private static final int SHOWN_VALUES = 20;

  private final PrintWriter out;

  public HumanReport(PrintWriter out) {
    this.out = out;
  }

  /**
   * @param question null when its reading did not end
   */
  public void print(Question question, Outcome outcome) {
    if (question != null) {
      out.println(question.property().describe().strip());
      out.println();
    }
    if (outcome.verdict() instanceof Verdict.Holds holds) {
      out.println(
          question.property().cases().isEmpty()
              ? "HOLDS trivially: the property asks for something that no input can be."
              : "HOLDS: no input of the set does that.");
      out.println("How sure: " + words(holds.assurance()));
      tellOfRoundings(question);
    } else if (outcome.verdict() instanceof Verdict.Violated violated) {
      out.println("VIOLATED: here is an input that does it.");
      print(question, violated.counterexample());
      tellOfRoundings(question);
    } else if (outcome.verdict() instanceof Verdict.Unknown unknown) {
      out.println("UNDECIDED: " + unknown.reason() + ".");
    }
    out.printf(
        Locale.ROOT, "Time: %.2f s, %,d subproblems.%n", outcome.seconds(), outcome.subproblems());
    out.flush();
  }

  /** Real numbers leave out what a model rounds by itself, to integers or to 16 bits. */
  private void tellOfRoundings(Question question) {
    if (question.parts().isEmpty()) {
      return;
    }
    List<String> nodes = question.parts().get(0).get().network().reading().unknownInFloat32();
    if (!nodes.isEmpty()) {
      out.println(
          "Speaks of: real numbers. What a runtime rounds is left out: "
              + nodes.get(0)
              + (nodes.size() == 1 ? "." : ", and " + (nodes.size() - 1) + " more."));
    }
  }

  public static String words(Assurance assurance) {
    return switch (assurance) {
      case NUMERIC -> "numeric (rounding errors of the computation were not accounted for)";
      case ROUNDED -> "rounded (every bound had its rounding error subtracted; no certificate)";
      case CERTIFIED -> "certified (an independent checker accepted the certificate)";
    };
  }

  private void print(Question question, Counterexample counterexample) {
    boolean isPoint = !varies(question);
    print("X", counterexample.inputs(), i -> isPoint || varies(question, i));
    print("Y", counterexample.outputs(), i -> true);
    if (!counterexample.violated().inequalities().isEmpty()) {
      out.println("It reaches: " + counterexample.violated());
    }
    out.println("How sure: " + words(counterexample));
  }

  public static String words(Counterexample counterexample) {
    String replay =
        counterexample.inFloat32()
            ? "; evaluation in float32 agrees"
            : "; evaluation in float32 does not show it, the margin is below its rounding errors";
    return switch (counterexample.classification()) {
      case STRICT ->
          Double.isInfinite(counterexample.margin())
              ? "replayed" + replay
              : "replayed, inside the unsafe set by " + counterexample.margin() + replay;
      case TIE -> "replayed exactly, on the boundary, which belongs to the unsafe set" + replay;
      case FLOAT32_ONLY ->
          "replayed in float32, one sum after the other; real numbers do not show it";
      case WITHIN_TOLERANCE -> "misses the unsafe set, though by very little";
    };
  }

  private static boolean varies(Question question) {
    return IntStream.range(0, question.property().inputs()).anyMatch(i -> varies(question, i));
  }

  private static boolean varies(Question question, int input) {
    return question.property().cases().stream().anyMatch(part -> part.inputs().varies(input));
  }

  /** The values worth a line, at most {@value #SHOWN_VALUES} of them. */
  private void print(String name, double[] values, IntPredicate isWorthALine) {
    int shown = 0;
    for (int i = 0; i < values.length && shown < SHOWN_VALUES; i++) {
      if (isWorthALine.test(i)) {
        out.println("  " + name + "_" + i + " = " + shortest(values[i]));
        shown++;
      }
    }
    if (shown < values.length) {
      out.printf("  … and %d more; --result-file or --json writes all%n", values.length - shown);
    }
  }

  /** The shortest decimal of a float32 value as such, of any other double as a double. */
  private static String shortest(double value) {
    return (float) value == value ? Float.toString((float) value) : Double.toString(value);
  }
}
