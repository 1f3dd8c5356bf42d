package org.plumbline.verifier.branching.search;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.network.model.Reading;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.bounds.Domains;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.branching.space.BoundReport;
import org.plumbline.verifier.branching.space.KnownTrees;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.contract.ProofListener;

/**
 * What both searches over one space are made of.
 *
 * @param asked the network that was asked about
 * @param trees of neurons that are known from similar questions, and to be kept for them
 * @param attack a thorough search for counterexamples
 * @param confirmation replays a candidate input
 */
public record SearchSetup(
    Network network,
    Asked asked,
    SearchSpace space,
    ErrorCharges charges,
    Supplier<Gemm> gemm,
    ProgramSolver programs,
    Parallel parallel,
    KnownTrees trees,
    Supplier<Optional<Counterexample>> attack,
    Function<double[], Optional<Counterexample>> confirmation,
    ProofListener listener) {
  /**
   * The network that was asked about.
   *
   * @param origin of the neurons of the network that is searched
   * @param reading of the model
   */
  public record Asked(int depth, Origin origin, Reading reading) {}

  /**
   * Where the functions of a network are asked for values that they do not have.
   *
   * @param searched made of the one that was asked about
   * @param origin of its neurons
   */
  public Domains domains(Network searched, Origin origin) {
    return new Domains(searched, k -> asked.reading().node(origin.layer(k)));
  }

  public BoundReport report(Origin origin) {
    return new BoundReport(listener, space, origin);
  }

  /** The same for somebody else who listens. */
  public SearchSetup hearing(ProofListener other) {
    return new SearchSetup(
        network,
        asked,
        space,
        charges,
        gemm,
        programs,
        parallel,
        trees,
        attack,
        confirmation,
        other);
  }
}
