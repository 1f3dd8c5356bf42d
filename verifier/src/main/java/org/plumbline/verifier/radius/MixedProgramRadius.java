package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.plumbline.encodings.milp.AdversarialDistance;
import org.plumbline.encodings.milp.AdversarialDistance.Norm;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.network.Breakpoints;
import org.plumbline.encodings.network.NetworkEncoder;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.linear.Gemm;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.branching.root.CaseBounds;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;

/**
 * The maximum safe radius as one mixed-integer program (Tjeng et al., <em>Evaluating Robustness of
 * Neural Networks with Mixed Integer Programming</em>, ICLR 2019), which knows other norms than the
 * maximum. An attack first finds how large the box has to be. The nearest input is replayed, a
 * little further out, since the program's own lies on the border; the lower bound is as good as
 * doubles and tolerances, {@link Assurance#NUMERIC}.
 */
public final class MixedProgramRadius implements RadiusSearch {
  private static final double ATTACK_SHARE = 0.2;
  private static final double[] FURTHER = {0, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2};

  /** Share by which tolerances may make the lower bound too great. */
  private static final double TOLERANCE = 1e-6;

  private final ProgramSolver programs;
  private final Norm norm;
  private final Refuter attack;
  private final Supplier<Gemm> gemm;
  private final int threads;

  /**
   * @param gemm makes one instance per thread, for bounds
   */
  public MixedProgramRadius(
      ProgramSolver programs, Norm norm, Refuter attack, Supplier<Gemm> gemm, int threads) {
    this.programs = programs;
    this.norm = norm;
    this.attack = attack;
    this.gemm = gemm;
    this.threads = threads;
  }

  @Override
  public RadiusInterval search(
      RadiusQuestion question,
      double precision,
      Budget budget,
      Consumer<RadiusInterval> listener,
      ProofListener notes) {
    Budget share = Budget.ofMillis((long) (budget.remainingMillis() * ATTACK_SHARE));
    Progress attacked = new Progress(question, Distance.LINF, interval -> {});
    new NearestFound(question, attack, attacked).search(precision, share);
    RadiusInterval now = RadiusInterval.UNKNOWN;
    if (attacked.now().nearest().isPresent()) {
      Counterexample witness = attacked.now().nearest().get();
      now = now.found(distance(question, witness), witness);
      listener.accept(now);
    }
    Optional<BigDecimal> reach = now.upper().or(question::furthest);
    if (reach.isEmpty()) {
      notes.note("no attack succeeds, and without a range of the inputs there is no program");
      return now;
    }
    Query query = question.within(reach.get());
    Optional<AdversarialDistance.Found> found = solve(question, query, budget, notes);
    if (found.isPresent()) {
      now = refined(now, question, query, found.get());
      listener.accept(now);
    }
    return now;
  }

  private BigDecimal distance(RadiusQuestion question, Counterexample found) {
    return question.distance(norm == Norm.LINF ? Distance.LINF : Distance.L1, found);
  }

  private Optional<AdversarialDistance.Found> solve(
      RadiusQuestion question, Query query, Budget budget, ProofListener notes) {
    Case part = query.property().cases().get(0);
    return new CaseBounds(query.network(), gemm, threads)
        .of(part, query.premise(), budget)
        .flatMap(
            found -> {
              ConstraintSystem system =
                  NetworkEncoder.encode(query.network(), part, found.bounds(), new Breakpoints())
                      .system();
              notes.note(
                  "a program of "
                      + system.variables().size()
                      + " variables and "
                      + system.choices().size()
                      + " choices");
              return programs.solve(
                  new AdversarialDistance(system, centre(question), norm), budget);
            });
  }

  private static double[] centre(RadiusQuestion question) {
    return Arrays.stream(question.values()).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  /** With the program's point, if it can be replayed, and the program's bound. */
  private RadiusInterval refined(
      RadiusInterval now, RadiusQuestion question, Query query, AdversarialDistance.Found found) {
    CounterexampleChecker checker = new CounterexampleChecker(query);
    RadiusInterval refined = now;
    for (double further : FURTHER) {
      Optional<Counterexample> shown =
          checker
              .check(pushed(question, query, found.point(), further))
              .filter(Counterexample::isViolation);
      if (shown.isPresent()) {
        BigDecimal distance = distance(question, shown.get());
        boolean isNearer = now.upper().filter(u -> u.compareTo(distance) <= 0).isEmpty();
        refined = isNearer ? now.found(distance, shown.get()) : now;
        break;
      }
    }
    double most = refined.upper().map(BigDecimal::doubleValue).orElse(Double.POSITIVE_INFINITY);
    double lower = Math.min(found.lower(), most) * (1 - TOLERANCE);
    return lower > 0 && lower < most
        ? refined.proved(new BigDecimal(lower), Assurance.NUMERIC)
        : refined;
  }

  /** A point of the box, away from the input by a share more. */
  private static double[] pushed(
      RadiusQuestion question, Query query, double[] point, double further) {
    double[] lower = query.boxes().get(0).lower();
    double[] upper = query.boxes().get(0).upper();
    double[] pushed = new double[point.length];
    for (int i = 0; i < pushed.length; i++) {
      double own = question.values()[i].doubleValue();
      double moved = own + (1 + further) * (point[i] - own);
      pushed[i] = Math.max(lower[i], Math.min(upper[i], moved));
    }
    return pushed;
  }
}
