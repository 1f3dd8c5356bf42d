package org.plumbline.encodings.milp;

import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.encodings.network.Breakpoints;
import org.plumbline.encodings.network.Encoding;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.encodings.network.NetworkEncoder;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;

/**
 * Narrows the neurons whose phase is open, layer by layer, by mixed-integer programs over what each
 * layer depends on (Tjeng et al., <em>Evaluating Robustness of Neural Networks with Mixed Integer
 * Programming</em>, ICLR 2019, section 4). Linear programs would gain nothing over bounds with
 * optimised slopes. The new ends are as right as the solver's doubles and tolerances, to which some
 * room is added.
 */
public final class NeuronTightening {
  private static final int MOST_MILLIS = 1_000;
  private static final double TOLERANCE = 1e-6;

  private final ProgramSolver solver;
  private final Network network;
  private final Case everywhere;

  /**
   * @param part whose inputs count
   */
  public NeuronTightening(ProgramSolver solver, Network network, Case part) {
    this.solver = solver;
    this.network = network;
    this.everywhere = new Case(part.inputs(), List.of(new Polyhedron(List.of())));
  }

  /** Bounds that are nowhere wider; neurons not come to within the budget keep theirs. */
  public LayerBounds tighten(LayerBounds bounds, Budget budget) {
    LayerBounds tighter = bounds.copy();
    for (int k = 1; k < network.depth() && !budget.expired(); k++) {
      int[] open = open(k, tighter);
      if (open.length > 0) {
        tighten(((ActivationLayer) network.layer(k)).source(), open, tighter, budget);
      }
    }
    return tighter;
  }

  /** Neurons before an activation that are on both sides of 0. */
  private int[] open(int k, LayerBounds bounds) {
    if (!(network.layer(k) instanceof ActivationLayer act)
        || !act.activation().isPiecewiseLinear()
        || act.source() == 0) {
      return new int[0];
    }
    double[] low = bounds.lower()[act.source()];
    double[] high = bounds.upper()[act.source()];
    return IntStream.range(0, act.size()).filter(i -> low[i] < 0 && high[i] > 0).toArray();
  }

  private void tighten(int layer, int[] open, LayerBounds bounds, Budget budget) {
    Encoding encoding = NetworkEncoder.encode(network, everywhere, bounds, new Breakpoints());
    try (VariableRange program = solver.ranges(encoding.before(layer), false)) {
      for (int i : open) {
        int millis = (int) Math.min(MOST_MILLIS, budget.remainingMillis());
        if (millis > 0) {
          program
              .of(encoding.firstVariable()[layer] + i, millis)
              .ifPresent(range -> cut(bounds, layer, i, range));
        }
      }
    }
  }

  private static void cut(LayerBounds bounds, int layer, int i, VariableRange.Range range) {
    double low = range.lower() - TOLERANCE * (1 + Math.abs(range.lower()));
    double high = range.upper() + TOLERANCE * (1 + Math.abs(range.upper()));
    if (low <= high) {
      bounds.lower()[layer][i] = Math.max(bounds.lower()[layer][i], low);
      bounds.upper()[layer][i] = Math.min(bounds.upper()[layer][i], high);
    }
  }
}
