package org.plumbline.suite.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.Assurance;
import org.plumbline.suite.Measured;
import org.plumbline.suite.Origin;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.question.Found;
import org.plumbline.suite.question.Remembered;

/**
 * What is left of an answer by somebody who is not trusted. A certificate goes through the checker,
 * a counterexample is replayed, and what was found by the replay is the answer. What holds without
 * a certificate is undecided. Words, times and counts are those of whoever answered, and so is an
 * end of a radius that nothing shows, which a note says.
 *
 * @param reply that can be kept
 * @param objection why the answer is wrong, where it is; the reply is an error then
 */
public record CheckedReply(Reply reply, Optional<String> objection) {
  /** Why what holds stays open. */
  static final String NOTHING_SHOWS_IT =
      "a worker found that it holds, without a certificate that could be checked here";

  static CheckedReply of(Asked asked, Reply reply, Duration limit) {
    Optional<Remembered> evidence = evidence(reply.found());
    try {
      return switch (reply.found().verdict()) {
        case UNDECIDED, ERROR -> stands(reply, open(reply.found()), List.of());
        case HOLDS ->
            evidence
                .map(shown -> proved(asked, reply, shown, limit))
                .orElseGet(() -> stands(reply, unshown(reply.found()), List.of()));
        case VIOLATED ->
            evidence
                .map(shown -> violated(asked, reply, shown, limit))
                .orElseGet(() -> refused(reply, "it has no counterexample"));
      };
    } catch (RuntimeException e) {
      return refused(reply, Answering.words(e));
    }
  }

  /** Whether it stays open for want of evidence, and not of time: others may well answer it. */
  public boolean isUnshown() {
    return reply.found().reason().equals(NOTHING_SHOWS_IT);
  }

  private static Optional<Remembered> evidence(Found found) {
    boolean isThere =
        found.verdict() == Verdict.HOLDS
            ? found.certificate().isPresent()
            : found.counterexample().isPresent();
    return isThere
        ? Optional.of(
            new Remembered(
                found.verdict(), found.measured(), found.certificate(), found.counterexample()))
        : Optional.empty();
  }

  private static CheckedReply proved(
      Asked asked, Reply reply, Remembered evidence, Duration limit) {
    Optional<String> objection = asked.objection(evidence, limit);
    if (objection.isPresent()) {
      return refused(reply, objection.get());
    }
    Found said = reply.found();
    // The proof of a radius is about the distance that was measured, and so is its property.
    Optional<byte[]> property =
        asked.question().kind() == QuestionKind.RADIUS
            ? said.property()
            : Optional.of(asked.property());
    Found found =
        new Found(
            Verdict.HOLDS,
            Optional.of(Assurance.CERTIFIED),
            said.reason(),
            said.asked(),
            measured(asked, said),
            said.certificate(),
            property,
            Optional.empty(),
            said.subproblems(),
            said.notes());
    return stands(reply, found, unshownEnd(measured(asked, said).flatMap(Measured::upper)));
  }

  private static CheckedReply violated(
      Asked asked, Reply reply, Remembered evidence, Duration limit) {
    List<Double> input = evidence.counterexample().orElseThrow().counterexample().inputs();
    Optional<Found> replayed = asked.retried(input, limit);
    if (replayed.isEmpty()) {
      return refused(reply, "its counterexample does not violate the property when replayed");
    }
    Found said = reply.found();
    Found own = replayed.get();
    Found found =
        new Found(
            Verdict.VIOLATED,
            Optional.empty(),
            own.reason(),
            own.asked(),
            measured(asked, said).or(own::measured),
            Optional.empty(),
            own.property(),
            own.counterexample(),
            said.subproblems(),
            said.notes());
    Optional<String> shown = own.measured().flatMap(Measured::upper);
    Optional<String> upper = measured(asked, said).flatMap(Measured::upper);
    List<String> unshown = new ArrayList<>(unshownEnd(measured(asked, said).map(Measured::lower)));
    unshown.addAll(unshownEnd(upper.filter(end -> !shown.equals(Optional.of(end)))));
    return stands(reply, found, unshown);
  }

  /** Nothing but a radius is measured. */
  private static Optional<Measured> measured(Asked asked, Found said) {
    return said.measured().filter(some -> asked.question().kind() == QuestionKind.RADIUS);
  }

  private static List<String> unshownEnd(Optional<String> end) {
    return end.map(e -> List.of("The end " + e + " is what a worker says; nothing here shows it."))
        .orElse(List.of());
  }

  private static Found unshown(Found said) {
    return Found.undecided(NOTHING_SHOWS_IT, said.asked(), said.subproblems());
  }

  private static Found open(Found said) {
    return said.verdict() == Verdict.ERROR
        ? Found.error(said.reason())
        : Found.undecided(said.reason(), said.asked(), said.subproblems());
  }

  private static CheckedReply stands(Reply reply, Found found, List<String> more) {
    boolean isEarlier =
        reply.origin() == Origin.EARLIER_COUNTEREXAMPLE || reply.origin() == Origin.EARLIER_PROOF;
    List<String> notes = new ArrayList<>(reply.notes());
    notes.addAll(more);
    Origin origin = isEarlier ? reply.origin() : Origin.SEARCHED;
    return new CheckedReply(
        new Reply(found, origin, reply.begun(), reply.time(), notes), Optional.empty());
  }

  private static CheckedReply refused(Reply reply, String why) {
    String words =
        "a worker answered '" + reply.found().verdict() + "', which does not stand: " + why;
    return new CheckedReply(Reply.error(words, reply.begun(), reply.time()), Optional.of(words));
  }
}
