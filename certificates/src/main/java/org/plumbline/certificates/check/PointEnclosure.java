package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;

/**
 * Where the values of all neurons lie for one input, or a box of them, by interval arithmetic
 * rounded outward: as real numbers, or as any runtime in binary32 may compute them ({@link
 * Float32Errors}). What is compared with it are other evaluations of the same model.
 */
public final class PointEnclosure {
  private final CheckedNetwork network;

  private PointEnclosure(CheckedNetwork network) {
    this.network = network;
  }

  /**
   * @throws IllegalArgumentException if the network is too large, or what it computes with these
   *     numbers is not known, in words
   */
  public static PointEnclosure of(Network network, Certificate.Semantics semantics) {
    try {
      CheckedNetwork real = new CheckedNetwork(network);
      boolean isReal = semantics == Certificate.Semantics.REAL;
      return new PointEnclosure(isReal ? real : real.inFloat32());
    } catch (CheckEnd e) {
      throw new IllegalArgumentException(why(e));
    }
  }

  private static String why(CheckEnd end) {
    return end.result() instanceof CheckResult.Incomplete some ? some.why() : end.toString();
  }

  /**
   * The boxes of all layers, the input's first; empty where a value may overflow in binary32, or
   * what the reader took for granted is not so.
   *
   * @param x one number for each input
   */
  public Optional<List<Box>> at(double[] x) {
    return over(Box.point(x));
  }

  /** The same for all inputs of a box. */
  public Optional<List<Box>> over(Box inputs) {
    CheckedNetwork here = network.isFloat32() ? network.on(inputs) : network;
    NodeBounds bounds = new NodeBounds(here.network());
    for (int j = 0; j < inputs.size(); j++) {
      bounds.raise(0, j, inputs.lower()[j]);
      bounds.reduce(0, j, inputs.upper()[j]);
    }
    IntervalRule intervals = new IntervalRule(here);
    try {
      for (int k = 1; k < here.depth(); k++) {
        here.fillDeployedErrors(k, bounds);
        intervals.apply(k, bounds);
      }
      new RangeRule(here).check(bounds);
    } catch (CheckEnd e) {
      return Optional.empty();
    }
    List<Box> boxes = new ArrayList<>();
    for (int k = 0; k < here.depth(); k++) {
      boxes.add(new Box(bounds.lower(k), bounds.upper(k)));
    }
    return Optional.of(boxes);
  }
}
