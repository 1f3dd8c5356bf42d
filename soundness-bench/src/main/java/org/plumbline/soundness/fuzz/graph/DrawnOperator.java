package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.file.OnnxNode;

/**
 * What is read of an operator and compared with ONNX Runtime, as far as many models of it tell.
 *
 * @param since the first operator set that has it, from 7 on
 * @param until the last one that has it
 * @param attributes of nodes that are lowered
 */
public record DrawnOperator(String name, int since, int until, SortedSet<String> attributes) {
  private static final int MODELS = 400;

  public DrawnOperator {
    attributes = Collections.unmodifiableSortedSet(new TreeSet<>(attributes));
  }

  /** All operators, by name. */
  public static List<DrawnOperator> all() {
    List<DrawnOperator> all = new ArrayList<>();
    for (String name : Operators.names()) {
      TreeSet<String> attributes = new TreeSet<>();
      int since = Integer.MAX_VALUE;
      int until = 0;
      for (Operator operator : Operators.ALL) {
        if (operator.name().equals(name)) {
          since = Math.min(since, operator.since());
          until = Math.max(until, operator.until());
          collect(operator, attributes);
        }
      }
      all.add(new DrawnOperator(name, since, until, attributes));
    }
    return all;
  }

  private static void collect(Operator operator, SortedSet<String> attributes) {
    for (long seed = 0; seed < MODELS; seed++) {
      RandomModel model = RandomModels.of(operator, seed);
      TreeSet<String> drawn = new TreeSet<>();
      for (OnnxNode node : model.nodes()) {
        if (node.qualifiedOperator().equals(operator.name())) {
          drawn.addAll(node.attributes().keySet());
        }
      }
      if (!attributes.containsAll(drawn) && isLowered(model)) {
        attributes.addAll(drawn);
      }
    }
  }

  private static boolean isLowered(RandomModel model) {
    try {
      new OnnxLowering(model.model()).lower();
      return true;
    } catch (ParseException | UnsupportedOperatorException e) {
      return false;
    }
  }
}
