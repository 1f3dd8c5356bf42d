package org.plumbline.certificates.check;

import java.util.BitSet;
import java.util.Optional;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Which layers {@link Float32Errors} knows in IEEE binary32: affine ones whose coefficients are
 * numbers of binary32 or have a stated deviation from what a runtime computes, products, ReLU,
 * Clip, Sign, Floor, Round and maxima. A leaky ReLU rounds once and smooth functions err ({@link
 * Float32Functions}), which a chain that starts from them pays for, and so it does for products:
 * they are known where only affine layers and products read them.
 */
final class Float32Coverage {
  private Float32Coverage() {}

  /** Words about the first thing that is not known, if there is one. */
  static Optional<String> gap(CheckedNetwork network) {
    if (!network.network().reading().unknownInFloat32().isEmpty()) {
      return Optional.of(network.network().reading().unknownInFloat32().get(0));
    }
    for (int k = 1; k < network.depth(); k++) {
      if (!network.layer(k).accept(new Coverage(network, k))) {
        String node = network.network().reading().node(k);
        return Optional.of(node + ": what it computes in binary32 is not known");
      }
    }
    return network.affine(network.depth() - 1) == null
        ? Optional.of("the output is not that of an affine layer")
        : Optional.empty();
  }

  /** Whether layer k is known. */
  private record Coverage(CheckedNetwork network, int k) implements ComputedLayerVisitor<Boolean> {
    @Override
    public Boolean visitAffine(AffineLayer layer) {
      AffineRows rows = network.affine(k);
      return rows.deviation() < 0x1p-10 && (rows.deviation() > 0 || rows.isFloat32());
    }

    @Override
    public Boolean visitActivation(ActivationLayer layer) {
      Activation sigma = layer.activation();
      return switch (sigma.kind()) {
        case RELU, SIGN, FLOOR, ROUND -> true;
        case CLIP -> isNormal(sigma.first()) && isNormal(sigma.second());
        case LEAKY_RELU -> isFloat32(sigma.first()) && isReadByPolynomials(network, k);
        case SQRT, RECIPROCAL, LOG ->
            isReadByPolynomials(network, k) && !readsProducts(network.network(), k);
        default -> Float32Functions.of(sigma).isPresent() && isReadByPolynomials(network, k);
      };
    }

    @Override
    public Boolean visitProduct(ProductLayer layer) {
      return isReadByPolynomials(network, k);
    }

    @Override
    public Boolean visitReluDifference(ReluDifferenceLayer layer) {
      return false;
    }

    @Override
    public Boolean visitMaximum(MaximumLayer layer) {
      return true;
    }
  }

  /**
   * Whether a layer is computed from products of computed numbers, or powers: where a root or a
   * quotient follows, that may be a variance, which a runtime computes as it likes.
   */
  private static boolean readsProducts(Network network, int k) {
    BitSet ancestors = new BitSet();
    ancestors.set(k);
    for (int j = k; j > 0; j = ancestors.previousSetBit(j - 1)) {
      Layer layer = network.layer(j);
      boolean isPower =
          layer instanceof ActivationLayer act && act.activation().kind() == Activation.Kind.POWER;
      if (layer instanceof ProductLayer || isPower) {
        return true;
      }
      for (int source : layer.sources()) {
        ancestors.set(source);
      }
    }
    return false;
  }

  /** Whether only affine layers and products read a layer, which pay for its errors. */
  private static boolean isReadByPolynomials(CheckedNetwork network, int k) {
    for (int reader = k + 1; reader < network.depth(); reader++) {
      for (int source : network.layer(reader).sources()) {
        if (source == k && !isPolynomial(network.layer(reader))) {
          return false;
        }
      }
    }
    return k < network.depth() - 1;
  }

  /** Whether a layer computes polynomials of what it reads. */
  static boolean isPolynomial(Layer layer) {
    return layer instanceof AffineLayer || layer instanceof ProductLayer;
  }

  /** Whether a layer jumps or ends where a number may be flushed to zero, or next to it. */
  static boolean isStep(Layer layer) {
    return layer instanceof ActivationLayer act
        && (act.activation().kind() == Activation.Kind.SIGN
            || act.activation().kind() == Activation.Kind.LOG
            || act.activation().kind() == Activation.Kind.FLOOR
            || act.activation().kind() == Activation.Kind.ROUND);
  }

  static boolean isFloat32(double value) {
    return (float) value == value;
  }

  /** Whether a runtime takes it as it is, whether it flushes or not. */
  private static boolean isNormal(double value) {
    return isFloat32(value) && (value == 0 || Math.abs(value) >= Float.MIN_NORMAL);
  }
}
