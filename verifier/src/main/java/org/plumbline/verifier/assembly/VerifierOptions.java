package org.plumbline.verifier.assembly;

/**
 * @param threads search threads, at least 1; the verdict does not depend on it
 * @param seed of every random choice
 */
public record VerifierOptions(int threads, long seed) {
  public VerifierOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " is below 1");
    }
  }
}
