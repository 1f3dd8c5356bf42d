package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/**
 * Operators that keep the elements in their order: Identity, Dropout, Flatten, Reshape, Squeeze.
 */
final class Reshaping {
  private Reshaping() {}

  static ReferenceTensor identity(Call call) {
    return call.input(0);
  }

  /** Without training nothing is dropped, and the mask is true everywhere. */
  static List<ReferenceTensor> dropout(Call call) {
    ReferenceTensor x = call.real(0);
    if (call.opset() < 12) {
      call.attributes.ignore("ratio");
    } else {
      call.attributes.ignore("seed");
      if (call.has(1)) {
        call.input(1);
      }
      if (call.has(2) && isTrue(call.input(2, ElementType.BOOL))) {
        throw new ReferenceException("training is not supported");
      }
    }
    if (call.outputCount() < 2) {
      return List.of(x);
    }
    if (call.opset() < 12) {
      throw new ReferenceException("the mask is not defined without training before opset 12");
    }
    long[] mask = new long[call.claim(x.shape()).size()];
    Arrays.fill(mask, 1);
    return List.of(x, ReferenceTensor.wrap(ElementType.BOOL, x.shape(), mask));
  }

  private static boolean isTrue(ReferenceTensor flag) {
    return flag.size() != 1 || flag.integer(0) != 0;
  }

  static ReferenceTensor flatten(Call call) {
    ReferenceTensor x = call.input(0);
    long axis = call.attributes.integer("axis", 1);
    int rank = x.shape().rank();
    int at = axis == rank ? rank : x.shape().axis(axis);
    return x.reshape(Shape.of(x.shape().size(0, at), x.shape().size(at, rank)));
  }

  /** −1 stands for what is left, 0 for the same dimension of the input unless allowzero is set. */
  static ReferenceTensor reshape(Call call) {
    ReferenceTensor x = call.input(0);
    long[] dims = call.list(1).clone();
    boolean allowsZero = call.opset() >= 14 && call.attributes.flag("allowzero", false);
    int open = -1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 0 && !allowsZero) {
        if (i >= x.shape().rank()) {
          throw new ReferenceException("dimension " + i + " is 0, which " + x.shape() + " lacks");
        }
        dims[i] = x.shape().dim(i);
      } else if (dims[i] == -1) {
        if (open >= 0) {
          throw new ReferenceException("two dimensions are -1");
        }
        open = i;
      }
    }
    if (open >= 0) {
      dims[open] = 1;
      int rest = Shape.of(dims).size();
      if (rest == 0 || x.size() % rest != 0) {
        throw new ReferenceException(
            "the shape " + x.shape() + " does not become " + Arrays.toString(call.list(1)));
      }
      dims[open] = x.size() / rest;
    }
    return x.reshape(Shape.of(dims));
  }

  /** One axis may stand without brackets, as ONNX's own functions have it. */
  private static long[] list(Call call) {
    ReferenceTensor given = call.input(1, ElementType.INT64, ElementType.INT32);
    return given.shape().rank() == 0 ? given.integers() : call.list(1);
  }

  /** Axes from the attribute (to 12) or the input (from 13); null if there are none. */
  private static long[] axes(Call call) {
    if (call.opset() < 13) {
      return call.attributes.optionalIntegers("axes");
    }
    long[] axes = call.has(1) ? list(call) : null;
    if (axes != null && axes.length == 0) {
      throw new ReferenceException("an empty list of axes: NumPy and ONNX Runtime differ");
    }
    return axes;
  }

  static ReferenceTensor squeeze(Call call) {
    ReferenceTensor x = call.input(0);
    long[] axes = axes(call);
    boolean[] isDropped = new boolean[x.shape().rank()];
    if (axes == null) {
      for (int i = 0; i < isDropped.length; i++) {
        isDropped[i] = x.shape().dim(i) == 1;
      }
    } else {
      for (long axis : axes) {
        isDropped[x.shape().axis(axis)] = true;
      }
    }
    long[] kept = new long[isDropped.length];
    int count = 0;
    for (int i = 0; i < isDropped.length; i++) {
      if (!isDropped[i]) {
        kept[count++] = x.shape().dim(i);
      } else if (x.shape().dim(i) != 1) {
        throw new ReferenceException("axis " + i + " of " + x.shape() + " is not 1");
      }
    }
    return x.reshape(Shape.of(Arrays.copyOf(kept, count)));
  }

  static ReferenceTensor unsqueeze(Call call) {
    ReferenceTensor x = call.input(0);
    long[] axes = axes(call);
    if (axes == null) {
      throw new ReferenceException("axes are missing");
    }
    if (axes.length > 64) {
      throw new ReferenceException(axes.length + " axes");
    }
    long[] dims = new long[x.shape().rank() + axes.length];
    Shape wide = Shape.of(dims);
    for (long axis : axes) {
      int at = wide.axis(axis);
      if (dims[at] != 0) {
        throw new ReferenceException("axis " + at + " is named twice");
      }
      dims[at] = 1;
    }
    int next = 0;
    for (int i = 0; i < dims.length; i++) {
      dims[i] = dims[i] == 1 ? 1 : x.shape().dim(next++);
    }
    return x.reshape(Shape.of(dims));
  }
}
