package org.plumbline.cli.dlv;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.plumbline.cli.options.ClassifierInput;
import org.plumbline.cli.output.HumanReport;
import org.plumbline.cli.output.Outcome;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.dlv.Adversarial;
import org.plumbline.verifier.dlv.Certification;
import org.plumbline.verifier.dlv.Conclusion;
import org.plumbline.verifier.dlv.Distances;
import org.plumbline.verifier.dlv.LayerwiseOptions;
import org.plumbline.verifier.dlv.LayerwiseReport;
import org.plumbline.verifier.dlv.search.SearchResult;

/** What a layer-by-layer verification found out, in words. */
final class DlvReport {
  private static final int SHOWN_DIMENSIONS = 24;

  private final PrintWriter out;
  private final LayerwiseOptions options;
  private final ClassifierInput input;

  DlvReport(PrintWriter out, LayerwiseOptions options, ClassifierInput input) {
    this.out = out;
    this.options = options;
    this.input = input;
  }

  /**
   * @param report empty when the time was up before there was one
   */
  void print(Optional<LayerwiseReport> report, Outcome outcome) {
    if (report.isPresent()) {
      print(report.get());
      print(report.get().conclusion());
      line("Queries: %,d. Time: %.2f s.", report.get().queries(), outcome.seconds());
    } else {
      line("UNDECIDED: %s.", ((Verdict.Unknown) outcome.verdict()).reason());
      line("Time: %.2f s.", outcome.seconds());
    }
    out.flush();
  }

  private void print(LayerwiseReport report) {
    String expected =
        input.label().isPresent() ? " (labelled " + input.label().getAsInt() + ")" : "";
    line("Input: %s", input.words());
    line("Class: %d%s, confidence %.4f %%", report.label(), expected, 100 * report.confidence());
    line(
        "Region: %d of %,d values move by up to %d × %s to either side",
        report.dimensions().length,
        report.region().activation().length,
        options.spans(),
        options.span());
    line("Dimensions: %s", dimensions(report.dimensions()));
    report.searches().forEach(this::print);
    report.certification().ifPresent(this::print);
    out.println();
  }

  private static String dimensions(int[] all) {
    String shown =
        Arrays.stream(all)
            .limit(SHOWN_DIMENSIONS)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "));
    return all.length > SHOWN_DIMENSIONS
        ? shown + " … and " + (all.length - SHOWN_DIMENSIONS) + " more"
        : shown;
  }

  private void print(SearchResult result) {
    line(
        "Layer %d: %,d points searched%s, %,d keep the class",
        result.layer(), result.points(), result.isExhaustive() ? "" : " (not all)", result.kept());
    if (result.unreachable() + result.spurious() + result.open() > 0) {
      line(
          "  of the others %,d are not reached by any input, %,d are not realised, %,d stay open",
          result.unreachable(), result.spurious(), result.open());
    }
    if (!result.note().isEmpty()) {
      line("  %s", result.note());
    }
  }

  private void print(Certification certified) {
    line(
        "Cells: %,d, of them %,d proved by bounds and %,d by branch and bound",
        certified.cells(), certified.byBounds(), certified.byVerifier());
  }

  private void print(Conclusion conclusion) {
    if (conclusion instanceof Conclusion.Proved proved) {
      line(
          "PROVED: every input of the region keeps the class%s.",
          proved.layer() == 0 ? "" : ", by the region of layer " + proved.layer());
      line("How sure: %s", HumanReport.words(proved.assurance()));
    } else if (conclusion instanceof Conclusion.ProvedOnGrid grid) {
      line(
          "PROVED ON THE GRID ONLY: no point of the grid of layer %d (%,d points) loses the class;"
              + " between its points it may change.",
          grid.layer(), grid.points());
    } else if (conclusion instanceof Conclusion.Violated violated) {
      print(violated.adversarial());
    } else if (conclusion instanceof Conclusion.Undecided undecided) {
      line("UNDECIDED: %s.", undecided.reason());
    }
  }

  private void print(Adversarial found) {
    line(
        "VIOLATED: an input %s has class %d with confidence %.4f %%; %.4f %% is left to its own.",
        found.hidden().isEmpty()
            ? "that the grid of layer " + found.layer() + " led to"
            : "between points of the grid",
        found.label(),
        100 * found.confidence(),
        100 * found.confidenceInOriginal());
    found
        .hidden()
        .ifPresent(
            step ->
                line(
                    "Not minimal: the manipulation from %s to %s",
                    Arrays.toString(step.from()), Arrays.toString(step.to())));
    Distances d = found.distances();
    line(
        "Distances: L0 %d (%.2f %% of the values), L1 %.6g, L2 %.6g, Linf %.6g",
        d.l0(), 100 * d.share(), d.l1(), d.l2(), d.lInfinity());
    line("How sure: %s", HumanReport.words(found.counterexample()));
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
