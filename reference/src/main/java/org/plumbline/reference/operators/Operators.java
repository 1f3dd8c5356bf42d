package org.plumbline.reference.operators;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;

/** The operators that can be evaluated. A new one is a name, a line and a method. */
public final class Operators {
  /**
   * In the order of the switches below; behind a colon the first operator set, where it is not 7.
   */
  private static final String TABLE =
      "Add Sub Mul Div Mod:10 Neg Abs Sum Mean Max Min Pow Equal Less Greater"
          + " LessOrEqual:12 GreaterOrEqual:12 And Or Xor Not Where:9 IsNaN:9 IsInf:10"
          + " BitShift:11 BitwiseAnd:18 BitwiseOr:18 BitwiseXor:18 BitwiseNot:18 Floor Ceil"
          + " Round:11 Sign:9 Exp Log Sqrt Reciprocal Erf:9 Sin Cos Tan Asin Acos Atan"
          + " Sinh:9 Cosh:9 Tanh Asinh:9 Acosh:9 Atanh:9 Relu LeakyRelu PRelu Clip"
          + " HardSigmoid HardSwish:14 Sigmoid Softplus Softsign Mish:18 Swish:24 Gelu:20"
          + " Elu Celu:12 Selu ThresholdedRelu:10 Shrink:9 Gemm MatMul Conv ConvTranspose"
          + " ConvInteger:10 MatMulInteger:10 QuantizeLinear:10 DequantizeLinear:10"
          + " DynamicQuantizeLinear:11 QLinearConv:10 QLinearMatMul:10 Einsum:12 MaxPool"
          + " AveragePool LpPool GlobalMaxPool GlobalAveragePool GlobalLpPool ReduceSum"
          + " ReduceMean ReduceMax ReduceMin ReduceProd ReduceSumSquare ReduceL1 ReduceL2"
          + " ReduceLogSum ReduceLogSumExp CumSum:11 ArgMax ArgMin TopK Hardmax Softmax"
          + " LogSoftmax BatchNormalization LayerNormalization:17 InstanceNormalization"
          + " GroupNormalization:18 RMSNormalization:23 LpNormalization Identity Dropout"
          + " Cast CastLike:15 Flatten Reshape Squeeze Unsqueeze Transpose Slice Split"
          + " Concat Expand:8 Tile Trilu:14 DepthToSpace SpaceToDepth Gather"
          + " GatherElements:11 GatherND:11 ScatterElements:11 ScatterND:11 Pad Upsample"
          + " Resize:10 GridSample:16 Constant ConstantOfShape:9 Shape Size Range:11"
          + " OneHot:9 RNN GRU LSTM Attention:23 RotaryEmbedding:23 NegativeLogLikelihoodLoss:12"
          + " SoftmaxCrossEntropyLoss:12 SwiGLU:28 com.microsoft.QuantizeLinear:10 com.microsoft.DequantizeLinear:10"
          + " com.microsoft.QGemm:10 com.microsoft.QLinearAdd com.microsoft.QLinearMul"
          + " com.microsoft.QLinearLeakyRelu com.microsoft.QLinearSigmoid"
          + " com.microsoft.QLinearConcat com.microsoft.FusedConv com.microsoft.FusedGemm"
          + " com.microsoft.FusedMatMul com.microsoft.QuickGelu ai.onnx.ml.Scaler"
          + " ai.onnx.ml.Normalizer ai.onnx.ml.LinearRegressor ai.onnx.ml.LinearClassifier"
          + " ai.onnx.ml.ArrayFeatureExtractor CenterCropPad:18 ReverseSequence:10 Compress:9"
          + " MaxUnpool:9 Scatter:9 TensorScatter:24 Col2Im:18 AffineGrid:20 DFT:17 STFT:17"
          + " CumProd:26 Det:11 LRN MeanVarianceNormalization:9";

  private static final Map<String, Integer> FIRST_OPSETS = table();

  /** Their names. */
  public static final Set<String> NAMES = Collections.unmodifiableSet(FIRST_OPSETS.keySet());

  private Operators() {}

