package org.plumbline.suite.question;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.api.Answer;
import org.plumbline.api.Assurance;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.SeenInput;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;
import org.plumbline.api.VnnLib;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.vnnlib.VnnLibWriter;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.Verdict;
import org.plumbline.verifier.certified.Deadline;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.dlv.Conclusion;
import org.plumbline.verifier.dlv.LayerwiseOptions;
import org.plumbline.verifier.dlv.LayerwiseReport;
import org.plumbline.verifier.dlv.LayerwiseVerifier;
import org.plumbline.verifier.dlv.RegionQuestion;

/**
 * A question that DLV answers (Huang, Kwiatkowska, Wang, Wu, <em>Safety Verification of Deep Neural
 * Networks</em>, CAV 2017), as {@code plumbline dlv} does: it holds where every input of the region
 * keeps the class. What is proved for the points of the grid alone stays undecided. Nothing is
 * certified.
 *
 * @param model whose replay decides on violations
 * @param near the input with its label and range, ε = 0
 * @param network the same model, read for the search
 * @param verifier of one search thread
 */
record LayerwiseQuestion(
    SuiteQuestion question,
    Model model,
    LocalRobustness near,
    Network network,
    LayerwiseOptions options,
    LayerwiseVerifier verifier)
    implements Asked {

  /** The input, and the region around it as a property. */
  private record Region(SeenInput seen, String text) {}

  private Region region() {
    SeenInput seen = near.seenBy(model);
    try {
      return new Region(seen, text(seen, verifier.region(network, values(seen), options).box()));
    } catch (LayerwiseOptions.MismatchException e) {
      throw new ParseException(model.toString(), e.getMessage());
    }
  }

  private String text(SeenInput seen, Box region) {
    RegionQuestion asked = new RegionQuestion(network, seen.asked().label());
    return VnnLibWriter.write(asked.on(region).property());
  }

  private static double[] values(SeenInput seen) {
    return seen.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Found search(Duration limit) {
    Budget budget = Budget.ofMillis(limit.toMillis());
    Region region = region();
    if (!region.seen().asked().isOwn()) {
      return replayed(region, region.seen().values(), limit)
          .orElseGet(
              () ->
                  undecided(
                      region, "the network gives the input itself another class, or several"));
    }
    return new Deadline(budget)
        .keep(
            () -> found(region, report(region, budget), limit),
            unknown ->
                unknown.reason().equals(Deadline.TOO_LARGE)
                    ? Found.error(unknown.reason())
                    : undecided(region, unknown.reason()));
  }

  private LayerwiseReport report(Region region, Budget budget) {
    return verifier.verify(network, values(region.seen()), options, budget, ProofListener.SILENT);
  }

  private Found found(Region region, LayerwiseReport report, Duration limit) {
    Conclusion conclusion = report.conclusion();
    if (conclusion instanceof Conclusion.Proved proved) {
      boolean isAsked =
          report.label() == region.seen().asked().label()
              && region.text().equals(text(region.seen(), report.region().box()));
      return isAsked
          ? held(region, report, proved)
          : undecided(region, "another class or region was proved than the one asked about");
    } else if (conclusion instanceof Conclusion.Violated violated) {
      double[] input = violated.adversarial().counterexample().inputs();
      return replayed(region, Arrays.stream(input).boxed().toList(), limit)
          .orElseGet(
              () -> undecided(region, "the input that was found does not stand when replayed"));
    } else if (conclusion instanceof Conclusion.ProvedOnGrid grid) {
      return undecided(
          region,
          String.format(
              Locale.ROOT,
              "proved on the grid only: no point of the grid of layer %d (%,d points) loses the"
                  + " class; between its points it may change",
              grid.layer(),
              grid.points()));
    }
    return undecided(region, ((Conclusion.Undecided) conclusion).reason());
  }

  private static Found held(Region region, LayerwiseReport report, Conclusion.Proved proved) {
    String reason =
        String.format(
            Locale.ROOT,
            "every input of the region keeps the class%s, and dlv makes no certificates; values"
                + " moved: %s",
            proved.layer() == 0 ? "" : ", by the region of layer " + proved.layer(),
            Arrays.toString(report.dimensions()));
    return new Found(
        Verdict.HOLDS,
        Optional.of(Assurance.valueOf(proved.assurance().name())),
        reason,
        Optional.of(region.seen().asked()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(EntryQuestions.utf8(region.text())),
        Optional.empty(),
        report.queries(),
        List.of());
  }

  private static Found undecided(Region region, String reason) {
    return Found.undecided(reason, Optional.of(region.seen().asked()), 0);
  }

  /** Where an input is in the region and loses the class. */
  private Optional<Found> replayed(Region region, List<Double> input, Duration limit) {
    VnnLib property = VnnLib.of("the region of " + near, region.text());
    Answer answer = Verification.of(model, property).threads(1).timeout(limit).replay(input);
    return answer instanceof Violated violated
        ? Optional.of(found(region, violated))
        : Optional.empty();
  }

  private static Found found(Region region, Violated violated) {
    SeenInput seen = region.seen();
    return Found.violated(
        seen,
        violated,
        region.text(),
        new StoredCounterexample(
            violated.counterexample(), seen.values(), seen.shape(), List.of(), List.of()),
        violated.cost().subproblems());
  }

  @Override
  public Optional<String> objection(Remembered earlier, Duration limit) {
    if (earlier.verdict() == Verdict.HOLDS) {
      return Optional.of("dlv makes no certificates");
    }
    List<Double> input = earlier.counterexample().orElseThrow().counterexample().inputs();
    return retried(input, limit).isPresent()
        ? Optional.empty()
        : Optional.of("the counterexample does not violate the property when it is replayed");
  }

  @Override
  public Optional<Found> retried(List<Double> input, Duration limit) {
    return replayed(region(), input, limit);
  }

  @Override
  public byte[] property() {
    return EntryQuestions.utf8(region().text());
  }
}
