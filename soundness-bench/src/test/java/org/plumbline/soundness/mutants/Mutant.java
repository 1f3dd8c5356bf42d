package org.plumbline.soundness.mutants;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A bug to be seeded into the verifier: a change of its sources, which are compiled anew for it.
 *
 * @param name lower case
 * @param story the mistake that somebody could have made, in words
 * @param settings in which the verifier is run, each until it gives a wrong answer
 * @param families of instances that show the bug, the quickest first
 * @param first instance and engine to begin with, where they are known to show the bug; only saves
 *     time
 * @param guilty kinds of layers of which the audit accuses one; empty if no bound is wrong
 * @param isOfReader whether the reader of networks or properties is changed, which a checker trusts
 * @param isOfChecker whether the checker is changed: it is put a proof about real numbers, whatever
 *     that is said to be about
 */
record Mutant(
    String name,
    String story,
    List<Setting> settings,
    List<String> families,
    Optional<Start> first,
    List<String> guilty,
    boolean isOfReader,
    boolean isOfChecker,
    List<Edit> edits) {
  /** The verifier as it is. */
  static Mutant none(boolean isOfChecker, Setting... settings) {
    return new Mutant(
        "none",
        "",
        List.of(settings),
        List.of(),
        Optional.empty(),
        List.of(),
        false,
        isOfChecker,
        List.of());
  }

  /** Whether what is proved counts only if the checker accepts it, which shares the bug. */
  boolean isChecked() {
    return isOfReader || isOfChecker;
  }

  /** The same with less time for each question. */
  Mutant within(long millis) {
    List<Setting> hurried =
        settings.stream()
            .map(s -> new Setting(s.engine(), s.semantics(), Math.min(millis, s.timeoutMillis())))
            .toList();
    return new Mutant(
        name, story, hurried, families, first, guilty, isOfReader, isOfChecker, edits);
  }

  /** Where to begin. */
  record Start(String instance, String engine) {}

  /**
   * One change.
   *
   * @param type like {@code verifier/bounds/Lines}, below {@code org/plumbline}
   * @param before what stands there exactly once, whatever the white space
   */
  record Edit(String type, String before, String after) {}

  /**
   * How a verifier is run.
   *
   * @param engine name of an engine
   * @param semantics name of a semantics
   */
  record Setting(String engine, String semantics, long timeoutMillis) {
    boolean isReal() {
      return semantics.equals("REAL");
    }

    @Override
    public String toString() {
      return engine.toLowerCase(Locale.ROOT) + (isReal() ? "" : ", float32");
    }
  }
}
