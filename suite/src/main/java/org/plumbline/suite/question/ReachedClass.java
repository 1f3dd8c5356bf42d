package org.plumbline.suite.question;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibWriter;

/**
 * That a network keeps its class on the box between two inputs, or that no order of classes comes
 * first there; a tie is a loss.
 *
 * @param label to keep
 * @param target classes in order; empty for any other class than the label
 */
record ReachedClass(int outputs, int label, List<Integer> target) {

  /** The property as VNN-LIB. */
  String between(List<Double> one, List<Double> other) {
    BigDecimal[] lower = new BigDecimal[one.size()];
    BigDecimal[] upper = new BigDecimal[one.size()];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = new BigDecimal(Math.min(one.get(i), other.get(i)));
      upper[i] = new BigDecimal(Math.max(one.get(i), other.get(i)));
    }
    Case on = new Case(new DecimalBox(lower, upper), target.isEmpty() ? others() : inOrder());
    return VnnLibWriter.write(new Property(lower.length, outputs, List.of(on)));
  }

  private List<Polyhedron> others() {
    return IntStream.range(0, outputs)
        .filter(j -> j != label)
        .mapToObj(j -> Polyhedron.of(LinearInequality.outputOrder(label, j)))
        .toList();
  }

  private List<Polyhedron> inOrder() {
    List<LinearInequality> order = new ArrayList<>();
    for (int k = 1; k < target.size(); k++) {
      order.add(LinearInequality.outputOrder(target.get(k), target.get(k - 1)));
    }
    int last = target.get(target.size() - 1);
    IntStream.range(0, outputs)
        .filter(j -> !target.contains(j))
        .forEach(j -> order.add(LinearInequality.outputOrder(j, last)));
    return List.of(Polyhedron.of(order.toArray(LinearInequality[]::new)));
  }
}
