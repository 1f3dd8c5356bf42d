package org.plumbline.network.onnx.operators;

import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that are lowered to selections, sums, products and maxima as others are, by name. */
final class DerivedOperators {
  static final String NAMES =
      "Tile, DepthToSpace, SpaceToDepth, Trilu, GatherElements, GatherND, ScatterElements, CastLike,"
          + " Mean, ReduceL1, ReduceL2, ReduceSumSquare, ReduceLogSum, ReduceLogSumExp, ReduceProd,"
          + " CumSum, LogSoftmax, Einsum, TopK, RNN, GRU, LSTM, GridSample";

  private DerivedOperators() {}

  /** The values of a node's outputs, or null if its operator is not among them. */
  static Value[] values(String name, Call call) {
    return switch (name) {
      case "TopK" -> TopKLowering.topK(call);
      case "RNN" -> RecurrentLowering.rnn(call);
      case "GRU" -> RecurrentLowering.gru(call);
      case "LSTM" -> RecurrentLowering.lstm(call);
      default -> {
        Value value = movement(name, call);
        value = value == null ? reduction(name, call) : value;
        yield value == null ? null : new Value[] {value};
      }
    };
  }

  private static Value movement(String name, Call call) {
    return switch (name) {
      case "Tile" -> RearrangementLowering.tile(call);
      case "DepthToSpace" -> RearrangementLowering.depthToSpace(call);
      case "SpaceToDepth" -> RearrangementLowering.spaceToDepth(call);
      case "Trilu" -> RearrangementLowering.trilu(call);
      case "GatherElements" -> IndexedLowering.gatherElements(call);
      case "GatherND" -> IndexedLowering.gatherNd(call);
      case "ScatterElements" -> ScatterLowering.scatterElements(call);
      case "CastLike" -> CastLowering.castLike(call);
      case "GridSample" -> GridSampleLowering.gridSample(call);
      default -> null;
    };
  }

  private static Value reduction(String name, Call call) {
    return switch (name) {
      case "Mean" -> ArithmeticLowering.mean(call);
      case "ReduceL1" -> NormLowering.l1(call);
      case "ReduceL2" -> NormLowering.l2(call);
      case "ReduceSumSquare" -> NormLowering.sumOfSquares(call);
      case "ReduceLogSum" -> NormLowering.logOfSum(call);
      case "ReduceLogSumExp" -> NormLowering.logOfSumOfExponentials(call);
      case "ReduceProd" -> NormLowering.product(call);
      case "CumSum" -> CumulativeSumLowering.cumSum(call);
      case "LogSoftmax" -> ActivationLowering.logSoftmax(call);
      case "Einsum" -> EinsumLowering.einsum(call);
      default -> null;
    };
  }
}
