package org.plumbline.soundness.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every bug that is seeded into the verifier makes it call an unsafe question of the benchmark
 * safe, and the certificate of that is no proof to the checker as it is.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsTest {
  private static final long SEED = 1;

  private final MutantCompiler compiler = new MutantCompiler();
  private Trials trials;

  @BeforeAll
  void generate(@TempDir Path folder) throws IOException {
    trials = Trials.in(folder, SEED);
  }

  static List<Mutant> mutants() {
    return MutantFile.all();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void isKilledByTheBenchmarkAndStoppedByTheChecker(Mutant mutant) throws IOException {
    MutatedVerifier verifier = new MutatedVerifier(mutant, compiler);
    Optional<Trials.Kill> kill =
        mutant.families().stream()
            .flatMap(family -> trials.kill(verifier, mutant, family).stream())
            .findFirst();
    assertThat(kill).as("an instance of %s that it gets wrong", mutant.families()).isPresent();
    assertThat(kill.get().judgement().isStopped()).as("%s", kill.get()).isTrue();
    if (!mutant.guilty().isEmpty()) {
      assertThat(trials.guilty(verifier, kill.get()).orElse("none")).isIn(mutant.guilty());
    }
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(mutants()).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void withoutABugTheSameLoaderAnswersRightly() {
    Mutant none = Mutant.none(false, new Mutant.Setting("INPUTS", "REAL", 60_000));
    MutatedVerifier verifier = new MutatedVerifier(none, compiler);
    for (String family : List.of("degenerate", "disjunction")) {
      assertThat(trials.kill(verifier, none, family)).isEmpty();
    }
  }

  /**
   * Proofs about real numbers prove nothing about binary32, nor about integers that wrap around.
   */
  @ParameterizedTest
  @CsvSource({"deployment, FLOAT32", "reading, REAL"})
  void withoutABugTheCheckerAcceptsNoProofOfAnythingElse(String family, String semantics) {
    Mutant none = Mutant.none(true, new Mutant.Setting("INPUTS", semantics, 500));
    assertThat(trials.kill(new MutatedVerifier(none, compiler), none, family)).isEmpty();
  }
}
