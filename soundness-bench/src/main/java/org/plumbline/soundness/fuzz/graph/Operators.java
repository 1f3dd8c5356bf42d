package org.plumbline.soundness.fuzz.graph;

import static org.plumbline.soundness.fuzz.graph.Operator.of;
import static org.plumbline.soundness.fuzz.graph.Operator.since;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operators that are drawn: all that networks are lowered from. */
public final class Operators {
  /** The domain of ONNX Runtime's own operators. */
  private static final String RUNTIME = "com.microsoft.";

  private static final List<Operator> ELEMENTWISE =
      List.of(
          of("Add", s -> ElementwiseNodes.arithmetic(s, "Add")),
          of("Sub", s -> ElementwiseNodes.arithmetic(s, "Sub")),
          of("Mul", s -> ElementwiseNodes.arithmetic(s, "Mul")),
          of("Div", ElementwiseNodes::div),
          since(10, "Mod", s -> ElementwiseNodes.integers(s, "Mod")),
          of("Sum", s -> ElementwiseNodes.several(s, "Sum")),
          of("Max", s -> ElementwiseNodes.several(s, "Max")),
          of("Min", s -> ElementwiseNodes.several(s, "Min")),
          of("Neg", s -> ElementwiseNodes.unary(s, "Neg")),
          of("Abs", s -> ElementwiseNodes.unary(s, "Abs")),
          of("Pow", ElementwiseNodes::pow),
          since(9, "Where", ElementwiseNodes::where),
          of("Equal", ComparisonNodes::equal),
          of("Greater", s -> ComparisonNodes.order(s, "Greater")),
          of("Less", s -> ComparisonNodes.order(s, "Less")),
          since(12, "GreaterOrEqual", s -> ComparisonNodes.order(s, "GreaterOrEqual")),
          since(12, "LessOrEqual", s -> ComparisonNodes.order(s, "LessOrEqual")),
          of("Not", ComparisonNodes::not),
          of("And", s -> ComparisonNodes.logic(s, "And")),
          of("Or", s -> ComparisonNodes.logic(s, "Or")),
          of("Xor", s -> ComparisonNodes.logic(s, "Xor")),
          of("ArgMax", s -> ComparisonNodes.extremePlace(s, "ArgMax")),
          of("ArgMin", s -> ComparisonNodes.extremePlace(s, "ArgMin")),
          since(9, "OneHot", ComparisonNodes::oneHot),
          of("Cast", CastNodes::cast));

  private static final List<Operator> FUNCTIONS =
      List.of(
          of("Relu", ActivationNodes::relu),
          of("LeakyRelu", ActivationNodes::leakyRelu),
          of("PRelu", ActivationNodes::prelu),
          of("Clip", ActivationNodes::clip),
          of("HardSigmoid", ActivationNodes::hardSigmoid),
          of("Sigmoid", s -> ActivationNodes.function(s, "Sigmoid")),
          of("Tanh", s -> ActivationNodes.function(s, "Tanh")),
          of("Softmax", s -> ActivationNodes.softmax(s, "Softmax")),
          of("Exp", s -> ActivationNodes.function(s, "Exp")),
          of("Log", s -> ActivationNodes.ofPositive(s, "Log")),
          of("Sqrt", s -> ActivationNodes.ofPositive(s, "Sqrt")),
          of("Reciprocal", s -> ActivationNodes.ofPositive(s, "Reciprocal")),
          of("Sin", s -> ActivationNodes.function(s, "Sin")),
          of("Cos", s -> ActivationNodes.function(s, "Cos")),
          since(9, "Sign", s -> ElementwiseNodes.unary(s, "Sign")),
          of("Floor", s -> ActivationNodes.function(s, "Floor")),
          of("Ceil", s -> ActivationNodes.function(s, "Ceil")));

  private static final List<Operator> SMOOTH =
      List.of(
          since(9, "Erf", s -> ActivationNodes.function(s, "Erf")),
          since(20, "Gelu", SmoothNodes::gelu),
          since(24, "Swish", s -> SmoothNodes.scaled(s, "Swish")),
          since(14, "HardSwish", s -> ActivationNodes.function(s, "HardSwish")),
          since(18, "Mish", s -> ActivationNodes.function(s, "Mish")),
          of("Softplus", SmoothNodes::softplus),
          of("Softsign", s -> ActivationNodes.function(s, "Softsign")),
          of("Elu", s -> SmoothNodes.scaled(s, "Elu")),
          of("Selu", SmoothNodes::selu),
          since(12, "Celu", s -> SmoothNodes.scaled(s, "Celu")),
          of("Tan", s -> SmoothNodes.nearZero(s, "Tan")),
          of("Asin", s -> SmoothNodes.nearZero(s, "Asin")),
          of("Acos", s -> SmoothNodes.nearZero(s, "Acos")),
          of("Atan", s -> ActivationNodes.function(s, "Atan")),
          since(9, "Sinh", s -> ActivationNodes.function(s, "Sinh")),
          since(9, "Cosh", s -> ActivationNodes.function(s, "Cosh")),
          since(11, "Round", s -> ActivationNodes.function(s, "Round")),
          since(10, "ThresholdedRelu", SmoothNodes::thresholdedRelu),
          since(9, "Shrink", SmoothNodes::shrink));

