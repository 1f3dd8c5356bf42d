package org.plumbline.verifier.assembly;

import org.plumbline.certificates.proof.Certificate.Semantics;

/**
 * @param threads search threads, at least 1; the verdict does not depend on it
 * @param seed of every random choice
 * @param semantics which numbers the network computes with
 * @param engine what searches
 */
public record VerifierOptions(int threads, long seed, Semantics semantics, Engine engine) {
  public VerifierOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " is below 1");
    }
    if (semantics == Semantics.FLOAT32 && !engine.knowsFloat32()) {
      throw new IllegalArgumentException(
          engine + " knows nothing of float32; use branch and bound, or real semantics");
    }
  }

  /** The usual search, about real numbers. */
  public static VerifierOptions inReals(int threads, long seed) {
    return new VerifierOptions(threads, seed, Semantics.REAL, Engine.AUTO);
  }
}
