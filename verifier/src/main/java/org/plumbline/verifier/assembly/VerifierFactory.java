package org.plumbline.verifier.assembly;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.encodings.milp.AdversarialDistance;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.smt.SmtSolvers;
import org.plumbline.falsifier.feature.GradientSaliency;
import org.plumbline.falsifier.game.Channels;
import org.plumbline.falsifier.game.GameAttack;
import org.plumbline.falsifier.game.GameOptions;
import org.plumbline.falsifier.game.Players;
import org.plumbline.falsifier.game.TreeOptions;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.ProjectedGradientAttack;
import org.plumbline.falsifier.gradient.QuadraticTopK;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.attack.AttackFirstVerifier;
import org.plumbline.verifier.attack.CaseByCaseAttack;
import org.plumbline.verifier.attack.CrossingVerifier;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.FirstLookVerifier;
import org.plumbline.verifier.branching.PlainProofVerifier;
import org.plumbline.verifier.branching.SlicedLookVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.branching.parts.DividedSearch;
import org.plumbline.verifier.branching.parts.PartSearch;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.KnownTrees;
import org.plumbline.verifier.conflicts.ConflictVerifier;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.dlv.LayerwiseVerifier;
import org.plumbline.verifier.float32.DeployedAttack;
import org.plumbline.verifier.float32.DeployedVerifier;
import org.plumbline.verifier.float32.Float32Probes;
import org.plumbline.verifier.grid.GridRadiusSearch;
import org.plumbline.verifier.piecewise.PartwiseVerifier;
import org.plumbline.verifier.radius.BallRadius;
import org.plumbline.verifier.radius.MixedProgramRadius;
import org.plumbline.verifier.radius.RadiusSearch;
import org.plumbline.verifier.radius.SafeRadius;
import org.plumbline.verifier.solvers.SolverVerifier;

/** Puts a verifier together from its parts. */
public final class VerifierFactory {
  private static final int FEATURES = 16;
  private static final int PLAYS = 50;

  /** Multiply-adds of an attack on all cases: some seconds. */
  private static final double ATTACK_PRODUCTS = 1e11;

  private VerifierFactory() {}

  /** For questions that may come in parts. */
  public static PartwiseVerifier partwise(VerifierOptions options) {
    return new PartwiseVerifier(create(options));
  }

  /**
   * The same, with parts of the search searched by others. A question that is read in pieces is not
   * divided.
   *
   * @param division what others search; the engine has to be {@linkplain Engine#isBranching
   *     branching}
   */
  public static PartwiseVerifier partwise(VerifierOptions options, DividedSearch division) {
    return new PartwiseVerifier(create(options), create(options, Optional.of(division)));
  }

  /**
   * Searches parts of a query that a {@linkplain #partwise(VerifierOptions, DividedSearch) divided}
   * search with the same options gives out.
   *
   * @param parallel threads that search
   * @param root of that search
   * @throws IOException if the root is none, or of another query
   */
  public static PartSearch parts(
      VerifierOptions options, Query query, Parallel parallel, byte[] root) throws IOException {
    Supplier<Gemm> gemm = MatrixKernel.best().gemms();
    Query searched =
        options.semantics() == Semantics.REAL ? query : DeployedVerifier.erring(query, gemm);
    return new BranchAndBoundVerifier(
            options.threads(), gemm, ProgramSolver.best(), Splitting.AUTOMATIC, Refuter.NONE)
        .parts(searched, parallel, root);
  }

  /** Layer by layer, with branch and bound for cells and Z3 for the way back. */
  public static LayerwiseVerifier layerwise(VerifierOptions options) {
    return new LayerwiseVerifier(
        MatrixKernel.best().gemms(), create(options), SmtSolvers.require(SmtEngine.Z3));
  }

  public static Verifier create(VerifierOptions options) {
    return create(options, Optional.empty());
  }

  /**
   * For similar questions about one network, one after the other: what one of them took long to
   * find, the next begins with.
   */
  public static Verifier createForSimilar(VerifierOptions options) {
    return create(options, Optional.empty(), Optional.of(new KnownTrees()));
  }

  private static Verifier create(VerifierOptions options, Optional<DividedSearch> division) {
    return create(options, division, Optional.empty());
  }

  private static Verifier create(
      VerifierOptions options, Optional<DividedSearch> division, Optional<KnownTrees> known) {
    Supplier<Gemm> gemm = MatrixKernel.best().gemms();
    Verifier real =
        switch (options.engine()) {
          case AUTO -> attackingFirst(options, gemm, division, known);
          case INPUTS -> branching(options, gemm, Splitting.INPUTS, Refuter.NONE, division, known);
          case ACTIVATIONS ->
              branching(options, gemm, Splitting.ACTIVATIONS, Refuter.NONE, division, known);
          case SMT -> exact(SmtEngine.Z3, options, gemm);
          case SMTINTERPOL -> exact(SmtEngine.SMTINTERPOL, options, gemm);
          case MILP -> mixed(ProgramSolver.require(), options, gemm);
        };
    Verifier asked =
        options.semantics() == Semantics.REAL
            ? real
            : new DeployedVerifier(deployedAttack(options, gemm), real, gemm);
    return options.engine() == Engine.AUTO
        ? new PlainProofVerifier(options.threads(), options.semantics(), asked)
        : asked;
  }

