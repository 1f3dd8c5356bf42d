package org.plumbline.verifier.dlv.grid;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.plumbline.falsifier.search.BatchPasses;
import org.plumbline.falsifier.search.BatchSize;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;

/**
 * Says at which points of a grid the network keeps the class: points are evaluated in double, in
 * batches. A lead counts when it exceeds the rounding error that an evaluation anywhere on the
 * region can make, or when bounds of the single point prove it.
 */
public final class GridJudge {
  private static final int WANTED_BATCH = 64;

  private final Region region;
  private final Grid grid;
  private final Lead lead;
  private final BatchPasses passes;
  private final int batch;
  private final double error;
  private final CellBounds bounds;
  private final int outputs;
  private long queries;

  /**
   * @param network from the region's layer to the outputs
   */
  public GridJudge(
      Network network, Region region, Grid grid, Lead lead, Supplier<Gemm> gemm, int threads) {
    Box spanned = Region.of(region.layer(), region.activation(), grid).box();
    this.region = region;
    this.grid = grid;
    this.lead = lead;
    this.passes = new BatchPasses(network, gemm, threads);
    this.batch = BatchSize.of(network, WANTED_BATCH);
    this.error = lead.error(ForwardError.onBox(network, spanned));
    this.bounds = new CellBounds(network, lead, spanned, gemm.get());
    this.outputs = network.outputSize();
  }

  public Grid grid() {
    return grid;
  }

  /** Points that one call of {@link #leads} takes well. */
  public int batch() {
    return batch;
  }

  /** Evaluations so far. */
  public long queries() {
    return queries;
  }

  /** The leads at the points as computed, in their order. */
  public double[] leads(List<int[]> points) {
    int n = region.activation().length;
    double[] inputs = new double[points.size() * n];
    for (int r = 0; r < points.size(); r++) {
      System.arraycopy(region.activation(), 0, inputs, r * n, n);
      grid.place(points.get(r), inputs, r * n);
    }
    double[] y = passes.outputs(points.size(), inputs);
    queries += points.size();
    double[] leads = new double[points.size()];
    Arrays.setAll(leads, r -> lead.at(y, r * outputs));
    return leads;
  }

  /** Whether the class is kept at a point for sure. */
  public boolean isKept(int[] point, double computedLead) {
    return computedLead > error
        || computedLead > 0 && bounds.keepsClass(Box.point(activation(point)));
  }

  /** All neurons of the layer at a point. */
  public double[] activation(int[] point) {
    double[] activation = region.activation().clone();
    grid.place(point, activation, 0);
    return activation;
  }
}
