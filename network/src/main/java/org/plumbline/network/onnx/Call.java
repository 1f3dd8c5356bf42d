package org.plumbline.network.onnx;

import org.plumbline.network.model.UnsupportedOperatorException;

/** One node being lowered: its inputs as values, its attributes, the graph built so far. */
final class Call {
  final OnnxNode node;
  final Attributes attributes;
  final LoweringContext graph;

  Call(OnnxNode node, LoweringContext graph) {
    this.node = node;
    this.attributes = new Attributes(node);
    this.graph = graph;
  }

  int inputs() {
    int count = node.inputs().size();
    while (count > 0 && node.inputs().get(count - 1).isEmpty()) {
      count--;
    }
    return count;
  }

  boolean hasInput(int index) {
    return index < node.inputs().size() && !node.inputs().get(index).isEmpty();
  }

  Value input(int index) {
    if (!hasInput(index)) {
      throw refuse("input " + index + " is missing");
    }
    return graph.value(node.inputs().get(index), node);
  }

  Value.Constant constant(int index) {
    if (input(index) instanceof Value.Constant constant) {
      return constant;
    }
    throw refuse("input " + index + " must be a constant");
  }

  Value.Variable variable(int index) {
    if (input(index) instanceof Value.Variable variable) {
      return variable;
    }
    throw refuse("input " + index + " must not be a constant");
  }

  /** Integers from an attribute in older opsets or an input in newer ones; null if in neither. */
  int[] integers(String attribute, int input) {
    if (attributes.has(attribute)) {
      return attributes.integers(attribute);
    }
    return hasInput(input) ? constant(input).tensor().asInts() : null;
  }

  int axis(int axis, int rank) {
    Integer positive = Shapes.axis(axis, rank);
    if (positive == null) {
      throw refuse("axis " + axis + " of a tensor of rank " + rank);
    }
    return positive;
  }

  UnsupportedOperatorException refuse(String reason) {
    return attributes.refuse(reason);
  }
}
