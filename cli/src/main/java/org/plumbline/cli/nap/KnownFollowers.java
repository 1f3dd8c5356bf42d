package org.plumbline.cli.nap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.Observation;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.query.PatternQuestion;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;

/**
 * The samples of a data set that lie in the box of a question and follow its patterns: they show
 * that the region is not empty, and one that does what must not be is a counterexample.
 *
 * @param count how many there are, by evaluation in doubles
 * @param follower the first that was replayed
 * @param counterexample replayed, too
 * @param violator the number of the sample that is the counterexample
 */
record KnownFollowers(
    int count,
    Optional<Observation> follower,
    Optional<Counterexample> counterexample,
    Optional<Integer> violator) {
  static final KnownFollowers NONE =
      new KnownFollowers(0, Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Looks at all samples.
   *
   * @param query what is asked of them
   * @param isSuspect whether a follower may be a counterexample, by what it is taken for
   */
  static KnownFollowers among(
      LabelledData data,
      PatternQuestion question,
      List<ActivationPattern> patterns,
      Query query,
      Predicate<Observation> isSuspect,
      int threads) {
    Box box = question.box().toBox();
    List<Observation> found = new ArrayList<>();
    List<Observation> suspects = new ArrayList<>();
    int[] count = {0};
    new ObservedPass(question.network(), MatrixKernel.best().gemms(), threads)
        .over(
            data.samples(),
            data.first(),
            data.most(),
            sample -> {
              boolean follows =
                  box.contains(sample.input())
                      && patterns.stream().allMatch(p -> p.violations(sample.active()) == 0);
              count[0] += follows ? 1 : 0;
              if (follows && found.isEmpty()) {
                found.add(sample);
              }
              if (follows && isSuspect.test(sample)) {
                suspects.add(sample);
              }
            });
    Query existence = question.empty();
    Optional<Observation> follower =
        found.stream().filter(sample -> check(existence, sample).isPresent()).findFirst();
    for (Observation suspect : suspects) {
      Optional<Counterexample> violation = check(query, suspect);
      if (violation.isPresent()) {
        return new KnownFollowers(
            count[0], Optional.of(suspect), violation, Optional.of(suspect.number()));
      }
    }
    return new KnownFollowers(count[0], follower, Optional.empty(), Optional.empty());
  }

  private static Optional<Counterexample> check(Query query, Observation sample) {
    return new CounterexampleChecker(query)
        .check(sample.input())
        .filter(Counterexample::isViolation);
  }
}
