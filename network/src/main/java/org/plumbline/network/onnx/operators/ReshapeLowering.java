package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that keep every element in its row-major place. */
final class ReshapeLowering {
  private ReshapeLowering() {}

  static Value identity(Call call) {
    return call.input(0);
  }

  /** Inference: the identity. */
  static Value dropout(Call call) {
    call.attributes.ignore("ratio", "seed");
    if (call.opset() >= 12) {
      call.hasInput(1);
      if (call.hasInput(2) && call.scalar(2) != 0) {
        throw call.refuse("training_mode is true; supported is inference");
      }
    }
    return call.input(0);
  }

  static Value flatten(Call call) {
    int[] shape = call.input(0).shape();
    int axis = call.attributes.integer("axis", 1);
    int split = axis == shape.length ? axis : call.axis(axis, shape.length);
    return reshaped(call, Shapes.count(shape, 0, split), Shapes.count(shape, split, shape.length));
  }

  static Value reshape(Call call) {
    int[] target = call.integers(1);
    boolean keepZero = call.opset() >= 14 && call.attributes.flag("allowzero", false);
    int[] from = call.input(0).shape();
    int[] shape = target.clone();
    int open = -1;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] == 0 && !keepZero && d < from.length) {
        shape[d] = from[d];
      } else if (shape[d] == -1 && open < 0) {
        open = d;
        shape[d] = 1;
      } else if (shape[d] < 0 || shape[d] == 0 && !keepZero) {
        throw call.refuse("shape " + Shapes.text(target) + " of " + Shapes.text(from));
      }
    }
    if (open >= 0) {
      int known = Shapes.count(shape);
      shape[open] = known == 0 ? 0 : call.input(0).count() / known;
    }
    return reshaped(call, shape);
  }

  private static Value reshaped(Call call, int... shape) {
    Value value = call.input(0);
    if (Shapes.count(shape) != value.count()) {
      throw call.refuse(
          "shape " + Shapes.text(shape) + " for a tensor of shape " + Shapes.text(value.shape()));
    }
    return reshaped(value, shape);
  }

  /** The same elements in a shape of as many. */
  static Value reshaped(Value value, int... shape) {
    return value instanceof Value.Constant constant
        ? constant.reshaped(shape)
        : ((Value.Variable) value).reshaped(shape);
  }

  static Value squeeze(Call call) {
    int[] shape = call.input(0).shape();
    int[] axes = call.integers("axes", 13, 1);
    boolean[] gone = new boolean[shape.length];
    if (axes == null) {
      for (int d = 0; d < shape.length; d++) {
        gone[d] = shape[d] == 1;
      }
    } else {
      gone = call.marked(axes, shape.length);
    }
    int[] rest = new int[shape.length];
    int rank = 0;
    for (int d = 0; d < shape.length; d++) {
      if (!gone[d]) {
        rest[rank++] = shape[d];
      } else if (shape[d] != 1) {
        throw call.refuse("axis " + d + " of shape " + Shapes.text(shape) + " is not 1");
      }
    }
    return reshaped(call, Arrays.copyOf(rest, rank));
  }

  static Value unsqueeze(Call call) {
    int[] shape = call.input(0).shape();
    int[] axes = call.integers("axes", 13, 1);
    if (axes == null) {
      throw call.refuse("axes are missing");
    }
    int rank = shape.length + axes.length;
    boolean[] isAdded = call.marked(axes, rank);
    int[] result = new int[rank];
    int next = 0;
    for (int d = 0; d < rank; d++) {
      result[d] = isAdded[d] ? 1 : shape[next++];
    }
    return reshaped(call, result);
  }
}
