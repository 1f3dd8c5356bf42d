package org.plumbline.certificates.check;

import java.util.List;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.InputLayer;
import org.plumbline.network.model.LayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Lower bounds of linear functions of neurons over a node: coefficients move from layer to layer to
 * the inputs; on the way and there the least value over the bounds is plain. At every point of the
 * node,
 *
 * <pre>function ≥ Σₖ aₖ·zₖ + constant − lost</pre>
 *
 * with the computed aₖ and constant taken as exact numbers, and k over the layers still to come.
 * Each step keeps it: an affine layer replaces z by what it equals, an activation by the line that
 * lies below {@code a·σ(z)}, a split adds a number that is at most 0 in the node. What rounding
 * breaks is added to {@code lost}, see {@link RoundingCharges}. Requests go through in blocks.
 */
final class BackwardPass {
  private final CheckedNetwork network;
  private final RoundingCharges charges;
  private final List<BoundRequest> requests;
  private final PassedFunctions functions;
  private final LineSteps lines;
  private final PairSteps pairs;

  /**
   * A pass for at most {@link CoefficientBlock#WIDTH} requests.
   *
   * @param relaxations of the bounds
   * @param requests whose slopes, where they have some, are of the same neurons
   * @param workspace whose coefficients are made when needed
   * @param isTwoSided bounds from above as well, which takes lines that are parallel, and no
   *     splits: the coefficients are then the same
   * @throws IllegalArgumentException if a request for both has slopes of its own, or splits
   */
  BackwardPass(
      CheckedNetwork network,
      NodeBounds bounds,
      RoundingCharges charges,
      Relaxations relaxations,
      Workspaces.Workspace workspace,
      List<BoundRequest> requests,
      boolean isTwoSided) {
    if (isTwoSided && !requests.stream().allMatch(BoundRequest::hasGuessesOnly)) {
      throw new IllegalArgumentException("slopes or splits in a pass from both sides");
    }
    this.network = network;
    this.charges = charges;
    this.requests = requests;
    this.functions =
        new PassedFunctions(network, bounds, charges, workspace, requests.size(), isTwoSided);
    ChosenSlopes slopes = new ChosenSlopes(requests);
    this.lines = new LineSteps(network, bounds, charges, relaxations, functions, requests, slopes);
    this.pairs = new PairSteps(bounds, charges, relaxations, functions, slopes);
  }

  /**
   * A linear function of the inputs that is below the one asked for, everywhere in the node.
   *
   * @param constant with which the form is below
   * @param most with which it is above if both sides were asked for, or NaN
   * @param lower at most the function, or NaN where nothing is known
   * @param upper at least the function if both sides were asked for, or NaN
   */
  record Form(double[] coefficients, double constant, double most, double lower, double upper) {}

  /** The forms of the requests; to be called once. */
  List<Form> forms() {
    for (int r = 0; r < requests.size(); r++) {
      BoundRequest request = requests.get(r);
      for (int t = 0; t < request.layer().length; t++) {
        functions.add(r, request.layer()[t], request.neuron()[t], request.coefficient()[t]);
      }
    }
    for (int k = network.depth() - 1; k >= 0; k--) {
      for (int r = 0; r < requests.size(); r++) {
        addSplits(r, k);
      }
      if (k == 0) {
        functions.open(0);
      }
      if (functions.reaches(k)) {
        step(k);
        functions.pass(k);
      }
    }
    return functions.forms();
  }

  private void addSplits(int r, int k) {
    if (requests.get(r).multipliers() == null) {
      return;
    }
    for (BoundRequest.SplitTerm term : requests.get(r).multipliers()) {
      if (term.layer() == k && term.beta() != 0) {
        double a = term.sign() * term.beta();
        functions.add(r, k, term.neuron(), a);
        functions.addConstant(r, -a * term.point(), -a * term.point());
        functions.added(1);
      }
    }
  }

  /** The bound is taken before what may lose something. */
  private void step(int k) {
    for (int r = 0; r < requests.size(); r++) {
      functions.lost()[r] += charges.underflow(k);
    }
    if (network.affine(k) == null || network.tables(k) != null) {
      functions.concretise(k);
    }
    network.layer(k).accept(new Step(k));
  }

  /** Moves the coefficients of layer k on. */
  private final class Step implements LayerVisitor<Void> {
    private final int k;

    Step(int k) {
      this.k = k;
    }

    @Override
    public Void visitInput(InputLayer layer) {
      return null;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      if (network.tables(k) == null) {
        affine(k, network.affine(k));
      } else {
        lines.tables(k, network.tables(k));
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      lines.activation(k, layer);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      pairs.product(k, layer);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      pairs.difference(k, layer);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      pairs.maximum(k, layer);
      return null;
    }
  }

  private void affine(int k, AffineRows affine) {
    CoefficientBlock block = functions.of(k);
    double[] a = block.values();
    for (int t = 0; t < block.count(); t++) {
      int i = block.neuron(t);
      if (block.isZero(i)) {
        continue;
      }
      double rate = charges.rate(k, i);
      double bias = affine.bias(i);
      for (int r = 0; r < functions.count(); r++) {
        double c = a[i * functions.width() + r];
        functions.lost()[r] += Math.abs(c) * rate;
        if (bias != 0) {
          functions.addConstant(r, c * bias, c * bias);
        }
      }
      functions.added(1);
    }
    for (int t = 0; t < affine.terms(); t++) {
      affine.addTransposed(t, block, functions.open(affine.source(t)));
    }
  }
}
