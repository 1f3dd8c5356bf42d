package org.plumbline.network.onnx.operators;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.IntegerRange;
import org.plumbline.network.onnx.lowering.Value;

/** The operators that can be lowered, by name. A switch: a table of lambdas would load slower. */
public final class Operators {
  /** In families, for messages and documentation. */
  public static final String SUPPORTED =
      "Add, Sub, Sum, Mul, Div, Neg, Pow, Max, Min, Where, Equal, Greater, Less, GreaterOrEqual,"
          + " LessOrEqual, Not, And, Or, Xor, Mod, ArgMax, ArgMin, OneHot, Relu, LeakyRelu, PRelu, Clip, HardSigmoid,"
          + " Abs, Sigmoid, Tanh, Softmax, Exp, Log, Sqrt, Reciprocal, Sin, Cos, Sign, Floor, Ceil,"
          + " Erf, Gelu, Swish, HardSwish, Mish, Softplus, Softsign, Elu, Selu, Celu, Tan, Asin, Acos,"
          + " Atan, Sinh, Cosh, Round, ThresholdedRelu, Shrink,"
          + " Gemm, MatMul, Conv, ConvTranspose, BatchNormalization, LayerNormalization,"
          + " InstanceNormalization, GroupNormalization, RMSNormalization, LpNormalization, AveragePool,"
          + " GlobalAveragePool, MaxPool, GlobalMaxPool, ReduceSum, ReduceMean, ReduceMax,"
          + " ReduceMin, Identity, Dropout, Cast, Flatten, Reshape, Squeeze, Unsqueeze, Transpose,"
          + " Slice, Split, Gather, Expand, Concat, Pad, ScatterND, Upsample, Resize, Constant,"
          + " ConstantOfShape, Shape, Size, Range, "
          + QuantisedOperators.SUPPORTED
          + ", "
          + FusedOperators.SUPPORTED
          + ", "
          + DerivedOperators.NAMES
          + ", "
          + CompositeOperators.NAMES
          + ", "
          + FurtherOperators.NAMES
          + ", "
          + LearningOperators.SUPPORTED;

  /** Operators that move elements, of any type. */
  private static final Set<String> MOVING =
      names(
          "Identity, Flatten, Reshape, Squeeze, Unsqueeze, Transpose, Slice, Split, Gather, Expand,"
              + " Concat, Pad, ScatterND, Where, MaxPool, Tile, DepthToSpace, SpaceToDepth, Trilu,"
              + " GatherElements, GatherND, ScatterElements, "
              + FurtherOperators.MOVING);

  /** Operators that compute with integers as with real numbers, as long as none wraps around. */
  private static final Set<String> COUNTING = names("Add, Sub, Sum, Mul, Neg, ReduceSum, CumSum");

  /** Operators that take computed integers and say themselves what their results are. */
  private static final Set<String> READING_INTEGERS =
      names(
          "Cast, Equal, Greater, Less, GreaterOrEqual, LessOrEqual, Not, And, Or, Xor, OneHot,"
              + " Shape, Size, CastLike");

  /** How many first inputs of an operator have to be of one type. */
  private static final Map<String, Integer> OF_ONE_TYPE = new HashMap<>();

  static {
    for (String binary :
        names(
            "Add, Sub, Mul, Div, Mod, Equal, Greater, Less, GreaterOrEqual, LessOrEqual, And, Or,"
                + " Xor, MatMul, PRelu")) {
      OF_ONE_TYPE.put(binary, 2);
    }
    for (String ternary : names("Gemm, Conv, ConvTranspose, Clip, Range")) {
      OF_ONE_TYPE.put(ternary, 3);
    }
    for (String any : names("Sum, Max, Min, Concat, Mean, Einsum")) {
      OF_ONE_TYPE.put(any, Integer.MAX_VALUE);
    }
  }

  private Operators() {}

  /**
   * Lowers one node to the values of its outputs; null for an output that nothing reads.
   *
   * @throws org.plumbline.network.model.UnsupportedOperatorException naming what is not supported
   */
  public static Value[] lower(Call call) {
    String name = call.node.qualifiedOperator();
    if (OF_ONE_TYPE.containsKey(name)) {
      call.requireOneType(OF_ONE_TYPE.get(name));
    }
    InfiniteMasks.requireKnown(call);
    Value[] values = values(call);
    InfiniteMasks.requireKept(call, values);
    boolean isKnown =
        MOVING.contains(name)
            || COUNTING.contains(name)
            || READING_INTEGERS.contains(name)
            || QuantisedOperators.NAMES.contains(name);
    if (call.hasIntegerVariable() && !isKnown) {
      throw call.refuse("one of its inputs is a computed tensor of integers");
    }
    for (Value value : values) {
      if (value instanceof Value.Variable variable) {
        note(call, variable, COUNTING.contains(name));
      }
    }
    return values;
  }

