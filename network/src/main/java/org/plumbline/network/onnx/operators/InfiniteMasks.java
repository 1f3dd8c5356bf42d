package org.plumbline.network.onnx.operators;

import java.util.Set;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Where infinite numbers may go: constants are moved, chosen from and added to computed scores. Of
 * these, what is −∞ is remembered beside the layer, so that only Softmax may read it, after
 * operators that leave every element in its place. Everything else is refused. So is NaN, which is
 * what Softmax makes of a row of −∞, but where a constant condition chooses something else.
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

  /** Of their first input; of others they only take the shape or the type. */
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
      if (isUndefined(call, value) && !KEEPING.contains(name) && !name.equals("Where")) {
        throw call.refuse(
            "its input "
                + input
                + " is a Softmax of which all scores of a row are masked by -Infinity, which gives"
                + " NaN; only a Where that chooses something else is known to read it");
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
    String input = call.node.inputs().get(0);
    Value value = call.graph.value(input);
    for (Value result : results) {
      if (isMasked(call, value) && !isMasked(call, result)) {
        throw call.refuse("its input " + input + " is masked by -Infinity and moved");
      }
      if (isUndefined(call, value) && !isUndefined(call, result)) {
        throw call.refuse("its input " + input + " holds NaN and is moved");
      }
    }
  }

  private static boolean isUndefined(Call call, Value value) {
    return value instanceof Value.Variable variable && call.graph.undefined(variable) != null;
  }

  /**
   * Refuses to choose what is NaN.
   *
   * @param index the elements chosen, −1 for none
   */
  static void requireDefined(Call call, Value value, int[] index) {
    if (!isUndefined(call, value)) {
      return;
    }
    boolean[] undefined = call.graph.undefined((Value.Variable) value);
    for (int i : index) {
      if (i >= 0 && undefined[i]) {
        throw call.refuse("it chooses from a row that is masked by -Infinity, which is NaN");
      }
    }
  }

  private static boolean isMasked(Call call, Value value) {
    return value instanceof Value.Variable variable && call.graph.excluded(variable) != null;
  }
}
