package org.plumbline.encodings.network;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.encodings.system.Choice.Alternative;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.encodings.system.Relation;
import org.plumbline.encodings.system.SystemBuilder;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * The one place where the semantics of networks becomes constraints: a variable for every neuron,
 * in the order of the layers; affine layers as equations, piecewise linear activations and maxima
 * as choices, curved activations and products enclosed by pieces ({@link CurveEncoder}; McCormick,
 * <em>Computability of Global Solutions to Factorable Nonconvex Programs</em>, 1976).
 */
public final class NetworkEncoder {
  private static final BigDecimal ONE = BigDecimal.ONE;

  private final Network network;
  private final LayerBounds bounds;
  private final Breakpoints breakpoints;
  private final SystemBuilder builder = new SystemBuilder();
  private final PiecewiseEncoder piecewise = new PiecewiseEncoder(builder);
  private final CurveEncoder curves = new CurveEncoder(piecewise);
  private final int[] first;
  private boolean isExact = true;

  private NetworkEncoder(Network network, LayerBounds bounds, Breakpoints breakpoints) {
    this.network = network;
    this.bounds = bounds;
    this.breakpoints = breakpoints;
    this.first = new int[network.depth()];
  }

  /**
   * Encodes: some input of the case's box reaches one of its unsafe polyhedra.
   *
   * @param bounds that hold on the box
   * @param breakpoints of what is approximated
   */
  public static Encoding encode(
      Network network, Case part, LayerBounds bounds, Breakpoints breakpoints) {
    NetworkEncoder encoder = new NetworkEncoder(network, bounds, breakpoints);
    encoder.inputs(part.inputs());
    for (int k = 1; k < network.depth(); k++) {
      encoder.layer(k, network.layer(k));
    }
    encoder.unsafe(part.unsafe());
    return new Encoding(
        network, encoder.builder.build(network.inputSize()), encoder.first, encoder.isExact);
  }

  private void inputs(DecimalBox box) {
    for (int j = 0; j < box.size(); j++) {
      builder.variable("X_" + j, box.lower()[j], box.upper()[j]);
    }
  }

  private void layer(int k, Layer layer) {
    boolean isOutput = k == network.outputIndex();
    for (int i = 0; i < layer.size(); i++) {
      double low = bounds.lower()[k][i];
      double high = bounds.upper()[k][i];
      int number =
          builder.variable(isOutput ? "Y_" + i : "n" + k + "_" + i, exact(low), exact(high));
      if (i == 0) {
        first[k] = number;
      }
    }
    layer.accept(new Constraints(k));
  }

  /** Requires of the neurons of layer k what it computes. */
  private final class Constraints implements ComputedLayerVisitor<Void> {
    private final int k;

    Constraints(int k) {
      this.k = k;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      affine(k, layer);
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      activation(k, layer);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      product(k, layer);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      difference(k, layer);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      maximum(k, layer);
      return null;
    }
  }

  private static BigDecimal exact(double end) {
    return Double.isInfinite(end) || Double.isNaN(end) ? null : new BigDecimal(end);
  }

  private void affine(int k, AffineLayer affine) {
    for (int i = 0; i < affine.size(); i++) {
      Map<Integer, BigDecimal> terms = new LinkedHashMap<>();
      terms.put(first[k] + i, ONE.negate());
      double[] error = {affine.biasError() == null ? 0 : affine.biasError()[i]};
      for (AffineLayer.Term term : affine.terms()) {
        LinearMap map = term.map();
        int source = term.source();
        map.visitRow(
            i,
            (j, w) -> {
              terms.merge(first[source] + j, new BigDecimal(w), BigDecimal::add);
              error[0] += coefficientError(map, w, source, j);
            });
      }
      sum("sum " + k + "." + i, terms, new BigDecimal(affine.bias()[i]), error[0]);
    }
  }

  /** What the error of a coefficient can make of its product. */
  private double coefficientError(LinearMap map, double w, int source, int j) {
    if (map.coefficientError() == 0) {
      return 0;
    }
    double low = Math.abs(bounds.lower()[source][j]);
    double most = Math.max(low, Math.abs(bounds.upper()[source][j]));
    return map.coefficientError() * Math.abs(w) * most * (1 + 0x1p-40);
  }

