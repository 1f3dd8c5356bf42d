package org.plumbline.network.onnx.operators;

import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that are met less often, lowered to selections, sums, products and functions. */
final class FurtherOperators {
  /** Those that move elements, of any type. */
  static final String MOVING =
      "CenterCropPad, ReverseSequence, Compress, MaxUnpool, Scatter, TensorScatter";

  static final String NAMES =
      MOVING
          + ", Col2Im, AffineGrid, DFT, STFT, Asinh, Acosh, Atanh, CumProd, Det, LRN,"
          + " MeanVarianceNormalization";

  private FurtherOperators() {}

  /** The value of a node's output, or null if its operator is not among them. */
  static Value value(String name, Call call) {
    return switch (name) {
      case "CenterCropPad" -> PlacementLowering.centerCropPad(call);
      case "ReverseSequence" -> PlacementLowering.reverseSequence(call);
      case "Compress" -> PlacementLowering.compress(call);
      case "MaxUnpool" -> PlacementLowering.maxUnpool(call);
      case "Scatter" -> ScatterLowering.scatterElements(call);
      case "TensorScatter" -> PlacementLowering.tensorScatter(call);
      case "Col2Im" -> ColumnLowering.col2Im(call);
      case "AffineGrid" -> AffineGridLowering.affineGrid(call);
      case "DFT" -> SpectrumLowering.dft(call);
      case "STFT" -> SpectrumLowering.stft(call);
      case "Asinh" -> HyperbolicLowering.asinh(call);
      case "Acosh" -> HyperbolicLowering.acosh(call);
      case "Atanh" -> HyperbolicLowering.atanh(call);
      case "CumProd" -> PolynomialLowering.cumProd(call);
      case "Det" -> PolynomialLowering.det(call);
      case "LRN" -> ResponseLowering.lrn(call);
      case "MeanVarianceNormalization" -> ResponseLowering.meanVariance(call);
      default -> null;
    };
  }
}
