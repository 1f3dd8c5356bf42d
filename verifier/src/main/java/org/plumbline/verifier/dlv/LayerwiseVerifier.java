package org.plumbline.verifier.dlv;

import java.util.Arrays;
import java.util.function.Supplier;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.dlv.grid.Region;

/**
 * DLV (Huang, Kwiatkowska, Wang, Wu, <em>Safety Verification of Deep Neural Networks</em>, CAV
 * 2017): whether small manipulations of an input change its class. The region of inputs is spanned
 * by steps along the most salient dimensions; layer by layer, regions are propagated, manipulations
 * of a layer searched on a grid, and points of another class mapped back to an input.
 *
 * <p>The paper proves the region from its grid under the assumption that manipulations are minimal.
 * Here the assumption is checked ({@link MinimalityCertifier}), and what is proved without it is
 * called proved on the grid only.
 */
public final class LayerwiseVerifier {
  private final Supplier<Gemm> gemm;
  private final Verifier exact;
  private final ConstraintSolver solver;

  /**
   * @param gemm makes one instance per use
   * @param exact decides whether a class changes inside a single cell
   * @param solver maps activations of later layers back to inputs
   */
  public LayerwiseVerifier(Supplier<Gemm> gemm, Verifier exact, ConstraintSolver solver) {
    this.gemm = gemm;
    this.exact = exact;
    this.solver = solver;
  }

  /**
   * Looks for a manipulation that changes the network's own class of an input, and for a proof that
   * there is none.
   *
   * @throws LayerwiseOptions.MismatchException if the options do not fit the network, or its
   *     outputs are not classes
   */
  public LayerwiseReport verify(
      Network network,
      double[] input,
      LayerwiseOptions options,
      Budget budget,
      ProofListener listener) {
    return run(network, input, options, budget, listener).run();
  }

  /**
   * The inputs that a verification with these options speaks of; nothing is searched.
   *
   * @throws LayerwiseOptions.MismatchException as of {@link #verify}
   */
  public Region region(Network network, double[] input, LayerwiseOptions options) {
    return run(network, input, options, Budget.ofMillis(0), ProofListener.SILENT).region();
  }

  private LayerwiseRun run(
      Network network,
      double[] input,
      LayerwiseOptions options,
      Budget budget,
      ProofListener listener) {
    if (input.length != network.inputSize() || network.outputSize() < 2) {
      throw new LayerwiseOptions.MismatchException(
          input.length
              + " values for a network of "
              + network.inputSize()
              + " inputs and "
              + network.outputSize()
              + " classes");
    }
    double[] outputs =
        Arrays.copyOf(new ForwardPass(network, gemm.get()).outputs(1, input), network.outputSize());
    for (double y : outputs) {
      if (Double.isNaN(y)) {
        throw new LayerwiseOptions.MismatchException(
            "the network's outputs for this input are not numbers");
      }
    }
    return new LayerwiseRun(
        network, input, outputs, options, gemm, exact, solver, budget, listener);
  }
}
