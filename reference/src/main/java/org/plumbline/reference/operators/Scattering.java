package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * ScatterND and ScatterElements. Without a reduction two updates of one place are undefined, since
 * their order is.
 */
final class Scattering {
  private Scattering() {}

  static ReferenceTensor scatterElements(Call call) {
    ReferenceTensor x = call.input(0);
    ReferenceTensor indices = Gathering.indices(call, 1);
    int axis = x.shape().axis(call.attributes.integer("axis", 0));
    ReferenceTensor updates = call.input(2, x.type());
    if (!updates.shape().equals(indices.shape())) {
      throw new ReferenceException(
          "updates of shape " + updates.shape() + " for indices of shape " + indices.shape());
    }
    return scatter(call, x, Gathering.elements(x.shape(), indices, axis), updates);
  }

  static ReferenceTensor scatterNd(Call call) {
    ReferenceTensor x = call.input(0);
    ReferenceTensor indices = call.input(1, ElementType.INT64);
    ReferenceTensor updates = call.input(2, x.type());
    Shape s = x.shape();
    int last = indices.shape().rank() - 1;
    if (last < 0 || indices.shape().dim(last) > s.rank()) {
      throw new ReferenceException("indices of shape " + indices.shape() + " for " + s);
    }
    int depth = indices.shape().dim(last);
    long[] dims = new long[last + s.rank() - depth];
    System.arraycopy(indices.shape().longs(), 0, dims, 0, last);
    System.arraycopy(s.longs(), depth, dims, last, s.rank() - depth);
    if (!updates.shape().equals(Shape.of(dims))) {
      throw new ReferenceException(
          "updates of shape " + updates.shape() + " for " + Shape.of(dims));
    }
    int width = s.size(depth, s.rank());
    int[] places = new int[call.claim(updates.shape()).size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = Gathering.point(s, 0, indices, i / width) + i % width;
    }
    return scatter(call, x, places, updates);
  }

  private static String reduction(Call call) {
    if (call.opset() < 16) {
      return "none";
    }
    return call.opset() < 18
        ? call.attributes.choice("reduction", "none", "add", "mul")
        : call.attributes.choice("reduction", "none", "add", "mul", "min", "max");
  }

  private static ReferenceTensor scatter(
      Call call, ReferenceTensor x, int[] places, ReferenceTensor updates) {
    String reduction = reduction(call);
    Shape shape = call.claim(x.shape());
    if (reduction.equals("none")) {
      return replaced(x, places, updates);
    }
    Elementwise.numeric(x);
    if (!x.isReal()) {
      long[] result = x.integers().clone();
      for (int i = 0; i < places.length; i++) {
        result[places[i]] = reduced(x.type(), reduction, result[places[i]], updates.integer(i));
      }
      return ReferenceTensor.wrap(x.type(), shape, result);
    }
    RealBuilder result = new RealBuilder(shape);
    Scalar[] elements = new Scalar[shape.size()];
    Arrays.setAll(elements, i -> x.scalar(call.mode(), i));
    for (int i = 0; i < places.length; i++) {
      Scalar update = updates.scalar(call.mode(), i);
      elements[places[i]] = reduced(reduction, elements[places[i]], update);
    }
    for (int i = 0; i < elements.length; i++) {
      result.set(i, elements[i]);
    }
    return result.build(x.type());
  }

  private static ReferenceTensor replaced(
      ReferenceTensor x, int[] places, ReferenceTensor updates) {
    int[] source = new int[x.size()];
    Arrays.setAll(source, i -> i);
    for (int i = 0; i < places.length; i++) {
      if (source[places[i]] >= x.size()) {
        throw new UndefinedException("two updates of element " + places[i]);
      }
      source[places[i]] = x.size() + i;
    }
    return Joining.concatenate(List.of(x, updates)).pick(source, x.shape());
  }

  private static long reduced(ElementType type, String reduction, long a, long b) {
    return switch (reduction) {
      case "add" -> type.wrap(a + b);
      case "mul" -> type.wrap(a * b);
      case "min" -> type.compare(a, b) > 0 ? b : a;
      default -> type.compare(a, b) < 0 ? b : a;
    };
  }

  private static Scalar reduced(String reduction, Scalar a, Scalar b) {
    return switch (reduction) {
      case "add" -> a.plus(b);
      case "mul" -> a.times(b);
      case "min" -> a.min(b);
      default -> a.max(b);
    };
  }
}
