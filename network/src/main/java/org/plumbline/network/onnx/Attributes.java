package org.plumbline.network.onnx;

import java.util.HashSet;
import java.util.Set;
import org.plumbline.network.model.UnsupportedOperatorException;

/**
 * The attributes of one node. Remembers which were read: one that the lowering of its operator
 * never asked for is refused by {@link #refuseUnread}, so that none is silently ignored.
 */
final class Attributes {
  private final OnnxNode node;
  private final Set<String> read = new HashSet<>();

  Attributes(OnnxNode node) {
    this.node = node;
  }

  boolean has(String name) {
    read.add(name);
    return node.attributes().containsKey(name);
  }

  int integer(String name, int otherwise) {
    return has(name) ? Math.toIntExact((Long) typed(name, Long.class)) : otherwise;
  }

  double real(String name, double otherwise) {
    return has(name) ? (Double) typed(name, Double.class) : otherwise;
  }

  String text(String name, String otherwise) {
    return has(name) ? (String) typed(name, String.class) : otherwise;
  }

  int[] integers(String name, int... otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    long[] values = (long[]) typed(name, long[].class);
    int[] result = new int[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, values[i]));
    }
    return result;
  }

  OnnxTensor tensor(String name) {
    return (OnnxTensor) typed(name, OnnxTensor.class);
  }

  private Object typed(String name, Class<?> type) {
    read.add(name);
    Object value = node.attributes().get(name);
    if (!type.isInstance(value)) {
      throw refuse("attribute " + name + " is missing or of the wrong type");
    }
    return value;
  }

  /** Marks attributes that change nothing about the values computed. */
  void ignore(String... names) {
    read.addAll(java.util.Arrays.asList(names));
  }

  void refuseUnread() {
    for (String name : node.attributes().keySet()) {
      if (!read.contains(name)) {
        throw refuse("attribute " + name + " is not known for it");
      }
    }
  }

  UnsupportedOperatorException refuse(String reason) {
    return new UnsupportedOperatorException(node.operator(), node.name(), reason);
  }
}
