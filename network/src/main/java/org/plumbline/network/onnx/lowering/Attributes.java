package org.plumbline.network.onnx.lowering;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;

/**
 * The attributes of one node. Remembers which were read: one that the lowering of its operator
 * never asked for is refused by {@link #refuseUnread}, so that none is silently ignored.
 */
public final class Attributes {
  private final OnnxNode node;
  private final Set<String> read = new HashSet<>(4);

  Attributes(OnnxNode node) {
    this.node = node;
  }

  public boolean has(String name) {
    read.add(name);
    return node.attributes().containsKey(name);
  }

  public int integer(String name, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (node.attributes().get(name) instanceof OnnxAttribute.Int integer
        && integer.value() == (int) integer.value()) {
      return (int) integer.value();
    }
    throw wrong(name, "a 32-bit integer");
  }

  public boolean flag(String name, boolean otherwise) {
    int value = integer(name, otherwise ? 1 : 0);
    if (value != 0 && value != 1) {
      throw wrong(name, "0 or 1");
    }
    return value == 1;
  }

  public double real(String name, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (node.attributes().get(name) instanceof OnnxAttribute.Real real
        && Float.isFinite(real.value())) {
      return real.value();
    }
    throw wrong(name, "a finite real number");
  }

  public String text(String name, String otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (node.attributes().get(name) instanceof OnnxAttribute.Text text) {
      return text.value();
    }
    throw wrong(name, "a text");
  }

  /** A list of texts, empty where there is none. */
  public List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (node.attributes().get(name) instanceof OnnxAttribute.Texts texts) {
      return texts.values();
    }
    throw wrong(name, "a list of texts");
  }

  /** One integer or a list of them. */
  public long[] longs(String name) {
    if (has(name) && node.attributes().get(name) instanceof OnnxAttribute.Int integer) {
      return new long[] {integer.value()};
    } else if (node.attributes().get(name) instanceof OnnxAttribute.Ints integers) {
      return integers.values();
    }
    throw wrong(name, "a list of integers");
  }

  /** Integers, clamped to 32 bits: the ends of slices are often "infinite". */
  public int[] integers(String name, int... otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!(node.attributes().get(name) instanceof OnnxAttribute.Ints ints)) {
      throw wrong(name, "a list of integers");
    }
    int[] result = new int[ints.values().length];
    for (int i = 0; i < result.length; i++) {
      long value = ints.values()[i];
      result[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
    return result;
  }

  public float[] reals(String name) {
    if (has(name) && node.attributes().get(name) instanceof OnnxAttribute.Reals reals) {
      return reals.values();
    }
    throw wrong(name, "a list of real numbers");
  }

  public OnnxTensor tensor(String name) {
    if (has(name) && node.attributes().get(name) instanceof OnnxAttribute.Tensor tensor) {
      return tensor.value();
    }
    throw wrong(name, "a tensor");
  }

  /** Marks attributes that change nothing about the values computed. */
  public void ignore(String... names) {
    for (String name : names) {
      read.add(name);
    }
  }

  void refuseUnread() {
    for (String name : node.attributes().keySet()) {
      if (!read.contains(name)) {
        throw refuse("attribute " + name + " is not known for it");
      }
    }
  }

  private UnsupportedOperatorException wrong(String name, String expected) {
    return refuse(
        "attribute " + name + " is " + node.attributes().get(name) + " instead of " + expected);
  }

  UnsupportedOperatorException refuse(String reason) {
    return new UnsupportedOperatorException(node.qualifiedOperator(), node.label(), reason);
  }
}
