package org.plumbline.specs.replay;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.Float32ForwardPass;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.LogitQuery;
import org.plumbline.specs.query.PremiseRows;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample.Classification;

/**
 * Decides whether a candidate refutes the property, trusting nothing about how it was found. The
 * candidate is moved into the exact box, to binary32 values first, and the network is replayed:
 *
 * <ul>
 *   <li>without rounding, for piecewise polynomial networks of up to {@link #MAX_PRODUCTS}
 *       products, and for others of up to {@link #FEW_PRODUCTS} where they have known values, if
 *       coefficients are stored exactly, at points that doubles express;
 *   <li>else in double with a bound on the error ({@link RunningError}); networks that are not
 *       piecewise linear must violate in binary32 arithmetic as well.
 * </ul>
 *
 * What then lies in an unsafe polyhedron by exact arithmetic, and is allowed by the property's
 * choices, is a violation. Where a property only compares outputs of a final softmax, the scores
 * before it decide ({@link LogitQuery}). A premise counts as rows of every polyhedron ({@link
 * PremiseRows}): a neuron that is exactly 0 satisfies both of its literals. Where the network is
 * not the model ({@link ReadingCheck}), nothing refutes, and of inputs that are integers only whole
 * numbers do ({@link WholeInputs}). One instance serves one thread.
 */
public final class CounterexampleChecker {
  /** Misses up to this far, in the units of the inequalities, are reported, not accepted. */
  public static final double TOLERANCE = 1e-4;

  private static final long MAX_PRODUCTS = 20_000_000;

  /** Of a network whose exact values are rarely known. */
  private static final long FEW_PRODUCTS = 10_000;

  private static final Comparator<Counterexample> STRENGTH =
      Comparator.comparing(Counterexample::classification)
          .thenComparing(Counterexample::inFloat32)
          .thenComparingDouble(Counterexample::margin);

  private final Query query;
  private final Query rows;
  private final Network network;
  private final Query decisive;
  private final Optional<ExactForwardPass> exact;
  private final Float32ForwardPass float32;
  private final RunningError runningError;
  private final RunningError outputError;
  private final ReadingCheck reading;

  public CounterexampleChecker(Query query) {
    this.query = query;
    this.rows = PremiseRows.of(query);
    this.network = rows.network();
    Query scores = LogitQuery.of(query);
    this.decisive = scores == query ? rows : PremiseRows.of(scores);
    this.exact = exact(decisive.network());
    this.float32 = new Float32ForwardPass(network);
    this.runningError = new RunningError(decisive.network());
    this.outputError = decisive == rows ? runningError : new RunningError(network);
    this.reading = new ReadingCheck(query.network());
  }

  private static Optional<ExactForwardPass> exact(Network network) {
    long most = network.isPiecewisePolynomial() ? MAX_PRODUCTS : FEW_PRODUCTS;
    boolean isExact =
        ExactForwardPass.isFaithful(network) && ExactForwardPass.products(network) <= most;
    return isExact ? Optional.of(new ExactForwardPass(network)) : Optional.empty();
  }

  /**
   * Tries every case whose box, rounded outward, has the candidate in it.
   *
   * @throws IllegalArgumentException if it has another number of values than the network inputs
   */
  public Optional<Counterexample> check(double[] candidate) {
    requireSize(candidate);
    Optional<Counterexample> best = Optional.empty();
    for (int k = 0; k < query.boxes().size(); k++) {
      if (query.boxes().get(k).contains(candidate)) {
        best = stronger(best, check(query.property().cases().get(k), candidate));
        if (best.isPresent() && best.get().isViolation()) {
          return best;
        }
      }
    }
    return best;
  }

  private void requireSize(double[] candidate) {
    if (candidate.length != network.inputSize()) {
      throw new IllegalArgumentException(
          candidate.length + " values for a network of " + network.inputSize() + " inputs");
    }
  }

