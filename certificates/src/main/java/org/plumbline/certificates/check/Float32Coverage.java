package org.plumbline.certificates.check;

import java.util.Optional;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Which layers {@link Float32Errors} knows in IEEE binary32: affine ones whose coefficients are
 * numbers of binary32 or have a stated deviation from what a runtime computes, ReLU, Clip, Sign,
 * Floor, Round and maxima. A leaky ReLU rounds once, which a chain that starts from it pays for, so
 * that it is known where only affine layers read it.
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
        case LEAKY_RELU -> isFloat32(sigma.first()) && isReadByAffineOnly(network, k);
        default -> false;
      };
    }

    @Override
    public Boolean visitProduct(ProductLayer layer) {
      return false;
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

  private static boolean isReadByAffineOnly(CheckedNetwork network, int k) {
    for (int reader = k + 1; reader < network.depth(); reader++) {
      for (int source : network.layer(reader).sources()) {
        if (source == k && network.affine(reader) == null) {
          return false;
        }
      }
    }
    return k < network.depth() - 1;
  }

  /** Whether a layer that is not affine rounds its result. */
  static boolean roundsOnce(Layer layer) {
    return layer instanceof ActivationLayer act
        && act.activation().kind() == Activation.Kind.LEAKY_RELU;
  }

  /** Whether a layer jumps where a number may be flushed to zero, or next to it. */
  static boolean isStep(Layer layer) {
    return layer instanceof ActivationLayer act
        && (act.activation().kind() == Activation.Kind.SIGN
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
