package org.plumbline.falsifier.contract;

import java.util.List;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Polyhedron;

/**
 * What a search aims at: a non-empty box of doubles and the losses of its unsafe polyhedra.
 *
 * @param losses in the order of the polyhedra
 */
public record Target(Box box, List<MarginLoss> losses) {
  public Target {
    if (!box.isNonEmpty()) {
      throw new IllegalArgumentException("a search needs a box with a point in it, not " + box);
    }
    losses = List.copyOf(losses);
  }

  public static Target of(Box box, List<Polyhedron> unsafe) {
    return new Target(box, unsafe.stream().map(MarginLoss::new).toList());
  }

  /**
   * The doubles inside the case's exact box. An input between two doubles ({@code x = 0.1}) is set
   * to the nearest; the confirmation decides about it.
   */
  public static Target of(Case part) {
    Box inner = part.inputs().toInnerBox();
    double[] lower = inner.lower().clone();
    double[] upper = inner.upper().clone();
    for (int i = 0; i < lower.length; i++) {
      if (!(lower[i] <= upper[i])) {
        lower[i] = part.inputs().lower()[i].doubleValue();
        upper[i] = lower[i];
      }
    }
    return of(new Box(lower, upper), part.unsafe());
  }
}
