package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/** Bounds of a layer from those of the layers it reads, by interval arithmetic rounded outward. */
final class IntervalRule {
  private final CheckedNetwork network;
  private final DomainEdges edges;

  IntervalRule(CheckedNetwork network) {
    this.network = network;
    this.edges = new DomainEdges(network);
  }

  void apply(int k, NodeBounds bounds) {
    network.layer(k).accept(new Step(k, bounds, true));
  }

  /** The same, but sums are left to another rule, which bounds them better. */
  void applyWithoutSums(int k, NodeBounds bounds) {
    network.layer(k).accept(new Step(k, bounds, false));
  }

  /** Bounds layer k. */
  private final class Step implements ComputedLayerVisitor<Void> {
    private final int k;
    private final NodeBounds bounds;
    private final boolean hasSums;

    Step(int k, NodeBounds bounds, boolean hasSums) {
      this.k = k;
      this.bounds = bounds;
      this.hasSums = hasSums;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      if (hasSums || network.affine(k).isMovement()) {
        affine(k, network.affine(k), bounds);
      }
      if (network.tables(k) != null) {
        tables(k, network.tables(k), bounds);
      }
      edges.apply(k, bounds);
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      activation(k, layer, bounds);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      product(k, layer, bounds);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      difference(k, layer, bounds);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      maximum(k, layer, bounds);
      return null;
    }
  }

  private void affine(int k, AffineRows layer, NodeBounds bounds) {
    int n = layer.size();
    double[] low = new double[n];
    Arrays.setAll(low, layer::bias);
    double[] high = low.clone();
    double[] lost = new double[n];
    Arrays.setAll(lost, layer::biasError);
    for (int t = 0; t < layer.terms(); t++) {
      addTerm(layer.chain(t), layer.source(t), bounds, low, high, lost);
    }
    double sums = Roundoff.gamma(layer.terms() + 2);
    for (int i = 0; i < n; i++) {
      lost[i] += network.deployedError(k, i);
      double error = lost[i] + sums * (Math.abs(low[i]) + Math.abs(high[i]) + lost[i]);
      bounds.raise(k, i, low[i] - Roundoff.inflate(error) - Math.abs(low[i]) * 0x1p-51);
      bounds.reduce(k, i, high[i] + Roundoff.inflate(error) + Math.abs(high[i]) * 0x1p-51);
    }
  }

  private void tables(int k, Tables tables, NodeBounds bounds) {
    for (int i = 0; i < bounds.size(k); i++) {
      double low = bounds.lower(tables.source(), tables.neuron(i));
      double high = bounds.upper(tables.source(), tables.neuron(i));
      double error = tables.deployedError(i, k, network);
      bounds.raise(k, i, Roundoff.below(-1, error, tables.table(i).leastAbove(0, low, high)));
      bounds.reduce(k, i, Roundoff.above(1, error, tables.table(i).greatestAbove(0, low, high)));
    }
  }

  private static void addTerm(
      List<SparseRows> chain,
      int source,
      NodeBounds bounds,
      double[] low,
      double[] high,
      double[] lost) {
    double[] l = bounds.lower(source);
    double[] u = bounds.upper(source);
    for (SparseRows rows : chain) {
      double[] size = sizes(l, u);
      double[] lowOut = new double[rows.rows()];
      double[] highOut = new double[rows.rows()];
      for (int i = 0; i < lowOut.length; i++) {
        double unit =
            Roundoff.gamma(rows.start(i + 1) - rows.start(i) + 4) + 2 * rows.relativeError();
        double least = 0;
        double most = 0;
        double all = 0;
        int middle = rows.firstNegative(i);
        for (int e = rows.start(i); e < middle; e++) {
          double v = rows.value(e);
          int j = rows.column(e);
          least += v * l[j];
          most += v * u[j];
          all += v * size[j];
        }
        for (int e = middle; e < rows.start(i + 1); e++) {
          double v = rows.value(e);
          int j = rows.column(e);
          least += v * u[j];
          most += v * l[j];
          all -= v * size[j];
        }
        double error = Roundoff.inflate(unit * all);
        lowOut[i] = least - error;
        highOut[i] = most + error;
      }
      l = lowOut;
      u = highOut;
    }
    for (int i = 0; i < low.length; i++) {
      lost[i] += (Math.abs(low[i]) + Math.abs(high[i]) + Math.abs(l[i]) + Math.abs(u[i])) * 0x1p-51;
      low[i] += l[i];
      high[i] += u[i];
    }
  }

  private static double[] sizes(double[] lower, double[] upper) {
    double[] size = new double[lower.length];
    Arrays.setAll(size, j -> Math.max(Math.abs(lower[j]), Math.abs(upper[j])));
    return size;
  }

  private void activation(int k, ActivationLayer act, NodeBounds bounds) {
    Curve curve = new Curve(act.activation());
    for (int i = 0; i < act.size(); i++) {
      double low = network.leastSeen(act, bounds.lower(act.source(), i));
      double high = network.greatestSeen(act, bounds.upper(act.source(), i));
      bounds.raise(k, i, curve.least(low, high));
      bounds.reduce(k, i, curve.greatest(low, high));
    }
  }

  private static void product(int k, ProductLayer layer, NodeBounds bounds) {
    for (int i = 0; i < layer.size(); i++) {
      double al = bounds.lower(layer.left(), i);
      double au = bounds.upper(layer.left(), i);
      double bl = bounds.lower(layer.right(), i);
      double bu = bounds.upper(layer.right(), i);
      double least = Math.min(Math.min(al * bl, al * bu), Math.min(au * bl, au * bu));
      double most = Math.max(Math.max(al * bl, al * bu), Math.max(au * bl, au * bu));
      boolean isSquare = layer.left() == layer.right();
      bounds.raise(k, i, Math.max(isSquare ? 0 : Double.NEGATIVE_INFINITY, Math.nextDown(least)));
      bounds.reduce(k, i, Math.nextUp(most));
    }
  }

  /** The change does not fall where d grows; in z alone it only grows, or only falls. */
  private static void difference(int k, ReluDifferenceLayer layer, NodeBounds bounds) {
    for (int i = 0; i < layer.size(); i++) {
      double l = bounds.lower(layer.base(), i);
      double u = bounds.upper(layer.base(), i);
      double m = bounds.lower(layer.change(), i);
      double v = bounds.upper(layer.change(), i);
      double least = Math.min(Planes.changeOfRelu(l, m), Planes.changeOfRelu(u, m));
      double most = Math.max(Planes.changeOfRelu(l, v), Planes.changeOfRelu(u, v));
      boolean isRounded = l < 0;
      bounds.raise(k, i, isRounded && least > 0 ? Math.nextDown(least) : least);
      bounds.reduce(k, i, isRounded && most > 0 ? Math.nextUp(most) : most);
    }
  }

  private static void maximum(int k, MaximumLayer layer, NodeBounds bounds) {
    for (int g = 0; g < layer.size(); g++) {
      double low = Double.NEGATIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
        low = Math.max(low, bounds.lower(layer.source(), layer.members()[m]));
        high = Math.max(high, bounds.upper(layer.source(), layer.members()[m]));
      }
      bounds.raise(k, g, low);
      bounds.reduce(k, g, high);
    }
  }
}
