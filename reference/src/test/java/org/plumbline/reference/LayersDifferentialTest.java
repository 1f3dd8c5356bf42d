package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.Differential.Question;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;

/** Matrix products, convolutions, pools and normalisations, against ONNX Runtime. */
class LayersDifferentialTest {
  private static final long SEED = 20261203;

  /** Sums of up to a hundred products in another order. */
  private static final double SUM = 128;

  private final Random random = new Random(SEED);
  private final Differential differential = new Differential(SEED);

  private void check(
      String operator, int opset, List<ReferenceTensor> inputs, AttributeProto... attributes) {
    differential.check(
        Question.of(operator, opset, inputs.toArray(ReferenceTensor[]::new))
            .with(attributes)
            .units(SUM));
  }

  private void check(
      String operator, int opset, List<ReferenceTensor> inputs, List<AttributeProto> attributes) {
    check(operator, opset, inputs, attributes.toArray(AttributeProto[]::new));
  }

  private ReferenceTensor sample(ElementType type, long... dims) {
    return Samples.of(random, type, dims);
  }

  private void checkCompared(String... operators) {
    assertThat(differential.compared().keySet()).contains(operators);
  }

  private static List<ElementType> products() {
    List<ElementType> types = new ArrayList<>(List.of(Samples.REALS));
    types.addAll(
        List.of(ElementType.INT32, ElementType.INT64, ElementType.UINT32, ElementType.UINT64));
    return types;
  }

