package org.plumbline.network.onnx.operators;

import java.util.Set;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Where infinite numbers may go: constants are moved, chosen from and added to computed scores. Of
 * these, what is −∞ is remembered beside the layer, so that only Softmax may read it, after
 * operators that leave every element in its place. Everything else is refused.
 */
final class InfiniteMasks {
  private static final Set<String> TAKING_CONSTANTS =
      Set.of(
          "Identity",
          "Flatten",
          "Reshape",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Slice",
          "Gather",
          "Expand",
          "Concat",
          "Where",
          "Add",
          "Sub",
          "Cast",
          "CastLike",
          "Attention",
          "Shape",
          "Size");

  /**
   * Operators that are only known to take infinite numbers where all their inputs are constants.
   */
  private static final Set<String> FOLDING =
      Set.of(
          "Neg",
          "Max",
          "Min",
          "ReduceMax",
          "ReduceMin",
          "Equal",
          "Greater",
          "Less",
          "GreaterOrEqual",
          "LessOrEqual",
          "Pad",
          "Tile",
          "Trilu",
          "Split");

  private static final Set<String> KEEPING =
      Set.of("Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Cast", "CastLike");

  private InfiniteMasks() {}

  /** Refuses inputs that the operator cannot take. */
  static void requireKnown(Call call) {
    String name = call.node.qualifiedOperator();
    for (String input : call.node.inputs()) {
      Value value = call.graph.value(input);
      boolean isInfinite = value instanceof Value.Reals reals && !reals.isFinite();
      boolean isFolded = FOLDING.contains(name) && isConstant(call);
      if (isInfinite && !isFolded && !TAKING_CONSTANTS.contains(name)) {
        throw call.refuse(
            "its input "
                + input
                + " holds an infinite number; known are masks of -Infinity that are moved, and"
                + " added to the scores of a Softmax: export with a mask of -10000");
      }
      boolean isTaken = KEEPING.contains(name) || name.equals("Softmax");
      if (isMasked(call, value) && !isTaken && !name.equals("Shape") && !name.equals("Size")) {
        throw call.refuse(
            "its input " + input + " is masked by -Infinity, which only Softmax is known to read");
      }
    }
  }

  private static boolean isConstant(Call call) {
    return call.node.inputs().stream()
        .noneMatch(input -> call.graph.value(input) instanceof Value.Variable);
  }

  /** Refuses results of a masked input that are another layer. */
  static void requireKept(Call call, Value[] results) {
    if (!KEEPING.contains(call.node.qualifiedOperator())) {
      return;
    }
    for (String input : call.node.inputs()) {
      Value value = call.graph.value(input);
      for (Value result : isMasked(call, value) ? results : new Value[0]) {
        if (!isMasked(call, result)) {
          throw call.refuse("its input " + input + " is masked by -Infinity and moved");
        }
      }
    }
  }

  private static boolean isMasked(Call call, Value value) {
    return value instanceof Value.Variable variable && call.graph.excluded(variable) != null;
  }
}