  private static Map<String, Integer> table() {
    Map<String, Integer> table = new TreeMap<>();
    for (String entry : TABLE.split(" ")) {
      String[] parts = entry.split(":");
      table.put(parts[0], parts.length == 1 ? 7 : Integer.parseInt(parts[1]));
    }
    return table;
  }

  /**
   * @throws ReferenceException if the operator is not known or not part of the operator set
   */
  public static void check(String operator, int opset) {
    Integer first = FIRST_OPSETS.get(operator);
    if (first == null) {
      throw new ReferenceException("the operator is not among " + NAMES);
    }
    boolean isGone =
        operator.equals("Upsample") && opset >= 10 || operator.equals("Scatter") && opset >= 11;
    boolean isOfStandard = operator.indexOf('.') < 0;
    if (opset < first && (isOfStandard || opset > 0) || isGone) {
      throw new ReferenceException("the operator does not exist in operator set " + opset);
    }
  }

  /**
   * Computes the outputs of a node.
   *
   * @return at least those that ONNX demands; null for one that is not computed
   */
  public static List<ReferenceTensor> evaluate(Call call) {
    return switch (call.operator()) {
      case "ai.onnx.ml.LinearClassifier" -> Learning.classifier(call);
      case "Attention" -> Attention.evaluate(call);
      case "SoftmaxCrossEntropyLoss" -> Losses.crossEntropy(call);
      case "Dropout" -> Reshaping.dropout(call);
      case "DynamicQuantizeLinear" -> Quantization.dynamic(call);
      case "LayerNormalization" -> Normalizations.layer(call);
      case "GRU", "LSTM", "RNN" -> Recurrence.evaluate(call);
      case "MaxPool" -> Pooling.max(call);
      case "Split" -> Joining.split(call);
      case "TopK" -> Extrema.topK(call);
      default -> List.of(single(call));
    };
  }

  private static ReferenceTensor single(Call call) {
    return switch (call.operator()) {
      case "Add" -> Arithmetic.add(call);
      case "Sub" -> Arithmetic.sub(call);
      case "Mul" -> Arithmetic.mul(call);
      case "Div" -> Arithmetic.div(call);
      case "Mod" -> Arithmetic.mod(call);
      case "Neg" -> Arithmetic.neg(call);
      case "Abs" -> Arithmetic.abs(call);
      case "Sum" -> Arithmetic.sum(call);
      case "Mean" -> Arithmetic.mean(call);
      case "Max" -> Arithmetic.max(call);
      case "Min" -> Arithmetic.min(call);
      case "Pow" -> Power.pow(call);
      case "Equal" -> Comparisons.equal(call);
      case "Less" -> Comparisons.less(call);
      case "Greater" -> Comparisons.greater(call);
      case "LessOrEqual" -> Comparisons.lessOrEqual(call);
      case "GreaterOrEqual" -> Comparisons.greaterOrEqual(call);
      case "And" -> Comparisons.and(call);
      case "Or" -> Comparisons.or(call);
      case "Xor" -> Comparisons.xor(call);
      case "Not" -> Comparisons.not(call);
      case "Where" -> Comparisons.where(call);
      case "IsNaN" -> Comparisons.isNaN(call);
      case "IsInf" -> Comparisons.isInfinite(call);
      case "BitShift" -> Bits.shift(call);
      case "BitwiseAnd" -> Bits.and(call);
      case "BitwiseOr" -> Bits.or(call);
      case "BitwiseXor" -> Bits.xor(call);
      case "BitwiseNot" -> Bits.not(call);
      default -> function(call);
    };
  }