  @Test
  void matrices() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : products()) {
        check("MatMul", opset, List.of(sample(type, 3, 5), sample(type, 5, 4)));
        check("MatMul", opset, List.of(sample(type, 5), sample(type, 5, 4)));
        check("MatMul", opset, List.of(sample(type, 3, 5), sample(type, 5)));
        check("MatMul", opset, List.of(sample(type, 5), sample(type, 5)));
        check("MatMul", opset, List.of(sample(type, 2, 1, 3, 5), sample(type, 6, 5, 2)));
        check("MatMul", opset, List.of(sample(type, 5), sample(type, 2, 5, 3)));
        checkGemm(opset, type);
      }
    }
    checkCompared("MatMul", "Gemm");
  }

  private void checkGemm(int opset, ElementType type) {
    for (int turns = 0; turns < 4; turns++) {
      int a = turns & 1;
      int b = turns >> 1;
      ReferenceTensor left = a == 0 ? sample(type, 3, 5) : sample(type, 5, 3);
      ReferenceTensor right = b == 0 ? sample(type, 5, 4) : sample(type, 4, 5);
      for (long[] shape : new long[][] {{4}, {3, 1}, {3, 4}, {1}, {}}) {
        AttributeProto[] attributes = {
          attribute("transA", a),
          attribute("transB", b),
          attribute("alpha", type.isReal() ? 0.75f : 1f),
          attribute("beta", type.isReal() ? -1.5f : 1f)
        };
        check("Gemm", opset, List.of(left, right, sample(type, shape)), attributes);
        if (opset >= 11) {
          check("Gemm", opset, List.of(left, right), attributes);
        }
      }
    }
  }

  @Test
  void convolutions() {
    for (int opset : new int[] {7, 10, 11, 21, 22, 24}) {
      for (ElementType type : Samples.REALS) {
        ReferenceTensor x = sample(type, 2, 4, 7, 6);
        ReferenceTensor w = sample(type, 6, 4, 3, 2);
        ReferenceTensor grouped = sample(type, 6, 2, 3, 2);
        ReferenceTensor b = sample(type, 6);
        check("Conv", opset, List.of(x, w));
        check("Conv", opset, List.of(x, w, b), attribute("strides", new long[] {2, 1}));
        check("Conv", opset, List.of(x, grouped, b), attribute("group", 2));
        check(
            "Conv",
            opset,
            List.of(x, w, b),
            attribute("pads", new long[] {1, 0, 2, 1}),
            attribute("dilations", new long[] {2, 3}),
            attribute("kernel_shape", new long[] {3, 2}));
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")) {
          check(
              "Conv",
              opset,
              List.of(x, w),
              attribute("auto_pad", auto),
              attribute("strides", new long[] {2, 3}));
        }
        check("Conv", opset, List.of(sample(type, 1, 2, 9), sample(type, 3, 2, 4)));
        check("Conv", opset, List.of(sample(type, 1, 2, 4, 3, 5), sample(type, 3, 2, 2, 2, 2)));
        check(
            "Conv",
            opset,
            List.of(sample(type, 1, 4, 5, 5), sample(type, 4, 1, 3, 3)),
            attribute("group", 4));
      }
    }
    checkCompared("Conv");
  }

  @Test
  void transposedConvolutions() {
    for (int opset : new int[] {7, 10, 11, 21, 22, 24}) {
      for (ElementType type : Samples.REALS) {
        ReferenceTensor x = sample(type, 2, 4, 3, 4);
        ReferenceTensor w = sample(type, 4, 3, 3, 2);
        ReferenceTensor b = sample(type, 3);
        check("ConvTranspose", opset, List.of(x, w));
        check(
            "ConvTranspose",
            opset,
            List.of(x, w, b),
            attribute("strides", new long[] {2, 3}),
            attribute("pads", new long[] {1, 0, 0, 1}));
        check(
            "ConvTranspose",
            opset,
            List.of(x, w, sample(type, 6)),
            attribute("group", 2),
            attribute("strides", new long[] {3, 2}),
            attribute("output_padding", new long[] {2, 1}));
        check(
            "ConvTranspose",
            opset,
            List.of(x, w),
            attribute("dilations", new long[] {2, 2}),
            attribute("kernel_shape", new long[] {3, 2}));
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER")) {
          check(
              "ConvTranspose",
              opset,
              List.of(x, sample(type, 4, 3, 4, 2)),
              attribute("auto_pad", auto),
              attribute("strides", new long[] {2, 2}));
          if (opset >= 11) {
            check(
                "ConvTranspose",
                opset,
                List.of(x, w),
                attribute("auto_pad", auto),
                attribute("strides", new long[] {2, 2}),
                attribute("output_shape", new long[] {6, 7}));
          }
        }
        check("ConvTranspose", opset, List.of(sample(type, 1, 2, 5), sample(type, 2, 3, 3)));
      }
    }
    checkCompared("ConvTranspose");
  }

  @Test
  void pools() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : Samples.REALS) {
        ReferenceTensor x = sample(type, 2, 3, 8, 7);
        for (String operator : List.of("MaxPool", "AveragePool", "LpPool")) {
          checkPool(operator, opset, x);
        }
        for (String operator : List.of("GlobalMaxPool", "GlobalAveragePool", "GlobalLpPool")) {
          check(operator, opset, List.of(x));
          check(operator, opset, List.of(sample(type, 1, 2, 5)));
        }
      }
      if (opset >= 12) {
        for (ElementType type : List.of(ElementType.INT8, ElementType.UINT8)) {
          ReferenceTensor x = sample(type, 1, 2, 5, 5);
          check("MaxPool", opset, List.of(x), attribute("kernel_shape", new long[] {2, 3}));
        }
      }
      checkIndices(opset);
    }
    checkCompared(
        "MaxPool", "AveragePool", "LpPool", "GlobalMaxPool", "GlobalAveragePool", "GlobalLpPool");
  }

  private void checkPool(String operator, int opset, ReferenceTensor x) {
    List<AttributeProto> kernel =
        new ArrayList<>(List.of(attribute("kernel_shape", new long[] {3, 2})));
    check(operator, opset, List.of(x), kernel);
    kernel.add(attribute("strides", new long[] {2, 3}));
    check(operator, opset, List.of(x), kernel);
    for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      List<AttributeProto> padded = new ArrayList<>(kernel);
      padded.add(attribute("auto_pad", auto));
      check(operator, opset, List.of(x), padded);
    }
    kernel.add(attribute("pads", new long[] {1, 1, 2, 0}));
    check(operator, opset, List.of(x), kernel);
    if (operator.equals("AveragePool")) {
      List<AttributeProto> counting = new ArrayList<>(kernel);
      counting.add(attribute("count_include_pad", 1));
      check(operator, opset, List.of(x), counting);
    }
    int ceiledFrom = operator.equals("LpPool") ? 18 : 10;
    int dilatedFrom = operator.equals("MaxPool") ? 10 : operator.equals("LpPool") ? 18 : 19;
    if (opset >= ceiledFrom) {
      List<AttributeProto> ceiled =
          new ArrayList<>(List.of(attribute("kernel_shape", new long[] {3, 3})));
      ceiled.add(attribute("strides", new long[] {2, 2}));
      ceiled.add(attribute("ceil_mode", 1));
      check(operator, opset, List.of(x), ceiled);
      ceiled.add(attribute("pads", new long[] {0, 1, 0, 1}));
      check(operator, opset, List.of(x), ceiled);
      if (operator.equals("AveragePool")) {
        ceiled.add(attribute("count_include_pad", 1));
        check(operator, opset, List.of(x), ceiled);
      }
    }
    if (opset >= dilatedFrom) {
      kernel.add(attribute("dilations", new long[] {2, 2}));
      check(operator, opset, List.of(x), kernel);
    }
  }

  private void checkIndices(int opset) {
    if (opset < 8) {
      return;
    }
    ReferenceTensor x = sample(ElementType.FLOAT32, 2, 3, 6, 5);
    for (int order = 0; order < 2; order++) {
      differential.check(
          Question.of("MaxPool", opset, x)
              .with(
                  attribute("kernel_shape", new long[] {3, 2}),
                  attribute("strides", new long[] {2, 2}),
                  attribute("pads", new long[] {1, 0, 1, 1}),
                  attribute("storage_order", order))
              .outputs(2));
    }
  }

  @Test
  void normalizations() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : Samples.REALS) {
        ReferenceTensor x = sample(type, 2, 4, 3, 2);
        ReferenceTensor variance = Samples.reals(random, type, 0.5, 2, 4);
        List<ReferenceTensor> batch =
            List.of(x, sample(type, 4), sample(type, 4), sample(type, 4), variance);
        check("BatchNormalization", opset, batch);
        check("BatchNormalization", opset, batch, attribute("epsilon", 0.1f));
        check(
            "InstanceNormalization",
            opset,
            List.of(x, sample(type, 4), sample(type, 4)),
            attribute("epsilon", 0.01f));
        for (int p = 1; p <= 2; p++) {
          check("LpNormalization", opset, List.of(x), attribute("p", p), attribute("axis", p - 2));
        }
        if (type == ElementType.FLOAT64) {
          continue;
        }
        if (opset >= 17) {
          check("LayerNormalization", opset, List.of(x, sample(type, 2), sample(type, 2)));
          check(
              "LayerNormalization",
              opset,
              List.of(x, sample(type, 3, 2)),
              attribute("axis", 2),
              attribute("epsilon", 0.01f));
        }
        if (opset >= 18) {
          long parameters = opset < 21 ? 2 : 4;
          check(
              "GroupNormalization",
              opset,
              List.of(x, sample(type, parameters), sample(type, parameters)),
              attribute("num_groups", 2));
        }
        if (opset >= 23) {
          check("RMSNormalization", opset, List.of(x, sample(type, 2)));
          check("RMSNormalization", opset, List.of(x, sample(type, 3, 2)), attribute("axis", 2));
        }
      }
    }
    checkCompared(
        "BatchNormalization",
        "InstanceNormalization",
        "LpNormalization",
        "LayerNormalization",
        "GroupNormalization",
        "RMSNormalization");
  }

  @Test
  void reductions() {
    List<String> operators =
        List.of(
            "ReduceSum",
            "ReduceMean",
            "ReduceMax",
            "ReduceMin",
            "ReduceProd",
            "ReduceSumSquare",
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSumExp");
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : products()) {
        ReferenceTensor x = Samples.small(random, type, 4, 2, 3, 4);
        for (String operator : operators) {
          boolean isOfReals =
              List.of("ReduceL2", "ReduceLogSumExp", "ReduceMean").contains(operator);
          if (type.isReal() || !isOfReals) {
            checkReduction(operator, opset, x);
          }
        }
        if (type.isReal()) {
          checkReduction("ReduceLogSum", opset, Samples.reals(random, type, 0.5, 2, 2, 3, 4));
        }
      }
      for (ElementType type : List.of(ElementType.INT32, ElementType.INT64)) {
        ReferenceTensor positive = Samples.integers(random, type, 0, 100, 2, 3, 4);
        checkReduction("ReduceMean", opset, positive);
      }
      for (ElementType type : List.of(ElementType.INT8, ElementType.UINT8, ElementType.BOOL)) {
        ReferenceTensor x = sample(type, 2, 3, 4);
        if (opset >= (type == ElementType.BOOL ? 20 : 12)) {
          checkReduction("ReduceMax", opset, x);
          checkReduction("ReduceMin", opset, x);
        }
      }
    }
    assertThat(differential.compared().keySet()).containsAll(operators).contains("ReduceLogSum");
  }

  private void checkReduction(String operator, int opset, ReferenceTensor x) {
    boolean isInput = opset >= (operator.equals("ReduceSum") ? 13 : 18);
    for (long[] axes : new long[][] {null, {1}, {0, 2}, {-1}}) {
      for (int keeps = 0; keeps < 2; keeps++) {
        List<AttributeProto> attributes = new ArrayList<>();
        attributes.add(attribute("keepdims", keeps));
        List<ReferenceTensor> inputs = new ArrayList<>(List.of(x));
        if (axes != null && (opset >= 11 || axes[0] >= 0)) {
          if (isInput) {
            inputs.add(Samples.longs(axes));
          } else {
            attributes.add(attribute("axes", axes));
          }
        }
        check(operator, opset, inputs, attributes);
      }
    }
    if (isInput) {
      check(operator, opset, List.of(x), attribute("noop_with_empty_axes", 1));
    }
  }

  @Test
  void extrema() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : ElementType.values()) {
        if (type == ElementType.BOOL) {
          continue;
        }
        ReferenceTensor x = Samples.small(random, type, 3, 3, 4, 2);
        for (String operator : List.of("ArgMax", "ArgMin")) {
          check(operator, opset, List.of(x));
          check(operator, opset, List.of(x), attribute("axis", 1), attribute("keepdims", 0));
          if (opset >= 12) {
            check(
                operator,
                opset,
                List.of(x),
                attribute("axis", -2),
                attribute("select_last_index", 1));
          }
        }
        checkTopK(opset, x);
      }
    }
    checkCompared("ArgMax", "ArgMin", "TopK");
  }

  private void checkTopK(int opset, ReferenceTensor x) {
    if (opset < 10) {
      differential.check(
          Question.of("TopK", opset, x).with(attribute("k", 2), attribute("axis", 1)).outputs(2));
      return;
    }
    ReferenceTensor k = Samples.longs(2);
    differential.check(Question.of("TopK", opset, x, k).with(attribute("axis", 1)).outputs(2));
    if (opset >= 11) {
      differential.check(
          Question.of("TopK", opset, x, k)
              .with(attribute("axis", 0), attribute("largest", 0))
              .outputs(2));
    }
  }

  @Test
  void softmaxes() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : Samples.REALS) {
        ReferenceTensor x = Samples.reals(random, type, -5, 5, 2, 3, 4);
        for (String operator : List.of("Softmax", "LogSoftmax", "Hardmax")) {
          check(operator, opset, List.of(x));
          for (int axis = 0; axis < 3; axis++) {
            check(operator, opset, List.of(x), attribute("axis", axis));
          }
          if (opset >= 11) {
            check(operator, opset, List.of(x), attribute("axis", -2));
          }
        }
      }
    }
    checkCompared("Softmax", "LogSoftmax", "Hardmax");
  }

  @Test
  void cumulativeSums() {
    for (int opset = 11; opset <= 24; opset++) {
      for (ElementType type : products()) {
        ReferenceTensor x = sample(type, 3, 4);
        for (int flags = 0; flags < 4; flags++) {
          check(
              "CumSum",
              opset,
              List.of(x, Samples.scalar(ElementType.INT64, flags % 2 - 1)),
              attribute("reverse", flags & 1),
              attribute("exclusive", flags >> 1));
        }
      }
    }
    checkCompared("CumSum");
  }

  @Test
  void sumsOfEinstein() {
    for (int opset = 12; opset <= 24; opset += 4) {
      for (ElementType type : products()) {
        for (String equation : List.of("ij,jk->ik", "ij,jk", "ij,kj->ik", "bij,bjk->bik")) {
          long[][] shapes =
              equation.startsWith("b")
                  ? new long[][] {{2, 3, 4}, {2, 4, 5}}
                  : equation.contains("kj")
                      ? new long[][] {{3, 4}, {5, 4}}
                      : new long[][] {{3, 4}, {4, 5}};
          checkEinsum(opset, type, equation, shapes);
        }
        checkEinsum(opset, type, "ij->ji", new long[] {3, 4});
        checkEinsum(opset, type, "ij->i", new long[] {3, 4});
        checkEinsum(opset, type, "ij->", new long[] {3, 4});
        checkEinsum(opset, type, "ii->i", new long[] {3, 3});
        checkEinsum(opset, type, "...ij,...jk->...ik", new long[] {2, 3, 4}, new long[] {2, 4, 5});
        checkEinsum(opset, type, "...j,jk", new long[] {2, 3, 4}, new long[] {4, 5});
        checkEinsum(
            opset, type, "bhid, bhjd -> bhij", new long[] {1, 2, 3, 4}, new long[] {1, 2, 5, 4});
        checkEinsum(opset, type, "i,i,i->i", new long[] {3}, new long[] {3}, new long[] {3});
      }
    }
    checkCompared("Einsum");
  }

  private void checkEinsum(int opset, ElementType type, String equation, long[]... shapes) {
    List<ReferenceTensor> operands =
        Arrays.stream(shapes).map(shape -> Samples.small(random, type, 5, shape)).toList();
    check("Einsum", opset, operands, attribute("equation", equation));
  }
}