  /** Says what is taken for granted of a result. */
  private static void note(Call call, Value.Variable result, boolean isArithmetic) {
    if (result.isInteger() && isArithmetic) {
      IntegerRange.requireNoOverflow(call, result);
    } else if (!result.isInteger() && result.type() != ElementType.FLOAT) {
      call.graph.unknownInFloat32("computes in " + result.type());
    }
  }

  private static Set<String> names(String text) {
    return Set.of(text.split(", "));
  }

  private static Value[] values(Call call) {
    String name = call.node.qualifiedOperator();
    if (name.equals("Split")) {
      return MovementLowering.split(call);
    }
    if (name.equals("DynamicQuantizeLinear")) {
      return DynamicQuantisation.lower(call);
    }
    if (name.equals("LayerNormalization")) {
      return MomentLowering.layer(call);
    }
    Value[] learnt = LearningOperators.lower(name, call);
    if (learnt != null) {
      return learnt;
    }
    Value[] derived = DerivedOperators.values(name, call);
    if (derived != null) {
      return derived;
    }
    Value[] composite = CompositeOperators.values(name, call);
    if (composite != null) {
      return composite;
    }
    Value value = arithmetic(name, call);
    value = value == null ? layer(name, call) : value;
    value = value == null ? movement(name, call) : value;
    value = value == null ? QuantisedOperators.lower(name, call) : value;
    value = value == null ? FusedOperators.lower(name, call) : value;
    value = value == null ? FurtherOperators.value(name, call) : value;
    if (value == null) {
      throw call.refuse(WayOut.of(call.node));
    }
    return new Value[] {value};
  }

  private static Value arithmetic(String name, Call call) {
    return switch (name) {
      case "Add" -> ArithmeticLowering.add(call);
      case "Sub" -> ArithmeticLowering.sub(call);
      case "Sum" -> ArithmeticLowering.sumOfAll(call);
      case "Mul" -> ArithmeticLowering.mul(call);
      case "Div" -> ArithmeticLowering.div(call);
      case "Neg" -> ArithmeticLowering.neg(call);
      case "Pow" -> PowerLowering.pow(call);
      case "Max" -> ExtremumLowering.max(call);
      case "Min" -> ExtremumLowering.min(call);
      case "Where" -> ArithmeticLowering.where(call);
      case "Equal" -> ComparisonLowering.equal(call);
      case "Greater" -> ComparisonLowering.greater(call);
      case "Less" -> ComparisonLowering.less(call);
      case "GreaterOrEqual" -> ComparisonLowering.greaterOrEqual(call);
      case "LessOrEqual" -> ComparisonLowering.lessOrEqual(call);
      case "Not" -> LogicLowering.not(call);
      case "And" -> LogicLowering.and(call);
      case "Or" -> LogicLowering.or(call);
      case "Xor" -> LogicLowering.xor(call);
      case "Mod" -> ArithmeticLowering.mod(call);
      case "ArgMax" -> ArgMaxLowering.argMax(call);
      case "ArgMin" -> ArgMaxLowering.argMin(call);
      case "OneHot" -> ComparisonLowering.oneHot(call);
      case "Relu" -> ActivationLowering.apply(call, Kind.RELU);
      case "LeakyRelu" -> ActivationLowering.leakyRelu(call);
      case "PRelu" -> ActivationLowering.prelu(call);
      case "Clip" -> ActivationLowering.clip(call);
      case "HardSigmoid" -> ActivationLowering.hardSigmoid(call);
      case "Abs" -> ActivationLowering.abs(call);
      case "Sigmoid" -> ActivationLowering.apply(call, Kind.SIGMOID);
      case "Tanh" -> ActivationLowering.apply(call, Kind.TANH);
      case "Softmax" -> ActivationLowering.softmax(call);
      case "Exp" -> ActivationLowering.apply(call, Kind.EXP);
      case "Log" -> ActivationLowering.apply(call, Kind.LOG);
      case "Sqrt" -> ActivationLowering.apply(call, Kind.SQRT);
      case "Reciprocal" -> ActivationLowering.apply(call, Kind.RECIPROCAL);
      case "Sin" -> ActivationLowering.apply(call, Kind.SIN);
      case "Cos" -> ActivationLowering.apply(call, Kind.COS);
      case "Sign" -> ActivationLowering.apply(call, Kind.SIGN);
      case "Floor" -> ActivationLowering.apply(call, Kind.FLOOR);
      case "Ceil" -> ActivationLowering.ceil(call);
      default -> function(name, call);
    };
  }

