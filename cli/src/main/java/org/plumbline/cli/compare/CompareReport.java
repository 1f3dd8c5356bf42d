package org.plumbline.cli.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.cli.options.BoxOptions;
import org.plumbline.cli.output.BuildVersion;
import org.plumbline.cli.output.HumanReport;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.verify.JoinedWitness;
import org.plumbline.question.JoinedQuestion;
import org.plumbline.verifier.contract.Verdict;

/**
 * What {@code plumbline compare} says of two networks.
 *
 * @param first A, as the command line names it
 * @param second B
 */
record CompareReport(Path first, Path second) {
  private static final String NOTHING = ": nothing was proved in time";

  /**
   * @param asked in words
   */
  void print(String asked, Outcome outcome, Optional<JoinedQuestion> question, PrintWriter out) {
    out.println("Asked of " + first + " (A) and " + second + " (B): whether " + asked + ".");
    out.println();
    if (outcome.verdict() instanceof Verdict.Holds holds) {
      out.println("HOLDS: for no input of the set.");
      out.println("How sure: " + HumanReport.words(holds.assurance()));
    } else if (outcome.verdict() instanceof Verdict.Violated violated) {
      out.println("VIOLATED: here is an input; Xf and Yf are of A, Xg and Yg of B.");
      question.ifPresent(joined -> JoinedWitness.print(joined, violated, out));
      out.println("How sure: " + HumanReport.words(violated.counterexample()));
    } else if (outcome.verdict() instanceof Verdict.Unknown unknown) {
      out.println("UNDECIDED: " + unknown.reason() + ".");
    }
    out.printf(
        Locale.ROOT, "Time: %.2f s, %,d subproblems.%n", outcome.seconds(), outcome.subproblems());
    out.flush();
  }

  void print(LargestDifference found, double seconds, PrintWriter out) {
    out.println("Largest difference of an output of " + first + " and " + second + ":");
    out.println("  at least " + found.seen() + ", which an input shows");
    out.println("  at most" + found.proved().map(CompareReport::words).orElse(NOTHING));
    out.printf(Locale.ROOT, "Time: %.2f s.%n", seconds);
    out.flush();
  }

  private static String words(LargestDifference.Bound bound) {
    return " " + bound.value().toPlainString() + ", " + HumanReport.words(bound.how().assurance());
  }

  void identify(JsonGenerator to, ComparedNetworks networks, BoxOptions box) throws IOException {
    to.writeStringField("first", first.toString());
    to.writeStringField("firstSha256", networks.firstDigest());
    to.writeStringField("second", second.toString());
    to.writeStringField("secondSha256", networks.secondDigest());
    box.write(to);
  }

  void write(OutputFile json, LargestDifference found, ComparedNetworks networks, BoxOptions box)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator to = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      to.writeStartObject();
      to.writeStringField("version", new BuildVersion().getVersion()[0]);
      identify(to, networks, box);
      to.writeNumberField("atLeast", found.seen());
      if (found.proved().isPresent()) {
        LargestDifference.Bound bound = found.proved().get();
        to.writeNumberField("atMost", bound.value());
        to.writeStringField("assurance", bound.how().assurance().name().toLowerCase(Locale.ROOT));
      }
      to.writeEndObject();
    }
    json.write(text + "\n");
  }
}