  /** The terms and the bias make 0, to within an error. */
  private void sum(String name, Map<Integer, BigDecimal> terms, BigDecimal bias, double error) {
    if (error == 0) {
      builder.require(name, LinearConstraint.of(terms, Relation.EQUAL, bias.negate()));
      return;
    }
    isExact = false;
    if (error < Double.POSITIVE_INFINITY) {
      BigDecimal slack = new BigDecimal(error * (1 + 0x1p-40) + Double.MIN_NORMAL);
      Map<Integer, BigDecimal> opposite = new LinkedHashMap<>();
      terms.forEach((v, c) -> opposite.put(v, c.negate()));
      builder.require(name, LinearConstraint.of(terms, Relation.AT_MOST, slack.subtract(bias)));
      builder.require(name, LinearConstraint.of(opposite, Relation.AT_MOST, slack.add(bias)));
    }
  }

  private void activation(int k, ActivationLayer act) {
    for (int i = 0; i < act.size(); i++) {
      int z = first[act.source()] + i;
      int y = first[k] + i;
      double low = bounds.lower()[act.source()][i];
      double high = bounds.upper()[act.source()][i];
      String name = act.activation() + " " + k + "." + i;
      if (act.activation().isPiecewiseLinear()) {
        isExact &= piecewise.encode(act.activation(), z, y, low, high, name);
      } else {
        isExact = false;
        double[] points = breakpoints.between(k, i, low, high);
        curves.encode(act.activation(), z, y, low, high, points, name);
      }
    }
  }

  private void maximum(int k, MaximumLayer layer) {
    double[] low = bounds.lower()[layer.source()];
    double[] high = bounds.upper()[layer.source()];
    for (int g = 0; g < layer.size(); g++) {
      String name = "max " + k + "." + g;
      int[] members =
          Arrays.copyOfRange(layer.members(), layer.groupStart()[g], layer.groupStart()[g + 1]);
      double least = Arrays.stream(members).mapToDouble(m -> low[m]).max().orElseThrow();
      List<Alternative> greatest = new ArrayList<>();
      for (int m : Arrays.stream(members).distinct().toArray()) {
        int member = first[layer.source()] + m;
        int y = first[k] + g;
        builder.require(
            name, LinearConstraint.ofDifference(member, y, Relation.AT_MOST, BigDecimal.ZERO));
        if (high[m] >= least) {
          LinearConstraint most =
              LinearConstraint.ofDifference(y, member, Relation.AT_MOST, BigDecimal.ZERO);
          greatest.add(new Alternative(builder.name(member), List.of(most)));
        }
      }
      piecewise.choose(name, greatest);
    }
  }

  /** What the value is where each of the two ReLUs is active and where it is not. */
  private void difference(int k, ReluDifferenceLayer layer) {
    for (int i = 0; i < layer.size(); i++) {
      double low = bounds.lower()[layer.base()][i];
      double high = bounds.upper()[layer.base()][i];
      double least = low + bounds.lower()[layer.change()][i];
      double most = high + bounds.upper()[layer.change()][i];
      List<Alternative> phases = new ArrayList<>();
      for (int phase = 0; phase < 4; phase++) {
        boolean wasActive = phase % 2 == 1;
        boolean isActive = phase / 2 == 1;
        boolean isPossible =
            !(wasActive ? high < 0 : low > 0) && !(isActive ? most < 0 : least > 0);
        if (isPossible) {
          phases.add(phase(k, layer, i, wasActive, isActive));
        }
      }
      piecewise.choose("difference " + k + "." + i, phases);
    }
  }

