package org.plumbline.soundness.deployment.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.check.PointEnclosure;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;

/**
 * What a runtime is measured by. Where a network is known in binary32, that is what certificates
 * about float32 rest on. Else it is the network of real numbers, and a tolerance: a share of the
 * largest number that the network computes on the way, or of 1 if that is larger.
 */
public final class Yardstick {
  /** Numbers below this one do not overflow in binary32, nor do sums of two. */
  private static final double LARGEST = 0x1p126;

  private final Network network;
  private final double tolerance;
  private final PointEnclosure real;
  private final Optional<PointEnclosure> float32;
  private final Optional<String> gap;

  /**
   * @throws IllegalArgumentException if the network is too large, in words
   */
  public Yardstick(Network network, double tolerance) {
    this.network = network;
    this.tolerance = tolerance;
    this.real = PointEnclosure.of(network, Semantics.REAL);
    Optional<PointEnclosure> known = Optional.empty();
    Optional<String> unknown = Optional.empty();
    try {
      known = Optional.of(PointEnclosure.of(network, Semantics.FLOAT32));
    } catch (IllegalArgumentException e) {
      unknown = Optional.of(e.getMessage());
    }
    this.float32 = known;
    this.gap = unknown;
  }

  /** Why certificates about float32 do not cover the network, if they do not. */
  public Optional<String> gap() {
    return gap;
  }

  /** See above. */
  public double tolerance() {
    return tolerance;
  }

  /** Numbers of an input. */
  public int inputs() {
    return network.inputSize();
  }

  /** Empty where nothing is known: a number may overflow, or is not what the reader expects. */
  Optional<Allowance> at(double[] x) {
    Optional<List<Box>> exact = real.at(x);
    if (exact.isEmpty()) {
      return Optional.empty();
    }
    Box output = exact.get().get(network.outputIndex());
    return float32.isPresent()
        ? float32.get().at(x).map(boxes -> deployed(output, boxes))
        : tolerated(output, exact.get());
  }

  private Allowance deployed(Box output, List<Box> boxes) {
    return new Allowance(output, boxes.get(network.outputIndex()));
  }

  private Optional<Allowance> tolerated(Box output, List<Box> boxes) {
    double largest = boxes.stream().mapToDouble(Yardstick::largest).max().orElse(0);
    if (!(largest < LARGEST)) {
      return Optional.empty();
    }
    double slack = tolerance * Math.max(1, largest);
    double[] lower = Arrays.stream(output.lower()).map(v -> v - slack).toArray();
    double[] upper = Arrays.stream(output.upper()).map(v -> v + slack).toArray();
    return Optional.of(new Allowance(output, new Box(lower, upper)));
  }

  private static double largest(Box box) {
    double largest = 0;
    for (int i = 0; i < box.size(); i++) {
      double size = Math.max(Math.abs(box.lower()[i]), Math.abs(box.upper()[i]));
      largest = Math.max(largest, size);
    }
    return largest;
  }
}
