package org.plumbline.certificates.check;

import java.util.List;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Polyhedron;

/** The neurons of a ReLU network that rows of polyhedra depend on. */
final class ExactNeeded {
  private final boolean[][] isNeeded;

  ExactNeeded(Network network, List<Polyhedron> unsafe) {
    int depth = network.depth();
    isNeeded = new boolean[depth][];
    for (int k = 0; k < depth; k++) {
      isNeeded[k] = new boolean[network.layer(k).size()];
    }
    unsafe.stream()
        .flatMap(polyhedron -> polyhedron.inequalities().stream())
        .forEach(
            row -> {
              for (int output : row.outputIndices()) {
                isNeeded[depth - 1][output] = true;
              }
            });
    for (int k = depth - 1; k > 0; k--) {
      for (int i = 0; i < isNeeded[k].length; i++) {
        if (isNeeded[k][i] && network.layer(k) instanceof ActivationLayer act) {
          isNeeded[act.source()][i] = true;
        } else if (isNeeded[k][i]) {
          for (AffineLayer.Term term : ((AffineLayer) network.layer(k)).terms()) {
            term.map().visitRow(i, (j, v) -> isNeeded[term.source()][j] = true);
          }
        }
      }
    }
  }

  boolean isNeeded(int k, int i) {
    return isNeeded[k][i];
  }
}
