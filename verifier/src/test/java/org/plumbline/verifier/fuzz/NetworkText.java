package org.plumbline.verifier.fuzz;

import java.util.Arrays;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/** Networks as text, every number with all of its digits, one layer per line. */
final class NetworkText {
  private NetworkText() {}

  static String of(Network network) {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < network.depth(); k++) {
      text.append(k).append(": ").append(layer(network.layer(k))).append('\n');
    }
    return text.toString();
  }

  private static String layer(Layer layer) {
    if (layer instanceof AffineLayer affine) {
      StringBuilder text = new StringBuilder("affine");
      for (AffineLayer.Term term : affine.terms()) {
        text.append(" of ").append(term.source()).append(' ').append(matrix(term.map()));
      }
      return text + " bias " + Arrays.toString(affine.bias());
    } else if (layer instanceof ActivationLayer act) {
      return act.activation() + " of " + act.source();
    } else if (layer instanceof ProductLayer product) {
      return "product of " + product.left() + " and " + product.right();
    } else if (layer instanceof ReluDifferenceLayer difference) {
      return "difference of ReLUs at " + difference.base() + " by " + difference.change();
    } else if (layer instanceof MaximumLayer maximum) {
      return "maximum of "
          + maximum.source()
          + " groups "
          + Arrays.toString(maximum.groupStart())
          + " members "
          + Arrays.toString(maximum.members());
    }
    return "input of " + layer.size();
  }

  private static String matrix(LinearMap map) {
    double[][] rows = new double[map.outputSize()][map.inputSize()];
    for (int o = 0; o < rows.length; o++) {
      double[] row = rows[o];
      map.visitRow(o, (input, weight) -> row[input] = weight);
    }
    return map.getClass().getSimpleName() + Arrays.deepToString(rows);
  }
}
