package org.plumbline.network.onnx.lowering;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Reading;

/**
 * That functions are defined where they are used is taken for granted: elsewhere a model computes
 * NaN or an infinity, which pass through what follows. Bounds of a function's values are finite
 * only where those of its arguments lie in its domain, so that a finite range of values says it.
 */
final class DomainRange {
  private DomainRange() {}

  /**
   * @param result of the function
   */
  static void require(LoweringContext graph, Value.Variable result, Activation activation) {
    String outside = outside(activation);
    if (!outside.isEmpty()) {
      String why = outside + " is not defined";
      graph.need(result, -Double.MAX_VALUE, Double.MAX_VALUE, Reading.Need.ALWAYS, why);
    }
  }

  /** What is outside of the domain, or nothing. */
  private static String outside(Activation activation) {
    return switch (activation.kind()) {
      case LOG -> "the logarithm of a number that is not positive";
      case SQRT -> "the square root of a negative number";
      case RECIPROCAL -> "a quotient by 0";
      case TAN -> "the tangent between poles that are not known";
      case ASIN -> "the arc sine of a number beyond -1 or 1";
      default -> "";
    };
  }
}