  private static ReferenceTensor function(Call call) {
    return switch (call.operator()) {
      case "Floor" -> Rounding.floor(call);
      case "Ceil" -> Rounding.ceil(call);
      case "Round" -> Rounding.round(call);
      case "Sign" -> Rounding.sign(call);
      case "Exp" -> Functions.exp(call);
      case "Log" -> Functions.log(call);
      case "Sqrt" -> Functions.sqrt(call);
      case "Reciprocal" -> Functions.reciprocal(call);
      case "Erf" -> Functions.erf(call);
      case "Sin" -> Functions.sin(call);
      case "Cos" -> Functions.cos(call);
      case "Tan" -> Functions.tan(call);
      case "Asin" -> Functions.asin(call);
      case "Acos" -> Functions.acos(call);
      case "Atan" -> Functions.atan(call);
      case "Sinh" -> Functions.sinh(call);
      case "Cosh" -> Functions.cosh(call);
      case "Tanh" -> Functions.tanh(call);
      case "Asinh" -> Functions.asinh(call);
      case "Acosh" -> Functions.acosh(call);
      case "Atanh" -> Functions.atanh(call);
      case "Relu" -> Activations.relu(call);
      case "LeakyRelu" -> Activations.leakyRelu(call);
      case "PRelu" -> Activations.prelu(call);
      case "Clip" -> Activations.clip(call);
      case "HardSigmoid" -> Activations.hardSigmoid(call);
      case "HardSwish" -> Activations.hardSwish(call);
      case "Sigmoid" -> Activations.sigmoid(call);
      case "Softplus" -> Activations.softplus(call);
      case "Softsign" -> Activations.softsign(call);
      case "Mish" -> Activations.mish(call);
      case "SwiGLU" -> Activations.swiGlu(call);
      case "Swish" -> Activations.swish(call);
      case "Gelu" -> Activations.gelu(call);
      case "Elu" -> Activations.elu(call);
      case "Celu" -> Activations.celu(call);
      case "Selu" -> Activations.selu(call);
      case "ThresholdedRelu" -> Activations.thresholdedRelu(call);
      case "Shrink" -> Activations.shrink(call);
      default -> layer(call);
    };
  }

  private static ReferenceTensor layer(Call call) {
    return switch (call.operator()) {
      case "Gemm" -> Matrices.gemm(call);
      case "MatMul" -> Matrices.matMul(call);
      case "Conv" -> Convolution.conv(call);
      case "ConvTranspose" -> TransposedConvolution.convTranspose(call);
      case "ConvInteger" -> Convolution.convInteger(call);
      case "MatMulInteger" -> Matrices.matMulInteger(call);
      case "QuantizeLinear" -> Quantization.quantize(call);
      case "DequantizeLinear" -> Quantization.dequantize(call);
      case "QLinearConv" -> Quantization.conv(call);
      case "QLinearMatMul" -> Quantization.matMul(call);
      case "Einsum" -> Einsum.einsum(call);
      case "AveragePool" -> Pooling.average(call);
      case "LpPool" -> Pooling.norm(call);
      case "NegativeLogLikelihoodLoss" -> Losses.likelihood(call);
      case "RotaryEmbedding" -> Rotations.rotary(call);
      case "GlobalMaxPool" -> Pooling.globalMax(call);
      case "GlobalAveragePool" -> Pooling.globalAverage(call);
      case "GlobalLpPool" -> Pooling.globalNorm(call);
      case "ReduceSum" -> Reductions.sum(call);
      case "ReduceMean" -> Reductions.mean(call);
      case "ReduceMax" -> Reductions.max(call);
      case "ReduceMin" -> Reductions.min(call);
      case "ReduceProd" -> Reductions.product(call);
      case "ReduceSumSquare" -> Reductions.sumOfSquares(call);
      case "ReduceL1" -> Reductions.norm1(call);
      case "ReduceL2" -> Reductions.norm2(call);
      case "ReduceLogSum" -> Reductions.logOfSum(call);
      case "ReduceLogSumExp" -> Reductions.logOfSumOfExponentials(call);
      case "CumSum" -> Scans.cumulativeSum(call);
      case "ArgMax" -> Extrema.argMax(call);
      case "ArgMin" -> Extrema.argMin(call);
      case "Hardmax" -> Extrema.hardmax(call);
      case "Softmax" -> Softmaxes.softmax(call);
      case "LogSoftmax" -> Softmaxes.logSoftmax(call);
      case "BatchNormalization" -> Normalizations.batch(call);
      case "InstanceNormalization" -> Normalizations.instance(call);
      case "GroupNormalization" -> Normalizations.group(call);
      case "RMSNormalization" -> Normalizations.rms(call);
      case "LpNormalization" -> Normalizations.lp(call);
      default -> movement(call);
    };
  }

