package org.plumbline.verifier.dlv.realisation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.NetworkSection;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearReduction;
import org.plumbline.verifier.dlv.grid.Axis;
import org.plumbline.verifier.dlv.grid.BoxBounds;
import org.plumbline.verifier.dlv.grid.Grid;
import org.plumbline.verifier.dlv.grid.Region;

/**
 * Ways back from the grids of later layers to a region of inputs. What is encoded for the solver is
 * the network up to the manipulated neurons, reduced to its open neurons where that is possible:
 * few inputs vary, so that most neurons are linear functions of them.
 */
public final class Preimages {
  /** Coefficients of a network that a solver is bothered with. */
  private static final double MOST_ENTRIES = 2e6;

  private final Network network;
  private final Region inputs;
  private final Query query;
  private final CounterexampleChecker checker;
  private final Supplier<Gemm> gemm;
  private final ConstraintSolver solver;

  /**
   * @param query about the region, of which it has one case
   */
  public Preimages(
      Network network,
      Region inputs,
      Query query,
      CounterexampleChecker checker,
      Supplier<Gemm> gemm,
      ConstraintSolver solver) {
    this.network = network;
    this.inputs = inputs;
    this.query = query;
    this.checker = checker;
    this.gemm = gemm;
    this.solver = solver;
  }

  /** The way back from a layer. */
  public Realisation of(int layer, Grid grid) {
    if (layer == 0) {
      return new InputRealisation(checker);
    }
    BatchBounds bounds = BoxBounds.of(upTo(layer, grid), inputs.box(), gemm.get());
    BatchBounds reduced = reduced(bounds).orElse(bounds);
    double entries = entries(reduced.network());
    if (entries > MOST_ENTRIES) {
      String why =
          String.format(
              Locale.ROOT, "%.0f coefficients up to layer %d are too many", entries, layer);
      return (activation, index, budget) -> new Realisation.Open(why);
    }
    return new SolverRealisation(
        reduced, inputs, query.property().cases().get(0), grid, checker, solver);
  }

  /** Outputs are the manipulated neurons, in the order of the grid's axes. */
  private Network upTo(int layer, Grid grid) {
    Network section = NetworkSection.between(network, 0, layer);
    NetworkBuilder builder = new NetworkBuilder(section.input().shape());
    section.layers().stream().skip(1).forEach(builder::add);
    int[] neurons = grid.axes().stream().mapToInt(Axis::dimension).toArray();
    builder.add(new AffineLayer(layer, new SelectionMap(section.outputSize(), neurons)));
    return builder.build();
  }

  private Optional<BatchBounds> reduced(BatchBounds bounds) {
    LinearReduction reduction = new LinearReduction(bounds);
    if (!reduction.isPossible() || reduction.products() > MOST_ENTRIES) {
      return Optional.empty();
    }
    LinearReduction.Rows rows =
        reduction
        .new Rows(new CrownPropagator(bounds.network(), new ErrorCharges(bounds), gemm.get()));
    List<LinearReduction.Part> parts = reduction.parts();
    parts.forEach(part -> part.fill(rows, 0, part.rows()));
    return Optional.of(reduction.assemble(parts));
  }

  private static double entries(Network network) {
    double entries = 0;
    for (Layer layer : network.layers()) {
      if (layer instanceof AffineLayer affine) {
        entries += affine.products();
      }
    }
    return entries;
  }
}
