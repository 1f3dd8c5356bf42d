package org.plumbline.suite.question;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.question.Decimal;
import org.plumbline.suite.Measured;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.Verdict;

/**
 * How far an input can move at least. The required distance is asked first, and decides; the radius
 * is then enclosed by doubling and halving as long as time is left. Robustness within a distance
 * implies robustness within each smaller one, so that both ends stay proved.
 *
 * @param within the question about a distance
 */
record RadiusQuestion(
    SuiteQuestion question, Function<BigDecimal, VerifiedQuestion> within, Wanted wanted)
    implements Asked {
  private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final int MOST_STEPS = 40;
  private static final int SHARES = 4;

  /**
   * What is wanted.
   *
   * @param least distance that is required
   * @param widest distance that changes anything
   * @param precision ends once the ends are nearer than this share of the upper one
   */
  record Wanted(BigDecimal least, Optional<BigDecimal> widest, double precision) {}

  @Override
  public Found search(Duration limit) {
    return new Enclosing(limit).found();
  }

  @Override
  public Optional<String> objection(Remembered earlier, Duration limit) {
    if (earlier.verdict() == Verdict.VIOLATED) {
      return within.apply(wanted.least()).objection(earlier, limit);
    }
    BigDecimal proved = Decimal.parse(earlier.measured().orElseThrow().lower());
    return proved.compareTo(wanted.least()) < 0
        ? Optional.of("a distance of " + proved + " was proved, which is too little")
        : within.apply(proved).objection(earlier, limit);
  }

  @Override
  public Optional<Found> retried(List<Double> input, Duration limit) {
    return within
        .apply(wanted.least())
        .retried(input, limit)
        .map(found -> with(found, measured(BigDecimal.ZERO, Optional.of(wanted.least()))));
  }

  @Override
  public Optional<Found> inherited(byte[] certificate, Duration limit) {
    return within
        .apply(wanted.least())
        .inherited(certificate, limit)
        .map(found -> with(found, measured(wanted.least(), Optional.empty())));
  }

  @Override
  public byte[] property() {
    return within.apply(wanted.least()).property();
  }

  private static Measured measured(BigDecimal lower, Optional<BigDecimal> upper) {
    return new Measured("radius", lower.toPlainString(), upper.map(BigDecimal::toPlainString));
  }

  private static Found with(Found found, Measured measured) {
    return new Found(
        found.verdict(),
        found.assurance(),
        found.reason(),
        found.asked(),
        Optional.of(measured),
        found.certificate(),
        found.property(),
        found.counterexample(),
        found.subproblems(),
        found.notes());
  }

  /** One enclosure of the radius. */
  private final class Enclosing {
    private final long end;
    private BigDecimal lower = BigDecimal.ZERO;
    private Optional<BigDecimal> upper = Optional.empty();
    private Optional<BigDecimal> hard = Optional.empty();
    private Found proof;
    private long subproblems;

    Enclosing(Duration limit) {
      this.end = System.nanoTime() + limit.toNanos();
    }

    Found found() {
      Found required = ask(wanted.least(), left());
      if (required.verdict() == Verdict.ERROR) {
        return required;
      }
      for (int step = 0; step < MOST_STEPS && isOpen(); step++) {
        ask(next(), Duration.ofNanos(left().toNanos() / SHARES + 1));
      }
      Found shown = required.verdict() == Verdict.HOLDS ? proof : required;
      return with(withCost(shown), measured(lower, upper));
    }

    private Found withCost(Found found) {
      return new Found(
          found.verdict(),
          found.assurance(),
          found.reason(),
          found.asked(),
          found.measured(),
          found.certificate(),
          found.property(),
          found.counterexample(),
          subproblems,
          found.notes());
    }

    private Found ask(BigDecimal distance, Duration limit) {
      Found found = within.apply(distance).search(limit);
      subproblems += found.subproblems();
      switch (found.verdict()) {
        case HOLDS -> {
          lower = distance;
          proof = found;
        }
        case VIOLATED -> upper = Optional.of(distance);
        default -> hard = Optional.of(distance);
      }
      return found;
    }

    private Duration left() {
      return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
    }

    private Optional<BigDecimal> nearest() {
      return upper.isPresent() && hard.isPresent()
          ? Optional.of(upper.get().min(hard.get()))
          : upper.or(() -> hard);
    }

    private boolean isOpen() {
      boolean isAll = wanted.widest().filter(w -> lower.compareTo(w) >= 0).isPresent();
      return System.nanoTime() < end - 1_000_000
          && !isAll
          && next().signum() > 0
          && nearest().map(this::isWide).orElse(true);
    }

    private boolean isWide(BigDecimal above) {
      double width = above.subtract(lower).doubleValue();
      return width > wanted.precision() * above.doubleValue();
    }

    private BigDecimal next() {
      return nearest()
          .map(above -> lower.add(above).divide(TWO, DIGITS))
          .orElseGet(() -> clipped(lower.multiply(TWO)));
    }

    private BigDecimal clipped(BigDecimal distance) {
      return wanted.widest().map(distance::min).orElse(distance);
    }
  }
}