  private static ReferenceTensor movement(Call call) {
    return switch (call.operator()) {
      case "com.microsoft.QuantizeLinear" -> Quantization.quantize(call);
      case "com.microsoft.DequantizeLinear" -> Quantization.dequantize(call);
      case "com.microsoft.QGemm" -> RuntimeQuantization.gemm(call);
      case "com.microsoft.QLinearAdd" -> RuntimeQuantization.add(call);
      case "com.microsoft.QLinearMul" -> RuntimeQuantization.mul(call);
      case "com.microsoft.QLinearLeakyRelu" -> RuntimeQuantization.leakyRelu(call);
      case "com.microsoft.QLinearSigmoid" -> RuntimeQuantization.sigmoid(call);
      case "com.microsoft.QLinearConcat" -> RuntimeQuantization.concat(call);
      case "ai.onnx.ml.Scaler" -> Learning.scaler(call);
      case "ai.onnx.ml.Normalizer" -> Learning.normalizer(call);
      case "ai.onnx.ml.LinearRegressor" -> Learning.regressor(call);
      case "ai.onnx.ml.ArrayFeatureExtractor" -> Learning.pick(call);
      case "com.microsoft.FusedConv" -> Fusions.conv(call);
      case "com.microsoft.FusedGemm" -> Fusions.gemm(call);
      case "com.microsoft.FusedMatMul" -> Fusions.matMul(call);
      case "com.microsoft.QuickGelu" -> Fusions.quickGelu(call);
      case "Identity" -> Reshaping.identity(call);
      case "Cast" -> Casts.cast(call);
      case "CastLike" -> Casts.castLike(call);
      case "Flatten" -> Reshaping.flatten(call);
      case "Reshape" -> Reshaping.reshape(call);
      case "Squeeze" -> Reshaping.squeeze(call);
      case "Unsqueeze" -> Reshaping.unsqueeze(call);
      case "Transpose" -> Movement.transpose(call);
      case "Slice" -> Movement.slice(call);
      case "Concat" -> Joining.concat(call);
      case "Expand" -> Movement.expand(call);
      case "Tile" -> Movement.tile(call);
      case "Trilu" -> Movement.trilu(call);
      case "DepthToSpace" -> Movement.depthToSpace(call);
      case "SpaceToDepth" -> Movement.spaceToDepth(call);
      case "Gather" -> Gathering.gather(call);
      case "GatherElements" -> Gathering.gatherElements(call);
      case "GatherND" -> Gathering.gatherNd(call);
      case "ScatterElements" -> Scattering.scatterElements(call);
      case "ScatterND" -> Scattering.scatterNd(call);
      case "Pad" -> Padding.pad(call);
      case "Upsample" -> Resizing.upsample(call);
      case "Resize" -> Resizing.resize(call);
      case "GridSample" -> GridSampling.gridSample(call);
      case "Constant" -> Constants.constant(call);
      case "ConstantOfShape" -> Constants.constantOfShape(call);
      case "Shape" -> Constants.shape(call);
      case "Size" -> Constants.size(call);
      case "Range" -> Constants.range(call);
      case "OneHot" -> Constants.oneHot(call);
      default -> further(call);
    };
  }

  private static ReferenceTensor further(Call call) {
    return switch (call.operator()) {
      case "CenterCropPad" -> Placing.centerCropPad(call);
      case "ReverseSequence" -> Placing.reverseSequence(call);
      case "Compress" -> Placing.compress(call);
      case "MaxUnpool" -> Placing.maxUnpool(call);
      case "Scatter" -> Scattering.scatterElements(call);
      case "TensorScatter" -> Placing.tensorScatter(call);
      case "Col2Im" -> Placing.col2Im(call);
      case "AffineGrid" -> Composites.affineGrid(call);
      case "DFT" -> Spectra.dft(call);
      case "STFT" -> Spectra.stft(call);
      case "CumProd" -> Composites.cumulativeProduct(call);
      case "Det" -> Composites.determinant(call);
      case "LRN" -> Composites.localResponse(call);
      case "MeanVarianceNormalization" -> Composites.meanVariance(call);
      default -> throw new AssertionError("no line for " + call.operator());
    };
  }
}