  private Alternative phase(
      int k, ReluDifferenceLayer layer, int i, boolean wasActive, boolean isActive) {
    int z = first[layer.base()] + i;
    int d = first[layer.change()] + i;
    int y = first[k] + i;
    BigDecimal before = wasActive ? ONE.negate() : ONE;
    BigDecimal after = isActive ? ONE.negate() : ONE;
    Map<Integer, BigDecimal> changed = new LinkedHashMap<>(Map.of(z, after));
    changed.merge(d, after, BigDecimal::add);
    Map<Integer, BigDecimal> value = new LinkedHashMap<>(Map.of(y, ONE.negate()));
    if (wasActive != isActive) {
      value.put(z, after.negate());
    }
    if (isActive) {
      value.merge(d, ONE, BigDecimal::add);
    }
    return new Alternative(
        (wasActive ? "active" : "inactive") + (isActive ? " to active" : " to inactive"),
        List.of(
            LinearConstraint.of(Map.of(z, before), Relation.AT_MOST, BigDecimal.ZERO),
            LinearConstraint.of(changed, Relation.AT_MOST, BigDecimal.ZERO),
            LinearConstraint.of(value, Relation.EQUAL, BigDecimal.ZERO)));
  }

  /** McCormick's envelope on each piece of the left factor's range. */
  private void product(int k, ProductLayer layer) {
    isExact = false;
    for (int i = 0; i < layer.size(); i++) {
      double low = bounds.lower()[layer.left()][i];
      double high = bounds.upper()[layer.left()][i];
      double below = bounds.lower()[layer.right()][i];
      double above = bounds.upper()[layer.right()][i];
      boolean isBounded =
          Math.max(Math.abs(low), Math.abs(high)) < 1 / 0.0
              && Math.max(Math.abs(below), Math.abs(above)) < 1 / 0.0;
      if (!isBounded) {
        continue;
      }
      double[] between = breakpoints.between(k, i, low, high);
      double[] ends = new double[between.length + 2];
      ends[0] = low;
      System.arraycopy(between, 0, ends, 1, between.length);
      ends[ends.length - 1] = high;
      List<Alternative> segments = new ArrayList<>();
      for (int s = 0; s + 1 < ends.length; s++) {
        segments.add(envelope(k, layer, i, ends[s], ends[s + 1], below, above));
      }
      piecewise.choose("product " + k + "." + i, segments);
    }
  }

  private Alternative envelope(
      int k, ProductLayer layer, int i, double a, double b, double c, double d) {
    int x = first[layer.left()] + i;
    int v = first[layer.right()] + i;
    int y = first[k] + i;
    List<LinearConstraint> planes = new ArrayList<>();
    planes.add(LinearConstraint.of(x, Relation.AT_MOST, new BigDecimal(b)));
    planes.add(
        new LinearConstraint(
            new int[] {x},
            new BigDecimal[] {ONE.negate()},
            Relation.AT_MOST,
            new BigDecimal(a).negate()));
    double[][] corners = {{a, c, 1}, {b, d, 1}, {a, d, -1}, {b, c, -1}};
    for (double[] corner : corners) {
      BigDecimal s = new BigDecimal(corner[0]);
      BigDecimal t = new BigDecimal(corner[1]);
      BigDecimal side = BigDecimal.valueOf((long) corner[2]);
      Map<Integer, BigDecimal> terms = new LinkedHashMap<>();
      terms.put(y, side.negate());
      terms.merge(v, side.multiply(s), BigDecimal::add);
      terms.merge(x, side.multiply(t), BigDecimal::add);
      planes.add(LinearConstraint.of(terms, Relation.AT_MOST, side.multiply(s).multiply(t)));
    }
    return new Alternative("[" + a + ", " + b + "]", planes);
  }

  private void unsafe(List<Polyhedron> unsafe) {
    List<Alternative> alternatives = new ArrayList<>();
    for (int p = 0; p < unsafe.size(); p++) {
      alternatives.add(
          new Alternative(
              "polyhedron " + p, unsafe.get(p).inequalities().stream().map(this::row).toList()));
    }
    piecewise.choose("unsafe", alternatives);
  }

  private LinearConstraint row(LinearInequality row) {
    Map<Integer, BigDecimal> terms = new LinkedHashMap<>();
    for (int t = 0; t < row.inputIndices().length; t++) {
      terms.put(row.inputIndices()[t], row.inputCoefficients()[t]);
    }
    for (int t = 0; t < row.outputIndices().length; t++) {
      int variable = first[network.outputIndex()] + row.outputIndices()[t];
      terms.merge(variable, row.outputCoefficients()[t], BigDecimal::add);
    }
    Relation relation = row.strict() ? Relation.LESS : Relation.AT_MOST;
    return LinearConstraint.of(terms, relation, row.rhs());
  }
}
