package org.plumbline.soundness.fuzz.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.fuzz.graph.RandomModel;

/**
 * How far what a runtime computes for one node, from inputs that are given exactly, may be from the
 * node's result rounded once. It is nothing for integers, truth values, what moves or chooses
 * elements, and what IEEE 754 rounds once. Sums of n products, in any order, are off by
 *
 * <pre>γₘ·Σ|terms| + m·τ·Π max(1, |inputs|),   γₘ = m·u / (1 − m·u),   m = n + 12</pre>
 *
 * (Higham, <em>Accuracy and Stability of Numerical Algorithms</em>, 3.1), with the unit roundoff u
 * and the smallest positive number τ of the type. The sum of the terms by absolute value is the
 * second reading's result for the same node with all numbers by absolute value, and a mean with the
 * other sign. Where a product of all sizes may overflow nothing is said. Other functions are
 * approximated by runtimes; ONNX Runtime's rational functions are within 2⁻²⁰ of 1 and of the
 * value, and so is its Gelu of float64, whose constants are of float32.
 */
final class Allowance {
  private static final Set<String> SUMS =
      Set.of(
          "Sum",
          "Gemm",
          "MatMul",
          "Conv",
          "ConvTranspose",
          "BatchNormalization",
          "AveragePool",
          "GlobalAveragePool",
          "ReduceSum",
          "ReduceMean",
          "FusedConv",
          "FusedGemm",
          "FusedMatMul",
          "ReduceL1",
          "ReduceSumSquare",
          "Mean",
          "CumSum",
          "Einsum",
          "ScatterElements",
          "ScatterND",
          "Col2Im",
          "LinearRegressor",
          "LinearClassifier");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "Exp",
          "Log",
          "Sigmoid",
          "Tanh",
          "Sin",
          "Cos",
          "Softmax",
          "Pow",
          "HardSigmoid",
          "QGemm",
          "QuickGelu",
          "LogSoftmax",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceProd",
          "Erf",
          "Gelu",
          "Swish",
          "HardSwish",
          "Mish",
          "Softplus",
          "Softsign",
          "Elu",
          "Selu",
          "Celu",
          "Tan",
          "Asin",
          "Acos",
          "Atan",
          "Sinh",
          "Cosh",
          "LpPool",
          "Asinh",
          "Acosh",
          "Atanh",
          "Normalizer");

  /** Of them, so many factors of greatest inputs must not overflow on the way. */
  private static final Map<String, Integer> FACTORS =
      Map.ofEntries(
          Map.entry("ReduceL2", 2),
          Map.entry("ReduceSumSquare", 2),
          Map.entry("ReduceLogSum", 1),
          Map.entry("ReduceProd", 12),
          Map.entry("LpPool", 4),
          Map.entry("LRN", 3),
          Map.entry("Det", 3));

  /** Linear maps whose coefficients are rounded, eliminations and quotients of sums of squares. */
  private static final Set<String> POLYNOMIALS = Set.of("AffineGrid", "DFT", "STFT", "Det", "LRN");

  /** Steps that follow one another, of moderate numbers. */
  private static final Set<String> SEQUENCES = Set.of("RNN", "GRU", "LSTM");

  /** Many operators at once, of moderate numbers. */
  private static final Set<String> COMPOSITES =
      Set.of(
          "Attention", "RotaryEmbedding", "NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss");

  /** Roundings of a node besides those of its sum. */
  private static final int MORE = 12;

  private final RandomModel model;
  private final OnnxNode node;
  private final boolean isSum;
  private final boolean isFunction;
  private ReferenceModel absolute;

  Allowance(RandomModel model, OnnxNode node) {
    this.model = model;
    this.node = node;
    this.isSum = SUMS.contains(node.operator());
    this.isFunction = FUNCTIONS.contains(node.operator());
  }

  /**
   * @param inputs of the node, but for its initialisers
   * @param result of the node, rounded once
   */
  double[] of(Map<String, ReferenceTensor> inputs, ReferenceTensor result) {
    double[] allowed = new double[result.size()];
    if (isInterpolation() || POLYNOMIALS.contains(node.operator())) {
      Arrays.fill(allowed, ofPolynomial(inputs));
      return allowed;
    } else if (SEQUENCES.contains(node.operator())) {
      boolean isModerate = sizes(inputs).product < 0x1p12;
      Arrays.fill(allowed, isModerate ? 0x1p-10 : Double.POSITIVE_INFINITY);
      return allowed;
    } else if (COMPOSITES.contains(node.operator())) {
      Sizes sizes = sizes(inputs);
      boolean isModerate = sizes.product < 0x1p12;
      double relative = isModerate ? 0x1p-20 * sizes.count : Double.POSITIVE_INFINITY;
      Arrays.fill(allowed, relative * sizes.product);
      return allowed;
    } else if (MomentAllowance.isFor(node)) {
      Arrays.fill(allowed, MomentAllowance.of(node, inputs, constants()));
      return allowed;
    } else if (!result.isReal() || !isSum && !isFunction) {
      return allowed;
    } else if (isFunction && mayOverflow(inputs, result.type() == ElementType.FLOAT64)) {
      Arrays.fill(allowed, Double.POSITIVE_INFINITY);
      return allowed;
    }
    if (isFunction) {
      boolean isPrecise = result.type() == ElementType.FLOAT64 && !node.operator().equals("Gelu");
      double unit = isPrecise ? 0x1p-40 : 0x1p-20;
      double size =
          switch (node.operator()) {
            case "HardSigmoid" -> 2 + Math.abs(beta());
            case "QuickGelu" -> 1 + sizes(inputs).product;
            default -> 1;
          };
      Arrays.setAll(allowed, i -> unit * (size + Math.abs(result.value(i))));
      return allowed;
    }
    sums(inputs, result, allowed);
    return allowed;
  }

  /** Relative to the product of the greatest numbers, where sums of such are far from overflow. */
  private double ofPolynomial(Map<String, ReferenceTensor> inputs) {
    double product = sizes(inputs).product;
    return product < 0x1p100 ? 0x1p-14 * product : Double.POSITIVE_INFINITY;
  }

  /** Its weights are computed in binary32 from places that are. */
  private boolean isInterpolation() {
    String usual = node.operator().equals("GridSample") ? "linear" : "nearest";
    String mode = node.attributes().get("mode") instanceof OnnxAttribute.Text t ? t.value() : usual;
    return List.of("Resize", "GridSample").contains(node.operator()) && !mode.equals("nearest");
  }

  /** A product that becomes a number again after an overflow or underflow is not known. */
  private boolean mayOverflow(Map<String, ReferenceTensor> inputs, boolean isDouble) {
    Sizes sizes = sizes(inputs);
    return FACTORS.containsKey(node.operator())
        && !(sizes.product * sizes.count < (isDouble ? 0x1p1000 : 0x1p120));
  }

  private double beta() {
    return node.attributes().get("beta") instanceof OnnxAttribute.Real real ? real.value() : 0.5;
  }

  private void sums(Map<String, ReferenceTensor> inputs, ReferenceTensor result, double[] allowed) {
    Sizes sizes = sizes(inputs);
    boolean isDouble = result.type() == ElementType.FLOAT64;
    double unit = isDouble ? 0x1p-52 : 0x1p-24;
    double smallest = isDouble ? Double.MIN_VALUE : Float.MIN_VALUE;
    double m = sizes.count + MORE;
    double gamma = m * unit / (1 - m * unit);
    ReferenceTensor terms = null;
    if (sizes.product * m < (isDouble ? 0x1p1000 : 0x1p125)) {
      terms = absolute(inputs);
    }
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] =
          terms == null
              ? Double.POSITIVE_INFINITY
              : gamma * (terms.value(i) + terms.radius(i)) + m * smallest * sizes.product;
    }
  }

  /**
   * Of what a node reads.
   *
   * @param count of the elements of its greatest input
   * @param product of the greatest numbers of all inputs and attributes, where they exceed 1
   */
  private record Sizes(int count, double product) {}

  private Sizes sizes(Map<String, ReferenceTensor> inputs) {
    int count = 1;
    double product = node.operator().equals("BatchNormalization") ? 0x1p10 : 1;
    for (String name : node.inputs()) {
      ReferenceTensor input = inputs.get(name);
      if (input != null) {
        count = Math.max(count, input.size());
        product *= input.isReal() ? Math.max(1, Tensors.greatest(input)) : 1;
      }
    }
    for (OnnxTensor constant : constants()) {
      count = Math.max(count, constant.count());
      product *= constant.reals() == null ? 1 : Math.max(1, Tensors.greatest(constant.reals()));
    }
    for (OnnxAttribute attribute : node.attributes().values()) {
      if (attribute instanceof OnnxAttribute.Real real) {
        product *= Math.max(1, Math.abs(real.value()));
      } else if (attribute instanceof OnnxAttribute.Reals reals) {
        double greatest = 1;
        for (float value : reals.values()) {
          greatest = Math.max(greatest, Math.abs(value));
        }
        product *= greatest;
      }
    }
    return new Sizes(count, Math.pow(product, FACTORS.getOrDefault(node.operator(), 1)));
  }

  private List<OnnxTensor> constants() {
    return model.constants().stream().filter(c -> node.inputs().contains(c.name())).toList();
  }

  /** The terms' sum by absolute value, or null where it is not known. */
  private ReferenceTensor absolute(Map<String, ReferenceTensor> inputs) {
    Map<String, ReferenceTensor> sizes = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> sizes.put(name, Tensors.absolute(tensor)));
    String mean = mean();
    if (sizes.containsKey(mean)) {
      return null;
    }
    try {
      if (absolute == null) {
        absolute =
            ReferenceModel.parse("absolute.onnx", absoluteModel(mean).bytesOf(absoluteNode()));
      }
      return absolute.evaluate(sizes, Mode.REAL).outputs().get(0);
    } catch (ReferenceException e) {
      return null;
    }
  }

  /** What is subtracted. */
  private String mean() {
    return node.operator().equals("BatchNormalization") ? node.inputs().get(3) : "";
  }

  private RandomModel absoluteModel(String mean) {
    List<OnnxTensor> some = new ArrayList<>();
    for (OnnxTensor constant : model.constants()) {
      some.add(Tensors.mapped(constant, constant.name().equals(mean) ? -1 : 1));
    }
    return new RandomModel(
        model.opset(), model.input(), model.nodes(), some, model.signatures(), model.output());
  }

  private OnnxNode absoluteNode() {
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>(node.attributes());
    for (String name : new HashSet<>(attributes.keySet())) {
      if (attributes.get(name) instanceof OnnxAttribute.Real real) {
        attributes.put(name, new OnnxAttribute.Real(Math.abs(real.value())));
      } else if (attributes.get(name) instanceof OnnxAttribute.Reals reals) {
        float[] sizes = reals.values().clone();
        for (int i = 0; i < sizes.length; i++) {
          sizes[i] = Math.abs(sizes[i]);
        }
        attributes.put(name, new OnnxAttribute.Reals(sizes));
      }
    }
    return new OnnxNode(
        node.operator(), node.domain(), node.name(), node.inputs(), node.outputs(), attributes);
  }
}
