package org.plumbline.soundness.fuzz.graph;

import java.util.List;
import java.util.Set;
import org.plumbline.network.onnx.file.ElementType;

/** Models of what is known in binary32, and of what runtimes fuse; one seed, one model. */
public final class DeployedModels {
  private static final int OLDEST_OPSET = 7;
  private static final int NEWEST_OPSET = 24;

  /** Operators of which nothing is proved in binary32, or whose results are known in advance. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "Sigmoid",
          "Tanh",
          "Softmax",
          "Exp",
          "Log",
          "Sqrt",
          "Reciprocal",
          "Sin",
          "Cos",
          "Pow",
          "Mod",
          "Shape",
          "Size",
          "Range",
          "OneHot",
          "LogSoftmax",
          "ReduceL2",
          "ReduceSumSquare",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceProd",
          "RNN",
          "GRU",
          "LSTM");

  private DeployedModels() {}

  /** A model of float32. */
  public static RandomModel of(long seed) {
    Draw draw = new Draw(seed);
    int opset = draw.between(OLDEST_OPSET, NEWEST_OPSET);
    Sketch sketch = new Sketch(draw, numbers(draw), opset, input(draw));
    List<Operator> others =
        Operators.ALL.stream()
            .filter(o -> o.exists(opset) && !LEFT_OUT.contains(o.name()))
            .toList();
    int parts = draw.between(1, 4);
    for (int k = 0; k < parts; k++) {
      switch (draw.between(0, 7)) {
        case 0, 1, 2 -> AffineChains.draw(sketch);
        case 3 -> AffineChains.cancelled(sketch);
        default -> draw.oneOf(others).drawing().accept(sketch);
      }
    }
    return sketch.model();
  }

  private static Numbers numbers(Draw draw) {
    int rarity = draw.oneOf(6, 40, 1000, 1000);
    return new Numbers(draw, rarity, draw.oneOf(0, 0, 12, 70));
  }

  private static Signature input(Draw draw) {
    int rank = draw.oneOf(1, 2, 2, 3, 4, 4, 4);
    int[] shape = draw.shape(rank, 36);
    shape[0] = rank > 2 && !draw.oneIn(8) ? 1 : shape[0];
    return new Signature(ElementType.FLOAT, shape);
  }
}
