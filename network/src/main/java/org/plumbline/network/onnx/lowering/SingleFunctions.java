package org.plumbline.network.onnx.lowering;

import java.util.Map;
import java.util.Set;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.ProductLayer;

/**
 * Which layers are what a node computes, and not a part of it. What a runtime computes for a node
 * of one function or product is known up to rounding; for a node of several it has a formula of its
 * own, so that in binary32 the layers say nothing of it.
 */
final class SingleFunctions {
  /** Where selects by products with 0 and 1, which round nothing. */
  private static final Set<String> PRODUCTS =
      Set.of("Mul", "MatMul", "Gemm", "Div", "Pow", "Where");

  private static final Map<Activation.Kind, Set<String>> OPERATORS =
      Map.ofEntries(
          Map.entry(Activation.Kind.SIGMOID, Set.of("Sigmoid")),
          Map.entry(Activation.Kind.TANH, Set.of("Tanh")),
          Map.entry(Activation.Kind.EXP, Set.of("Exp", "Pow")),
          Map.entry(Activation.Kind.LOG, Set.of("Log")),
          Map.entry(Activation.Kind.SQRT, Set.of("Sqrt", "Pow")),
          Map.entry(Activation.Kind.RECIPROCAL, Set.of("Reciprocal", "Div", "Pow")),
          Map.entry(Activation.Kind.POWER, Set.of("Pow")),
          Map.entry(Activation.Kind.SIN, Set.of("Sin")),
          Map.entry(Activation.Kind.COS, Set.of("Cos")),
          Map.entry(Activation.Kind.ERF, Set.of("Erf")),
          Map.entry(Activation.Kind.ATAN, Set.of("Atan")));

  private SingleFunctions() {}

  /** Whether a layer is only a part of what a node of an operator computes. */
  static boolean isPart(Layer layer, String operator) {
    if (layer instanceof ProductLayer) {
      return !PRODUCTS.contains(operator);
    }
    return layer instanceof ActivationLayer act
        && !act.activation().isPiecewiseLinear()
        && !OPERATORS.getOrDefault(act.activation().kind(), Set.of()).contains(operator);
  }
}
