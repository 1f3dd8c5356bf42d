package org.plumbline.cli.options;

import java.util.Optional;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierOptions;
import picocli.CommandLine.Option;

/** What every search asks, for a proof or for a counterexample. */
public final class SearchOptions {
  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      description = "Threads (default: one per core). No answer depends on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** What is wrong with the options, if anything is. */
  public Optional<String> mistake() {
    return threads >= 1 ? Optional.empty() : Optional.of("--threads " + threads + " is below 1");
  }

  public long seed() {
    return seed;
  }

  public int threads() {
    return threads;
  }

  public VerifierOptions forVerifier(Semantics semantics, Engine engine) {
    return new VerifierOptions(threads, seed, semantics, engine);
  }
}
