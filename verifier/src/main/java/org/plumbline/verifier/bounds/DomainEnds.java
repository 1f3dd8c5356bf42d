package org.plumbline.verifier.bounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/**
 * Single inputs for which a network is undefined: log at 0, or the reciprocal where its argument
 * changes its sign. No box of a split search lies in such a set, so that the search would go on
 * until its time is over. The argument is followed from the middle of the box, one coordinate at a
 * time, to the corners where it seems least and greatest; what is found there, in doubles, gives an
 * open part its reason, and proves nothing. Values grow without end towards a pole, so that the way
 * to it is worth a look.
 */
public final class DomainEnds {
  /** Of roots and arcs, which are defined at the ends of their domains. */
  private static final double SLIP = 0x1p-30;

  /** Points on the way to an end of a domain, each half as far away as the one before. */
  private static final int STEPS = 60;

  /** With more inputs than these only three points are looked at. */
  private static final int MOST_INPUTS = 64;

  private final Network network;
  private final Domains domains;
  private final ForwardPass forward;
  private final boolean hasSteps;

  public DomainEnds(Network network, Domains domains, Gemm gemm) {
    this.network = network;
    this.domains = domains;
    this.forward = new ForwardPass(network, gemm);
    this.hasSteps =
        network.layers().stream()
            .anyMatch(l -> l instanceof ActivationLayer act && isStep(act.activation().kind()));
  }

  private static boolean isStep(Activation.Kind kind) {
    return switch (kind) {
      case SIGN, FLOOR, ROUND -> true;
      default -> false;
    };
  }

  /**
   * Where a network is undefined.
   *
   * @param words what it is asked for
   * @param beside inputs ever nearer to the end of the domain, which may lie outside of the box
   */
  public record Seen(String words, List<double[]> beside) {}

  /** What is undefined somewhere in the box of a subproblem; empty if nothing is seen. */
  public Optional<Seen> undefined(BatchBounds bounds, int b) {
    for (int k : domains.layers()) {
      ActivationLayer act = (ActivationLayer) network.layer(k);
      for (int i = 0; i < act.size(); i++) {
        double low = bounds.lower(act.source())[b * act.size() + i];
        double high = bounds.upper(act.source())[b * act.size() + i];
        if (low <= high && Domains.isLeft(act.activation(), low, high)) {
          Optional<Seen> seen = seen(act, i, k, bounds, b);
          if (seen.isPresent()) {
            return seen;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Seen> seen(ActivationLayer act, int i, int k, BatchBounds bounds, int b) {
    int n = network.inputSize();
    double[] lower = Arrays.copyOfRange(bounds.lower(0), b * n, (b + 1) * n);
    double[] upper = Arrays.copyOfRange(bounds.upper(0), b * n, (b + 1) * n);
    double[] middle = new double[n];
    Arrays.setAll(middle, v -> 0.5 * lower[v] + 0.5 * upper[v]);
    double[] least = lower;
    double[] most = upper;
    if (n <= MOST_INPUTS) {
      least = middle.clone();
      most = middle.clone();
      steps(act.source(), i, lower, upper, middle, least, most);
    }
    double[] values = arguments(act.source(), i, least, most, middle);
    double from = Arrays.stream(values).min().orElseThrow();
    double to = Arrays.stream(values).max().orElseThrow();
    boolean isMet = Arrays.stream(values).anyMatch(x -> x == 0) || from < 0 && to > 0 && !hasSteps;
    boolean isUndefined =
        switch (act.activation().kind()) {
          case LOG -> from <= 0;
          case SQRT -> from < -SLIP;
          case RECIPROCAL -> isMet;
          case ASIN -> from < -1 - SLIP || to > 1 + SLIP;
          default -> false;
        };
    return isUndefined
        ? Optional.of(new Seen(domains.words(k, from, to), beside(act.source(), i, least, most)))
        : Optional.empty();
  }

  /** Points on the line between two, on both sides of where the argument is 0. */
  private List<double[]> beside(int source, int i, double[] least, double[] most) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < STEPS; step++) {
      double middle = 0.5 * (low + high);
      boolean isBelow = arguments(source, i, between(least, most, middle))[0] < 0;
      low = isBelow ? middle : low;
      high = isBelow ? high : middle;
    }
    List<double[]> points = new ArrayList<>();
    for (int k = 1; k <= STEPS; k++) {
      points.add(between(least, most, high + Math.scalb(1.0, -k)));
      points.add(between(least, most, low - Math.scalb(1.0, -k)));
    }
    return points;
  }

  private static double[] between(double[] from, double[] to, double share) {
    double[] point = new double[from.length];
    Arrays.setAll(point, v -> (1 - share) * from[v] + share * to[v]);
    return point;
  }

  /** Moves each coordinate to the end at which the argument is least, or greatest. */
  private void steps(
      int source,
      int i,
      double[] lower,
      double[] upper,
      double[] middle,
      double[] least,
      double[] most) {
    int n = middle.length;
    double[][] moved = new double[2 * n][];
    for (int v = 0; v < n; v++) {
      moved[2 * v] = middle.clone();
      moved[2 * v][v] = lower[v];
      moved[2 * v + 1] = middle.clone();
      moved[2 * v + 1][v] = upper[v];
    }
    double[] values = arguments(source, i, moved);
    for (int v = 0; v < n; v++) {
      boolean rises = values[2 * v] <= values[2 * v + 1];
      least[v] = rises ? lower[v] : upper[v];
      most[v] = rises ? upper[v] : lower[v];
    }
  }

  private double[] arguments(int source, int i, double[]... points) {
    int n = network.inputSize();
    double[] inputs = new double[points.length * n];
    for (int p = 0; p < points.length; p++) {
      System.arraycopy(points[p], 0, inputs, p * n, n);
    }
    double[] traced = forward.trace(points.length, inputs)[source];
    double[] values = new double[points.length];
    Arrays.setAll(values, p -> traced[p * network.layer(source).size() + i]);
    return values;
  }
}
