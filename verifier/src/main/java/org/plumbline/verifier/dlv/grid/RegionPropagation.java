package org.plumbline.verifier.dlv.grid;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSection;
import org.plumbline.verifier.bounds.BatchBounds;

/**
 * From η_{k−1} to η_k such that φ_k(η_{k−1}) ⊆ η_k, the paper's condition on regions of successive
 * layers: what keeps its class on all of η_k keeps it on all of η_{k−1}. The paper asks an SMT
 * solver for a region and widens it until the answer is yes; bounds whose rounding is charged give
 * one at once. From one cut of the network to the next, which are successive layers unless
 * connections skip some.
 */
public final class RegionPropagation {
  private final Network network;
  private final Supplier<Gemm> gemm;
  private final List<Integer> cuts;

  public RegionPropagation(Network network, Supplier<Gemm> gemm) {
    this.network = network;
    this.gemm = gemm;
    this.cuts = NetworkSection.cuts(network);
  }

  /**
   * The region of the next cut.
   *
   * @throws IllegalArgumentException if the region's layer is no cut, or the last one
   */
  public Region next(Region region) {
    int at = cuts.indexOf(region.layer());
    if (at < 0 || at + 1 == cuts.size()) {
      throw new IllegalArgumentException("no region follows that of layer " + region.layer());
    }
    int to = cuts.get(at + 1);
    Network section = NetworkSection.between(network, region.layer(), to);
    BatchBounds bounds = BoxBounds.of(section, region.box(), gemm.get());
    int last = section.outputIndex();
    double[] lower = Arrays.copyOf(bounds.lower(last), section.outputSize());
    double[] upper = Arrays.copyOf(bounds.upper(last), section.outputSize());
    double[] activation =
        Arrays.copyOf(
            new ForwardPass(section, gemm.get()).outputs(1, region.activation()), lower.length);
    for (int i = 0; i < lower.length; i++) {
      activation[i] = Math.max(lower[i], Math.min(upper[i], activation[i]));
    }
    return new Region(to, activation, new Box(lower, upper));
  }
}