  /** Proves with this verifier, which may be one that {@link #create} made. */
  public static SafeRadius radius(VerifierOptions options, Verifier verifier) {
    Supplier<Gemm> gemm = MatrixKernel.best().gemms();
    return new SafeRadius(
        verifier,
        attack(options, gemm, AttackOptions.quick()),
        attack(options, gemm, AttackOptions.thorough()));
  }

  /**
   * In L0, L1 or L2.
   *
   * @param boxes searches in L∞
   */
  public static RadiusSearch radius(VerifierOptions options, Distance norm, RadiusSearch boxes) {
    Supplier<Gemm> gemm = MatrixKernel.best().gemms();
    return new BallRadius(
        norm,
        network -> attack(options, norm, network, gemm),
        boxes,
        gemm,
        options.threads(),
        options.seed());
  }

  private static ImageAttack attack(
      VerifierOptions options, Distance norm, Network network, Supplier<Gemm> gemm) {
    if (norm == Distance.L2) {
      return QuadraticTopK.of(new WhiteBox(network, gemm, options.threads()));
    }
    return new GameAttack(
        new GameOptions(
            new GradientSaliency(network, gemm, FEATURES),
            Double.POSITIVE_INFINITY,
            Channels.TOGETHER,
            Double.POSITIVE_INFINITY,
            Players.COOPERATIVE,
            TreeOptions.of(PLAYS)));
  }

  /** For radii on a grid. */
  public static GridRadiusSearch grid() {
    return new GridRadiusSearch(MatrixKernel.best().gemms());
  }

  /** By one mixed-integer program, in a norm. */
  public static RadiusSearch radius(VerifierOptions options, AdversarialDistance.Norm norm) {
    Supplier<Gemm> gemm = MatrixKernel.best().gemms();
    return new MixedProgramRadius(
        ProgramSolver.require(),
        norm,
        attack(options, gemm, AttackOptions.quick()),
        gemm,
        options.threads());
  }

  private static Refuter attack(
      VerifierOptions options, Supplier<Gemm> gemm, AttackOptions attack) {
    return new CaseByCaseAttack(
        (network, cases) ->
            new ProjectedGradientAttack(
                network,
                gemm,
                options.threads(),
                attack.within(ExactForwardPass.products(network), ATTACK_PRODUCTS / cases)),
        options.seed());
  }

  private static Verifier attackingFirst(
      VerifierOptions options,
      Supplier<Gemm> gemm,
      Optional<DividedSearch> division,
      Optional<KnownTrees> known) {
    Refuter thorough = attack(options, gemm, AttackOptions.thorough());
    if (options.semantics() == Semantics.REAL) {
      return new ConflictVerifier(
          options.threads(),
          new FirstLookVerifier(
              gemm,
              new SlicedLookVerifier(
                  options.threads(),
                  gemm,
                  new AttackFirstVerifier(
                      attack(options, gemm, AttackOptions.quick()),
                      new CrossingVerifier(
                          gemm,
                          options.seed(),
                          branching(
                              options, gemm, Splitting.AUTOMATIC, thorough, division, known))))));
    }
    return branching(
        options, gemm, Splitting.AUTOMATIC, new DeployedAttack(thorough), division, known);
  }

  private static Refuter deployedAttack(VerifierOptions options, Supplier<Gemm> gemm) {
    if (options.engine() != Engine.AUTO) {
      return Refuter.NONE;
    }
    Refuter probes = new Float32Probes(options.seed());
    Refuter quick = new DeployedAttack(attack(options, gemm, AttackOptions.quick()));
    return (query, budget) -> probes.refute(query, budget).or(() -> quick.refute(query, budget));
  }

  private static Verifier exact(SmtEngine engine, VerifierOptions options, Supplier<Gemm> gemm) {
    return SolverVerifier.exact(SmtSolvers.require(engine), gemm, options.threads());
  }

  private static Verifier mixed(
      ProgramSolver programs, VerifierOptions options, Supplier<Gemm> gemm) {
    return SolverVerifier.inDoubles(programs.constraints(), programs, gemm, options.threads());
  }

  private static Verifier branching(
      VerifierOptions options,
      Supplier<Gemm> gemm,
      Splitting splitting,
      Refuter attack,
      Optional<DividedSearch> division,
      Optional<KnownTrees> known) {
    return new BranchAndBoundVerifier(
        options.threads(), gemm, ProgramSolver.best(), splitting, attack, division, known);
  }
}
