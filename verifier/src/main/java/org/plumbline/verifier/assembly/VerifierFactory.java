package org.plumbline.verifier.assembly;

import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.ProjectedGradientAttack;
import org.plumbline.verifier.attack.AttackFirstVerifier;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.kernel.NativeConstants;
import org.plumbline.verifier.kernel.OpenBlasGemm;

/** Puts a verifier together from its parts. */
public final class VerifierFactory {
  private VerifierFactory() {}

  public static Verifier create(VerifierOptions options) {
    NativeConstants constants = new NativeConstants();
    return new AttackFirstVerifier(
        network ->
            new ProjectedGradientAttack(
                network, new OpenBlasGemm(constants), AttackOptions.quick()),
        new BranchAndBoundVerifier(options.threads(), () -> new OpenBlasGemm(constants)),
        options.seed());
  }
}
