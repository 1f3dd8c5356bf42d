package org.plumbline.specs.replay;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.specs.query.Query;

/** Whether one given input violates a query, trusting nothing about where it comes from. */
public final class InputReplay {
  private InputReplay() {}

  /** In real numbers; empty where it does not, or lies in no box of the query. */
  public static Optional<Counterexample> inReals(Query query, double[] input) {
    return input.length != query.network().inputSize()
        ? Optional.empty()
        : new CounterexampleChecker(query).check(input).filter(Counterexample::isViolation);
  }

  /** At a binary32 input, in binary32, and if possible in real numbers, too. */
  public static Optional<Counterexample> inFloat32(Query query, double[] input) {
    Optional<Counterexample> both =
        inReals(query, input).filter(f -> f.inFloat32() && isFloat32(f.point()));
    if (both.isPresent() || input.length != query.network().inputSize()) {
      return both;
    }
    Float32Checker checker = new Float32Checker(query);
    return IntStream.range(0, query.boxes().size())
        .filter(number -> query.boxes().get(number).contains(input))
        .mapToObj(number -> checker.check(number, input))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isFloat32(BigDecimal[] point) {
    return Arrays.stream(point).allMatch(x -> new BigDecimal(x.floatValue()).compareTo(x) == 0);
  }
}