  private static Value function(String name, Call call) {
    return switch (name) {
      case "Erf" -> ActivationLowering.apply(call, Kind.ERF);
      case "Gelu" -> SmoothLowering.gelu(call);
      case "Swish" -> SmoothLowering.swish(call);
      case "HardSwish" -> ActivationLowering.apply(call, Kind.HARD_SWISH);
      case "Mish" -> ActivationLowering.apply(call, Kind.MISH);
      case "Softplus" -> ActivationLowering.apply(call, Kind.SOFTPLUS);
      case "Softsign" -> ActivationLowering.apply(call, Kind.SOFTSIGN);
      case "Elu" -> SmoothLowering.elu(call);
      case "Selu" -> SmoothLowering.selu(call);
      case "Celu" -> SmoothLowering.celu(call);
      case "Tan" -> ActivationLowering.apply(call, Kind.TAN);
      case "Asin" -> ActivationLowering.apply(call, Kind.ASIN);
      case "Acos" -> SmoothLowering.acos(call);
      case "Atan" -> ActivationLowering.apply(call, Kind.ATAN);
      case "Sinh" -> ActivationLowering.apply(call, Kind.SINH);
      case "Cosh" -> ActivationLowering.apply(call, Kind.COSH);
      case "Round" -> ActivationLowering.apply(call, Kind.ROUND);
      case "ThresholdedRelu" -> StepLowering.thresholdedRelu(call);
      case "Shrink" -> StepLowering.shrink(call);
      default -> null;
    };
  }

  private static Value layer(String name, Call call) {
    return switch (name) {
      case "Gemm" -> MatrixLowering.gemm(call);
      case "MatMul" -> MatrixLowering.matMul(call);
      case "Conv" -> ConvolutionLowering.conv(call);
      case "ConvTranspose" -> ConvolutionLowering.convTranspose(call);
      case "BatchNormalization" -> NormalisationLowering.batchNormalization(call);
      case "RMSNormalization" -> MomentLowering.rms(call);
      case "InstanceNormalization" -> MomentLowering.instance(call);
      case "GroupNormalization" -> MomentLowering.group(call);
      case "LpNormalization" -> MomentLowering.lp(call);
      case "AveragePool" -> PoolLowering.averagePool(call);
      case "GlobalAveragePool" -> PoolLowering.globalAveragePool(call);
      case "MaxPool" -> PoolLowering.maxPool(call);
      case "GlobalMaxPool" -> PoolLowering.globalMaxPool(call);
      case "ReduceSum" -> ReductionLowering.reduceSum(call);
      case "ReduceMean" -> ReductionLowering.reduceMean(call);
      case "ReduceMax" -> ReductionLowering.reduceMax(call);
      case "ReduceMin" -> ReductionLowering.reduceMin(call);
      default -> null;
    };
  }

  private static Value movement(String name, Call call) {
    return switch (name) {
      case "Identity" -> ReshapeLowering.identity(call);
      case "Dropout" -> ReshapeLowering.dropout(call);
      case "Cast" -> CastLowering.cast(call);
      case "Flatten" -> ReshapeLowering.flatten(call);
      case "Reshape" -> ReshapeLowering.reshape(call);
      case "Squeeze" -> ReshapeLowering.squeeze(call);
      case "Unsqueeze" -> ReshapeLowering.unsqueeze(call);
      case "Transpose" -> MovementLowering.transpose(call);
      case "Slice" -> MovementLowering.slice(call);
      case "Gather" -> MovementLowering.gather(call);
      case "Expand" -> MovementLowering.expand(call);
      case "Concat" -> JoinLowering.concat(call);
      case "Pad" -> JoinLowering.pad(call);
      case "ScatterND" -> ScatterLowering.scatterNd(call);
      case "Upsample" -> ResizeLowering.upsample(call);
      case "Resize" -> ResizeLowering.resize(call);
      case "Constant" -> ShapeLowering.constant(call);
      case "ConstantOfShape" -> ShapeLowering.constantOfShape(call);
      case "Shape" -> ShapeLowering.shape(call);
      case "Size" -> ShapeLowering.size(call);
      case "Range" -> ShapeLowering.range(call);
      default -> null;
    };
  }
}
