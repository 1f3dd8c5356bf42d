package org.plumbline.cli.radius;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.cli.options.GridOptions;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.certified.Deadline;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.grid.GridQuestion;
import org.plumbline.verifier.grid.GridRadius;
import org.plumbline.verifier.radius.RadiusQuestion;

/** Searches a grid within a time limit, and replays what is found. */
final class GridRun {
  private final GridOptions options;
  private final Budget budget;
  private final ProgressLine progress;
  private volatile RadiusQuestion radius;
  private volatile GridQuestion question;
  private volatile GridRadius found;

  GridRun(GridOptions options, Budget budget, ProgressLine progress) {
    this.options = options;
    this.budget = budget;
    this.progress = progress;
  }

  /**
   * @param source of the input
   * @throws ParseException if the network or the input cannot be read, or the time was up before
   *     anything was known
   */
  GridReport report(String source, Supplier<RadiusQuestion> input, long start) {
    new Deadline(budget)
        .keep(
            () -> {
              radius = input.get();
              question = asked(source);
              found = VerifierFactory.grid().search(question, budget, this::hear);
              return new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "the radii say all");
            });
    progress.clear();
    if (found == null) {
      throw new ParseException(source, "the time was up before anything was known of the grid");
    }
    return new GridReport(source, question, found, replayed(), (System.nanoTime() - start) / 1e9);
  }

  private GridQuestion asked(String source) {
    try {
      return options.question(radius);
    } catch (IllegalArgumentException e) {
      throw new ParseException(source, e.getMessage());
    }
  }

  private void hear(GridRadius now) {
    found = now;
    progress.note(
        "within "
            + now.ball()
            + ": the radius is at least "
            + now.lower()
            + ", at most "
            + now.upper());
  }

  private Optional<Counterexample> replayed() {
    return found
        .nearest()
        .flatMap(
            point -> {
              double furthest = 0;
              for (int i = 0; i < point.length; i++) {
                furthest = Math.max(furthest, Math.abs(point[i] - question.input()[i]));
              }
              BigDecimal within = new BigDecimal(Math.nextUp(furthest));
              return new CounterexampleChecker(radius.within(within))
                  .check(point)
                  .filter(Counterexample::isViolation);
            });
  }
}
