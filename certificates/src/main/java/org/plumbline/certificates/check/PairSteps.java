package org.plumbline.certificates.check;

import org.plumbline.certificates.slope.ProductSlopes;
import org.plumbline.certificates.slope.ShareByte;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/** How {@link PassedFunctions} go back through functions of two numbers, and through maxima. */
final class PairSteps {
  private static final boolean[] NONE = new boolean[CoefficientBlock.WIDTH];

  private final NodeBounds bounds;
  private final RoundingCharges charges;
  private final Relaxations lines;
  private final PassedFunctions functions;
  private final ChosenSlopes slopes;

  PairSteps(
      NodeBounds bounds,
      RoundingCharges charges,
      Relaxations lines,
      PassedFunctions functions,
      ChosenSlopes slopes) {
    this.bounds = bounds;
    this.charges = charges;
    this.lines = lines;
    this.functions = functions;
    this.slopes = slopes;
  }

  void product(int k, ProductLayer layer) {
    planes(k, layer.left(), layer.right(), true, together(k, layer));
  }

  void difference(int k, ReluDifferenceLayer layer) {
    planes(k, layer.base(), layer.change(), false, NONE);
  }

  /** {@code a·max ≥ a·member} for a ≥ 0; else a times the greatest upper bound, NaN for NaN. */
  void maximum(int k, MaximumLayer layer) {
    CoefficientBlock block = functions.of(k);
    double[] a = block.values();
    for (int t = 0; t < block.count(); t++) {
      int g = block.neuron(t);
      if (block.isZero(g)) {
        continue;
      }
      GroupEnds ends = GroupEnds.of(layer, g, bounds);
      for (int r = 0; r < functions.count(); r++) {
        double c = a[g * functions.width() + r];
        if (c > 0 || c < 0 && ends.isDominated()) {
          functions.add(r, layer.source(), ends.best(), c);
        } else if (c != 0) {
          functions.addConstant(r, c * ends.most(), c * ends.most());
        }
      }
      functions.added(1);
    }
  }

  /** Takes the sum of the products of a row as one, where that is more; true for these rows. */
  private boolean[] together(int k, ProductLayer layer) {
    boolean[] isDone = new boolean[CoefficientBlock.WIDTH];
    JointProducts joint = functions.isTwoSided() ? null : lines.joint(k);
    for (int r = 0; joint != null && r < functions.count(); r++) {
      JointProducts.Moved moved =
          joint.moved(
              r,
              functions.of(k),
              functions.open(layer.left()),
              functions.open(layer.right()),
              charges);
      isDone[r] = moved != null;
      if (moved != null) {
        functions.addConstant(r, moved.constant(), moved.constant());
        functions.lost()[r] += moved.lost();
        functions.added(functions.of(k).count() + 1L);
      }
    }
    return isDone;
  }

  /** {@code a·y} is at least a times the plane below y, or above it where a is negative. */
  private void planes(int k, int left, int right, boolean isProduct, boolean[] isDone) {
    CoefficientBlock block = functions.of(k);
    double[] a = block.values();
    Planes planes = lines.planes(k);
    CoefficientBlock toLeft = functions.open(left);
    CoefficientBlock toRight = functions.open(right);
    for (int t = 0; t < block.count(); t++) {
      int i = block.neuron(t);
      if (block.isZero(i)) {
        continue;
      }
      toLeft.touch(i);
      toRight.touch(i);
      double chargeLeft = charges.addition(left, i);
      double chargeRight = charges.addition(right, i);
      int position = isProduct ? slopes.position(k, i) : -1;
      for (int r = 0; r < functions.count(); r++) {
        int at = i * functions.width() + r;
        double c = a[at];
        if (c == 0 || isDone[r]) {
          continue;
        }
        Planes.Side near = c > 0 ? planes.below() : planes.above();
        Planes.Side far = c > 0 ? planes.above() : planes.below();
        double ofLeft = c * near.left()[i];
        double ofRight = c * near.right()[i];
        double offset = near.offset()[i];
        byte choice = slopes.choice(r, position);
        if (choice != ShareByte.GUESS && Math.abs(offset) < Double.POSITIVE_INFINITY) {
          double al = bounds.lower(left, i);
          double au = bounds.upper(left, i);
          double bl = bounds.lower(right, i);
          double bu = bounds.upper(right, i);
          ProductSlopes chosen = ProductSlopes.of(choice, c > 0, al, au, bl, bu);
          ofLeft = c * chosen.left();
          ofRight = c * chosen.right();
          offset = Planes.ofProduct(chosen, c > 0, al, au, bl, bu);
        }
        toLeft.values()[at] += ofLeft;
        toRight.values()[at] += ofRight;
        functions.lost()[r] += Math.abs(ofLeft) * chargeLeft + Math.abs(ofRight) * chargeRight;
        functions.addConstant(r, c * offset, c * far.offset()[i]);
      }
      functions.added(1);
    }
  }
}
