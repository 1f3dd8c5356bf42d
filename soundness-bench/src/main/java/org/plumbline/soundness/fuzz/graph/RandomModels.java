package org.plumbline.soundness.fuzz.graph;

import java.util.List;
import org.plumbline.network.onnx.file.ElementType;

/** Models of all operators that networks are lowered from; one seed, one model. */
public final class RandomModels {
  private static final int OLDEST_OPSET = 7;

  /** The last one that the runtime knows. */
  private static final int NEWEST_OPSET = 24;

  private RandomModels() {}

  /** Of operators drawn at random. */
  public static RandomModel of(long seed) {
    Draw draw = new Draw(seed);
    Sketch sketch = sketch(draw, NEWEST_OPSET);
    int size = draw.oneIn(4) ? 1 : draw.between(2, 9);
    for (int k = 0; k < size; k++) {
      Operator operator = draw.oneOf(existing(sketch.opset));
      operator.drawing().accept(sketch);
    }
    return sketch.model();
  }

  /**
   * Of one operator whose inputs are that of the model and constants; of the operator set that
   * brought it where that is newer than those of other models.
   */
  static RandomModel of(Operator operator, long seed) {
    Draw draw = new Draw(seed);
    int newest = Math.max(NEWEST_OPSET, operator.since());
    Sketch sketch = sketch(draw, newest);
    while (!operator.exists(sketch.opset)) {
      sketch = sketch(draw, newest);
    }
    operator.drawing().accept(sketch);
    return sketch.model();
  }

  private static List<Operator> existing(int opset) {
    return Operators.ALL.stream().filter(operator -> operator.exists(opset)).toList();
  }

  private static Sketch sketch(Draw draw, int newest) {
    int opset = draw.oneIn(6) ? newest : draw.between(OLDEST_OPSET, newest);
    ElementType type = draw.oneIn(6) ? ElementType.DOUBLE : ElementType.FLOAT;
    Numbers numbers = new Numbers(draw, draw.oneIn(3) ? 6 : 1000);
    int rank = draw.oneOf(1, 2, 2, 3, 4, 4, 5);
    int[] shape = draw.shape(rank, 36);
    shape[0] = rank > 2 && !draw.oneIn(5) ? 1 : shape[0];
    return new Sketch(draw, numbers, opset, new Signature(type, shape));
  }
}
