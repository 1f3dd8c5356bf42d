package org.plumbline.specs.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.Float32ForwardPass;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Counterexample.Classification;

/**
 * Decides whether a candidate refutes the property, trusting nothing about how it was found. The
 * candidate is moved into the exact box, to binary32 values first, and the network is replayed:
 *
 * <ul>
 *   <li>without rounding, for piecewise linear networks of up to {@link #MAX_PRODUCTS} products
 *       whose coefficients are stored exactly, at points that doubles express;
 *   <li>else in double with a bound on the error ({@link RunningError}); networks that are not
 *       piecewise linear must violate in binary32 arithmetic as well.
 * </ul>
 *
 * What then lies in an unsafe polyhedron by exact arithmetic is a violation. One instance serves
 * one thread.
 */
public final class CounterexampleChecker {
  /** Misses up to this far, in the units of the inequalities, are reported, not accepted. */
  public static final double TOLERANCE = 1e-4;

  private static final long MAX_PRODUCTS = 20_000_000;

  private final Query query;
  private final Network network;
  private final Optional<ExactForwardPass> exact;
  private final Float32ForwardPass float32;
  private final RunningError runningError;

  public CounterexampleChecker(Query query) {
    this.query = query;
    this.network = query.network();
    boolean isExact =
        network.isPiecewiseLinear()
            && ExactForwardPass.isFaithful(network)
            && ExactForwardPass.products(network) <= MAX_PRODUCTS;
    this.exact = isExact ? Optional.of(new ExactForwardPass(network)) : Optional.empty();
    this.float32 = new Float32ForwardPass(network);
    this.runningError = new RunningError(network);
  }

  /** Tries every case whose box, rounded outward, has the candidate in it. */
  public Optional<Counterexample> check(double[] candidate) {
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

  /**
   * Tries one case of the property; a candidate outside of its box is moved to the nearest point
   * inside. Empty when the result misses every polyhedron of the case by more than the tolerance.
   */
  public Optional<Counterexample> check(Case part, double[] candidate) {
    if (candidate.length != network.inputSize()) {
      throw new IllegalArgumentException(
          candidate.length + " values for a network of " + network.inputSize() + " inputs");
    }
    Optional<Counterexample> rounded =
        replay(part, InwardPoint.inFloat32(part.inputs(), candidate));
    return rounded.isPresent() && rounded.get().isViolation()
        ? rounded
        : stronger(rounded, replay(part, InwardPoint.inDouble(part.inputs(), candidate)));
  }

  private Optional<Counterexample> replay(Case part, InwardPoint point) {
    Replay replay = replay(point);
    float[] float32Outputs = float32.outputs(point.rounded());
    Optional<Counterexample> best = Optional.empty();
    for (Polyhedron unsafe : part.unsafe()) {
      best = stronger(best, classify(unsafe, point, replay, float32Outputs));
    }
    return best;
  }

  private Replay replay(InwardPoint point) {
    if (exact.isPresent() && point.isExact()) {
      try {
        return Replay.of(exact.get().outputs(point.doubles()));
      } catch (ArithmeticException e) {
        // Numbers of absurd length: the bounded replay below decides.
      }
    }
    RunningError.Enclosure enclosure = runningError.enclose(point.doubles(), point.deviation());
    return Replay.of(enclosure.values(), enclosure.errors());
  }

  private Optional<Counterexample> classify(
      Polyhedron unsafe, InwardPoint point, Replay replay, float[] float32Outputs) {
    List<Slack> slacks = new ArrayList<>();
    unsafe.inequalities().forEach(i -> slacks.add(replay.slack(i, point.exact())));
    if (slacks.contains(Slack.UNKNOWN)) {
      return Optional.empty();
    }
    boolean inFloat32 = Replay.of(float32Outputs).isIn(unsafe, point.exact());
    boolean confirmed = network.isPiecewiseLinear() || inFloat32;
    Classification classification;
    if (confirmed && slacks.stream().allMatch(Slack::isPositive)) {
      classification = Classification.STRICT;
    } else if (confirmed && slacks.stream().allMatch(Slack::isMet)) {
      classification = Classification.TIE;
    } else if (slacks.stream().allMatch(slack -> slack.isWithin(TOLERANCE))) {
      classification = Classification.WITHIN_TOLERANCE;
    } else {
      return Optional.empty();
    }
    double margin =
        slacks.stream().mapToDouble(Slack::margin).min().orElse(Double.POSITIVE_INFINITY);
    return Optional.of(
        new Counterexample(
            point.exact(),
            point.doubles(),
            replay.outputs(),
            float32Outputs,
            classification,
            margin,
            unsafe,
            inFloat32));
  }

  private static Optional<Counterexample> stronger(
      Optional<Counterexample> left, Optional<Counterexample> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.isPresent() ? left : right;
    }
    int order = left.get().classification().compareTo(right.get().classification());
    boolean keepsLeft = order != 0 ? order > 0 : left.get().margin() >= right.get().margin();
    return keepsLeft ? left : right;
  }
}
