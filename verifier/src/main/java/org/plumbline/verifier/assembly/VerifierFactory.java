package org.plumbline.verifier.assembly;

import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.kernel.NativeConstants;
import org.plumbline.verifier.kernel.OpenBlasGemm;

/** Puts a verifier together from its parts. */
public final class VerifierFactory {
  private VerifierFactory() {}

  public static Verifier create(VerifierOptions options) {
    NativeConstants constants = new NativeConstants();
    return new BranchAndBoundVerifier(options.threads(), () -> new OpenBlasGemm(constants));
  }
}