  /**
   * Tries one case of the property; a candidate outside of its box is moved to the nearest point
   * inside. Empty when the result misses every polyhedron of the case by more than the tolerance.
   */
  public Optional<Counterexample> check(Case part, double[] candidate) {
    requireSize(candidate);
    Optional<double[]> whole =
        WholeInputs.nearest(query.network().reading().ports(), part.inputs(), candidate);
    return whole.flatMap(inputs -> replay(part, inputs));
  }

  private Optional<Counterexample> replay(Case part, double[] candidate) {
    Optional<Counterexample> rounded =
        replay(part, InwardPoint.inFloat32(part.inputs(), candidate));
    return rounded.isPresent() && rounded.get().isViolation()
        ? rounded
        : stronger(rounded, replay(part, InwardPoint.inDouble(part.inputs(), candidate)));
  }

  private Optional<Counterexample> replay(Case part, InwardPoint point) {
    if (!reading.holdsInReals(point) || !query.property().allows(point.exact())) {
      return Optional.empty();
    }
    Replay scores = replay(point);
    Run run =
        new Run(
            point,
            scores,
            decisive == rows ? scores : Replay.of(outputError, point),
            float32.outputs(point.rounded()));
    int number = query.property().cases().indexOf(part);
    if (number < 0) {
      throw new IllegalArgumentException("a case of another property than the checker's");
    }
    Optional<Counterexample> best = Optional.empty();
    for (int p = 0; p < part.unsafe().size(); p++) {
      best = stronger(best, classify(number, p, run));
    }
    return best;
  }

  private Replay replay(InwardPoint point) {
    if (exact.isPresent() && point.isExact()) {
      try {
        return Replay.of(exact.get().outputs(point.doubles()));
      } catch (ArithmeticException e) {
        // Numbers of absurd length, or functions without a known value: the replay below decides.
      }
    }
    return Replay.of(runningError, point);
  }

  /**
   * One point, run in three ways.
   *
   * @param scores of the network that decides
   * @param outputs of the network itself
   */
  private record Run(InwardPoint point, Replay scores, Replay outputs, float[] float32) {}

  private Optional<Counterexample> classify(int number, int p, Run run) {
    Polyhedron asked = query.property().cases().get(number).unsafe().get(p);
    Polyhedron unsafe = rows.property().cases().get(number).unsafe().get(p);
    Polyhedron onScores = this.decisive.property().cases().get(number).unsafe().get(p);
    List<Slack> decisive = run.scores().slacks(onScores, run.point().exact());
    List<Slack> slacks = run.outputs().slacks(unsafe, run.point().exact());
    boolean inFloat32 = Replay.of(run.float32()).isIn(unsafe, run.point().exact());
    boolean confirmed = network.isPiecewiseLinear() || inFloat32;
    Classification classification;
    if (confirmed && decisive.stream().allMatch(Slack::isPositive)) {
      classification = Classification.STRICT;
    } else if (confirmed && decisive.stream().allMatch(Slack::isMet)) {
      classification = Classification.TIE;
    } else if (slacks.stream().allMatch(slack -> slack.isWithin(TOLERANCE))) {
      classification = Classification.WITHIN_TOLERANCE;
    } else {
      return Optional.empty();
    }
    double least =
        slacks.stream()
            .limit(asked.inequalities().size())
            .mapToDouble(Slack::margin)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    double margin = classification == Classification.WITHIN_TOLERANCE ? least : Math.max(0, least);
    return Optional.of(
        new Counterexample(
            run.point().exact(),
            run.point().doubles(),
            Arrays.copyOf(run.outputs().outputs(), query.network().outputSize()),
            Arrays.copyOf(run.float32(), query.network().outputSize()),
            classification,
            margin,
            asked,
            inFloat32));
  }

  private static Optional<Counterexample> stronger(
      Optional<Counterexample> left, Optional<Counterexample> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.isPresent() ? left : right;
    }
    return STRENGTH.compare(left.get(), right.get()) >= 0 ? left : right;
  }
}
