package org.plumbline.specs.query;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.ConditionalNetwork;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Property;

/**
 * A property asked of a network. That they fit together is checked here and nowhere else.
 *
 * @param boxes the input box of every case, rounded outward to finite doubles
 * @param premise of every case: inputs that do not follow it are not asked about
 */
public record Query(Network network, Property property, List<Box> boxes, Premise premise) {
  public Query {
    boxes = List.copyOf(boxes);
    premise.requireFit(network);
  }

  /**
   * @throws IllegalArgumentException when numbers of inputs or outputs differ, or inputs range
   *     beyond the doubles
   */
  public static Query of(Network network, Property property) {
    requireSame("input", property.inputs(), network.inputSize());
    requireSame("output", property.outputs(), network.outputSize());
    return new Query(network, property, boxes(property), Premise.NONE);
  }

  /**
   * @throws IllegalArgumentException when numbers of inputs or outputs differ, or the property asks
   *     about inputs that the network was not read for
   */
  public static Query of(ConditionalNetwork network, Property property) {
    return of(network.on(boxes(property)), property);
  }

  /**
   * The same question of fewer inputs.
   *
   * @throws IllegalArgumentException if the premise speaks of neurons that the network has not
   */
  public Query under(Premise narrower) {
    return new Query(network, property, boxes, narrower);
  }

  private static List<Box> boxes(Property property) {
    List<Box> boxes = new ArrayList<>(property.cases().size());
    for (Case part : property.cases()) {
      boxes.add(finite(part));
    }
    return boxes;
  }

  private static void requireSame(String kind, int asked, int present) {
    if (asked != present) {
      String name = kind.equals("input") ? "X_" : "Y_";
      throw new IllegalArgumentException(
          "the property speaks of "
              + count(asked, kind)
              + " "
              + name
              + "0 … "
              + name
              + (asked - 1)
              + " but the network has "
              + present
              + "; maybe it belongs to another network");
    }
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static Box finite(Case part) {
    Box box = part.inputs().toBox();
    for (int i = 0; i < box.size(); i++) {
      if (Double.isInfinite(box.lower()[i]) || Double.isInfinite(box.upper()[i])) {
        throw new IllegalArgumentException(
            "input X_"
                + i
                + " ranges from "
                + part.inputs().lower()[i]
                + " to "
                + part.inputs().upper()[i]
                + ", beyond the largest double");
      }
    }
    return box;
  }
}
