package org.plumbline.verifier.assembly;

import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.ProjectedGradientAttack;
import org.plumbline.network.linear.Gemm;
import org.plumbline.verifier.attack.AttackFirstVerifier;
import org.plumbline.verifier.attack.CaseByCaseAttack;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.deployed.DeployedVerifier;
import org.plumbline.verifier.kernel.NativeConstants;
import org.plumbline.verifier.kernel.OpenBlasGemm;
import org.plumbline.verifier.parts.PartwiseVerifier;

/** Puts a verifier together from its parts. */
public final class VerifierFactory {
  private VerifierFactory() {}

  /** For questions that may come in parts. */
  public static PartwiseVerifier partwise(VerifierOptions options) {
    return new PartwiseVerifier(create(options));
  }

  public static Verifier create(VerifierOptions options) {
    NativeConstants constants = new NativeConstants();
    Supplier<Gemm> gemm = () -> new OpenBlasGemm(constants);
    Refuter quick =
        new CaseByCaseAttack(
            network ->
                new ProjectedGradientAttack(
                    network, gemm, options.threads(), AttackOptions.quick()),
            options.seed());
    Refuter thorough =
        new CaseByCaseAttack(
            network ->
                new ProjectedGradientAttack(
                    network, gemm, options.threads(), AttackOptions.thorough()),
            options.seed());
    Verifier real =
        new AttackFirstVerifier(
            quick,
            new BranchAndBoundVerifier(options.threads(), gemm, Splitting.AUTOMATIC, thorough));
    return options.semantics() == Semantics.REAL ? real : new DeployedVerifier(real, gemm);
  }
}
