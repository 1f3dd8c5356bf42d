package org.plumbline.suite.question;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.SeenInput;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;
import org.plumbline.api.VnnLib;
import org.plumbline.falsifier.choice.ChosenAttack;
import org.plumbline.falsifier.choice.Inside;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.trial.Adversarial;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.question.Decimal;
import org.plumbline.specs.query.Budget;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.file.Ask;
import org.plumbline.verifier.certified.Deadline;

/**
 * A search by any of the attacks, in any of their distances. An input counts that stays in the
 * range, loses the class, is near enough, and has the classes come first that are asked for: each
 * of this is decided in exact numbers. The evidence is a property of the box between the input and
 * the one that was found, all of which is near enough.
 *
 * @param model whose replay decides
 * @param near the input with its label, and a box that has all that is near enough
 * @param verification of that box, with the semantics
 * @param network the same model, read for the search
 */
record AttackQuestion(
    SuiteQuestion question,
    Model model,
    LocalRobustness near,
    Verification verification,
    Network network,
    AttackFrame frame,
    Ask.Attack ask)
    implements Asked {
  /** What goes to the end of its limit is not to end behind it. */
  private static final double ROUNDING = 1e-9;

  @Override
  public Found search(Duration limit) {
    Budget budget = Budget.ofMillis(limit.toMillis());
    return new Deadline(budget)
        .keep(
            () -> found(budget, limit),
            unknown ->
                unknown.reason().equals(Deadline.TOO_LARGE)
                    ? Found.error(unknown.reason())
                    : Found.undecided(unknown.reason(), Optional.empty(), 0));
  }

  private Found found(Budget budget, Duration limit) {
    SeenInput seen = near.seenBy(model);
    Optional<Found> itself = accepted(seen, seen.values(), 1, limit);
    if (itself.isPresent()) {
      return itself.get();
    } else if (!seen.asked().isOwn()) {
      return undecided(seen, "the network gives the input itself another class, or several", 1);
    } else if (ask.target().equals(List.of(seen.asked().label()))) {
      return undecided(seen, "the input has the target's class", 1);
    }
    AttackResult result = attacked(budget);
    return result
        .adversarial()
        .map(found -> judged(seen, found, result, limit))
        .orElseGet(() -> undecided(seen, result.noneWords(), result.queries()));
  }

  private AttackResult attacked(Budget budget) {
    ChosenAttack how = ask.how();
    boolean isRounded = how.distance() == Distance.L1 || how.distance() == Distance.L2;
    ChosenAttack attack =
        new ChosenAttack(
            how.kind(),
            how.distance(),
            isRounded ? how.limit() * (1 - ROUNDING) : how.limit(),
            how.game());
    Inside inside =
        new Inside(
            Optional.of(network).filter(n -> frame.isPlain()), MatrixKernel.best().gemms(), 1);
    try (BlackBox box = frame.box(network)) {
      Trial.Question trial =
          new Trial.Question(
              box, frame.domain(), frame.image(), how.distance(), ask.queries(), budget);
      return AttackResult.of(
          attack.attack(frame.domain(), inside), trial, ask.target(), ask.seed());
    }
  }

  private Found judged(SeenInput seen, Adversarial found, AttackResult result, Duration limit) {
    BigDecimal furthest = ask.how().distance() == Distance.LINF ? limit() : width();
    List<Double> input = frame.input(seen.values(), found.image(), furthest);
    return accepted(seen, input, result.queries(), limit)
        .orElseGet(
            () ->
                undecided(
                    seen,
                    "the nearest that was found is at a distance of "
                        + found.distance()
                        + (found.distance() > ask.how().limit()
                            ? ", and none nearer, which proves nothing"
                            : " and does not violate when it is replayed"),
                    result.queries()));
  }

  private BigDecimal limit() {
    return Decimal.fraction(ask.epsilon());
  }

  private BigDecimal width() {
    Ask.Range range = ask.values().range().orElseThrow();
    return range.upper().subtract(range.lower());
  }

  /** Where an input is what is looked for. */
  private Optional<Found> accepted(
      SeenInput seen, List<Double> input, long queries, Duration limit) {
    boolean isNear =
        frame.isWithin(ask.how().distance(), limit(), seen.values(), input)
            || input.equals(seen.values());
    if (!isNear || !(verification.threads(1).timeout(limit).replay(input) instanceof Violated)) {
      return Optional.empty();
    }
    String text =
        new ReachedClass(model.outputSize(), seen.asked().label(), ask.target())
            .between(seen.values(), input);
    VnnLib property = VnnLib.of("the box to the input that was found", text);
    return Verification.of(model, property)
                .semantics(verification.numbers())
                .threads(1)
                .timeout(limit)
                .replay(input)
            instanceof Violated violated
        ? Optional.of(found(seen, violated, text, queries))
        : Optional.empty();
  }

  private Found found(SeenInput seen, Violated violated, String text, long queries) {
    return Found.violated(
        seen,
        violated,
        text,
        RobustnessQuestions.picture(near, model, ask.values(), violated.counterexample()),
        queries);
  }

  private static Found undecided(SeenInput seen, String reason, long queries) {
    return Found.undecided(reason, Optional.of(seen.asked()), queries);
  }

  @Override
  public Optional<String> objection(Remembered earlier, Duration limit) {
    if (earlier.verdict() == Verdict.HOLDS) {
      return Optional.of("an attack proves nothing");
    }
    List<Double> input = earlier.counterexample().orElseThrow().counterexample().inputs();
    return retried(input, limit).isPresent()
        ? Optional.empty()
        : Optional.of("the counterexample is not what is looked for when it is replayed");
  }

  @Override
  public Optional<Found> retried(List<Double> input, Duration limit) {
    SeenInput seen = near.seenBy(model);
    return input.size() == seen.values().size()
        ? accepted(seen, input, 1, limit)
        : Optional.empty();
  }

  @Override
  public byte[] property() {
    return EntryQuestions.utf8(verification.text());
  }
}
