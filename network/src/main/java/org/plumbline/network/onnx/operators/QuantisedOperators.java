package org.plumbline.network.onnx.operators;

import java.util.Set;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** The operators of quantised models, by name. */
final class QuantisedOperators {
  /** For messages and documentation. */
  static final String SUPPORTED =
      "QuantizeLinear, DequantizeLinear, DynamicQuantizeLinear, MatMulInteger, ConvInteger,"
          + " QLinearMatMul, QLinearConv, com.microsoft.QuantizeLinear,"
          + " com.microsoft.DequantizeLinear, com.microsoft.QGemm, com.microsoft.QLinearAdd,"
          + " com.microsoft.QLinearMul, com.microsoft.QLinearLeakyRelu,"
          + " com.microsoft.QLinearSigmoid, com.microsoft.QLinearConcat";

  static final Set<String> NAMES = Set.of(SUPPORTED.split(",\\s*"));

  private QuantisedOperators() {}

  /** The result, or null for another operator. */
  static Value lower(String name, Call call) {
    return switch (name) {
      case "QuantizeLinear", "com.microsoft.QuantizeLinear" -> QuantisationLowering.quantise(call);
      case "DequantizeLinear", "com.microsoft.DequantizeLinear" ->
          QuantisationLowering.dequantise(call);
      case "MatMulInteger" -> QuantisedProducts.matMulInteger(call);
      case "ConvInteger" -> QuantisedProducts.convInteger(call);
      case "QLinearMatMul" -> QuantisedProducts.qLinearMatMul(call);
      case "QLinearConv" -> QuantisedProducts.qLinearConv(call);
      case "com.microsoft.QGemm" -> QuantisedProducts.qGemm(call);
      case "com.microsoft.QLinearAdd" -> QuantisedElements.add(call);
      case "com.microsoft.QLinearMul" -> QuantisedElements.mul(call);
      case "com.microsoft.QLinearLeakyRelu" -> QuantisedElements.leakyRelu(call);
      case "com.microsoft.QLinearSigmoid" -> QuantisedElements.sigmoid(call);
      case "com.microsoft.QLinearConcat" -> QuantisedElements.concat(call);
      default -> null;
    };
  }
}