  private static final List<Operator> LAYERS =
      List.of(
          of("Gemm", MatrixNodes::gemm),
          of("MatMul", MatrixNodes::matMul),
          of("Conv", ConvolutionNodes::conv),
          of("ConvTranspose", ConvolutionNodes::convTranspose),
          of("BatchNormalization", MatrixNodes::batchNormalization),
          since(17, "LayerNormalization", MomentNodes::layer),
          since(23, "RMSNormalization", MomentNodes::rms),
          of("InstanceNormalization", MomentNodes::instance),
          since(18, "GroupNormalization", MomentNodes::group),
          of("LpNormalization", MomentNodes::lp),
          of("AveragePool", PoolNodes::averagePool),
          of("GlobalAveragePool", s -> PoolNodes.global(s, "GlobalAveragePool")),
          of("MaxPool", PoolNodes::maxPool),
          of("GlobalMaxPool", s -> PoolNodes.global(s, "GlobalMaxPool")),
          of("ReduceSum", s -> ReductionNodes.reduce(s, "ReduceSum", 13)),
          of("ReduceMean", s -> ReductionNodes.reduce(s, "ReduceMean", 18)),
          of("ReduceMax", s -> ReductionNodes.reduce(s, "ReduceMax", 18)),
          of("ReduceMin", s -> ReductionNodes.reduce(s, "ReduceMin", 18)));

  private static final List<Operator> MOVEMENT =
      List.of(
          of("Identity", ReshapeNodes::identity),
          of("Dropout", ReshapeNodes::dropout),
          of("Flatten", ReshapeNodes::flatten),
          of("Reshape", ReshapeNodes::reshape),
          of("Squeeze", ReshapeNodes::squeeze),
          of("Unsqueeze", ReshapeNodes::unsqueeze),
          of("Transpose", MovementNodes::transpose),
          of("Slice", MovementNodes::slice),
          of("Split", MovementNodes::split),
          of("Gather", MovementNodes::gather),
          since(8, "Expand", MovementNodes::expand),
          of("Concat", JoinNodes::concat),
          of("Pad", JoinNodes::pad),
          since(11, "ScatterND", JoinNodes::scatter),
          new Operator("Upsample", 7, 9, ResizeNodes::upsample),
          since(10, "Resize", ResizeNodes::resize),
          of("Constant", ConstantNodes::constant),
          since(9, "ConstantOfShape", ConstantNodes::constantOfShape),
          of("Shape", ConstantNodes::shape),
          of("Size", ConstantNodes::size),
          since(11, "Range", ConstantNodes::range));

  private static final List<Operator> QUANTISED =
      List.of(
          since(10, "QuantizeLinear", s -> QuantisedNodes.quantise(s, "QuantizeLinear")),
          since(10, "DequantizeLinear", s -> QuantisedNodes.dequantise(s, "DequantizeLinear")),
          since(11, "DynamicQuantizeLinear", QuantisedNodes::dynamic),
          since(10, "MatMulInteger", QuantisedNodes::matMulInteger),
          since(10, "ConvInteger", s -> QuantisedNodes.convolution(s, false)),
          since(10, "QLinearMatMul", QuantisedNodes::qLinearMatMul),
          since(10, "QLinearConv", s -> QuantisedNodes.convolution(s, true)),
          since(10, RUNTIME + "QuantizeLinear", s -> QuantisedNodes.scalar(s, true)),
          since(10, RUNTIME + "DequantizeLinear", s -> QuantisedNodes.scalar(s, false)),
          since(10, RUNTIME + "QGemm", QuantisedNodes::gemm),
          since(10, RUNTIME + "QLinearAdd", s -> QuantisedNodes.binary(s, RUNTIME + "QLinearAdd")),
          since(10, RUNTIME + "QLinearMul", s -> QuantisedNodes.binary(s, RUNTIME + "QLinearMul")),
          since(
              10,
              RUNTIME + "QLinearLeakyRelu",
              s -> QuantisedNodes.unary(s, RUNTIME + "QLinearLeakyRelu")),
          since(
              10,
              RUNTIME + "QLinearSigmoid",
              s -> QuantisedNodes.unary(s, RUNTIME + "QLinearSigmoid")),
          since(10, RUNTIME + "QLinearConcat", QuantisedNodes::concat));

  private static final List<Operator> FUSED =
      List.of(
          of(RUNTIME + "FusedConv", FusedNodes::conv),
          of(RUNTIME + "FusedGemm", FusedNodes::gemm),
          of(RUNTIME + "FusedMatMul", FusedNodes::matMul),
          of(RUNTIME + "QuickGelu", FusedNodes::quickGelu));

  private static final List<Operator> LEARNING =
      List.of(
          of(LearningNodes.DOMAIN + "Scaler", LearningNodes::scaler),
          of(LearningNodes.DOMAIN + "Normalizer", LearningNodes::normalizer),
          of(LearningNodes.DOMAIN + "LinearRegressor", LearningNodes::regressor),
          of(LearningNodes.DOMAIN + "LinearClassifier", LearningNodes::classifier),
          of(LearningNodes.DOMAIN + "ArrayFeatureExtractor", LearningNodes::features));

  static final List<Operator> ALL =
      Stream.of(
              ELEMENTWISE,
              FUNCTIONS,
              SMOOTH,
              LAYERS,
              MOVEMENT,
              DerivedNodes.ALL,
              CompositeNodes.ALL,
              FurtherNodes.ALL,
              QUANTISED,
              FUSED,
              LEARNING)
          .flatMap(List::stream)
          .toList();

  private Operators() {}

  /** Their names. */
  public static SortedSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    ALL.forEach(operator -> names.add(operator.name()));
    return names;
  }
}
