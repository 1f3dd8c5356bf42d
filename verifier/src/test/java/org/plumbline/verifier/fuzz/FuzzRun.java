package org.plumbline.verifier.fuzz;

import java.io.PrintStream;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The fuzzer for as long as one likes: {@code benchmarks/fuzz SECONDS SEED}. Prints what it has
 * done every minute, and every finding shrunk, with all digits, to be kept as a test. Exits with 1
 * if there is any.
 */
public final class FuzzRun {
  private static final int MILLIS_PER_QUERY = 100;
  private static final int SHRINKING_ATTEMPTS = 500;
  private static final int MOST_FINDINGS = 20;

  /** One network in so many is a ReLU network whose patterns are enumerated. */
  private static final int ENUMERATED = 6;

  private final long seed;
  private final PrintStream out;
  private final Judge judge = new Judge(MILLIS_PER_QUERY);
  private final ReluEnumeration enumeration = new ReluEnumeration();
  private final long start = System.nanoTime();
  private long networks;
  private long enumerated;
  private int findings;

  private FuzzRun(long seed, PrintStream out) {
    this.seed = seed;
    this.out = out;
  }

  public static void main(String[] arguments) {
    FuzzRun run = new FuzzRun(Long.parseLong(arguments[1]), System.out);
    run.go(Long.parseLong(arguments[0]));
    System.exit(run.findings == 0 ? 0 : 1);
  }

  private void go(long seconds) {
    long minute = 1;
    for (long trial = 0; elapsed() < seconds && findings < MOST_FINDINGS; trial++) {
      one(trial);
      if (elapsed() >= 60 * minute) {
        report();
        minute = elapsed() / 60 + 1;
      }
    }
    report();
  }

  private long elapsed() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  /** The generator of one trial. */
  static Random random(long seed, long trial) {
    return new Random((seed * 1_000_003L + trial) * 0x9E3779B97F4A7C15L);
  }

  private void one(long trial) {
    Random random = random(seed, trial);
    if (trial % ENUMERATED == 0) {
      enumerated++;
      enumeration.wrong(random).ifPresent(s -> find(trial, "enumeration disagrees", s.toString()));
      return;
    }
    Optional<Problem> problem = RandomProblem.draw(random);
    if (problem.isEmpty()) {
      return;
    }
    networks++;
    Optional<String> complaint = judge.complaint(problem.get());
    if (complaint.isPresent()) {
      Judge again = new Judge(MILLIS_PER_QUERY);
      Problem shrunk =
          new Shrinker(p -> again.complaint(p).isPresent(), SHRINKING_ATTEMPTS)
              .shrink(problem.get());
      find(trial, complaint.get() + "; shrunk: " + again.complaint(shrunk), shrunk.toString());
    }
  }

  private void find(long trial, String what, String subject) {
    findings++;
    out.println("FOUND with seed " + seed + " trial " + trial + ": " + what);
    out.println(subject);
  }

  private void report() {
    double minutes = Math.max(1, elapsed()) / 60.0;
    out.printf(
        "seed %d, %d s: %d networks (%d enumerated), %d queries (%d proofs, %d violations),"
            + " %.0f networks and %.0f queries a minute, %d findings%n",
        seed,
        elapsed(),
        networks + enumerated,
        enumerated,
        judge.queries() + enumerated,
        judge.proofs(),
        judge.violations(),
        (networks + enumerated) / minutes,
        (judge.queries() + enumerated) / minutes,
        findings);
  }
}
