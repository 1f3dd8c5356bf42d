package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;
import static org.plumbline.reference.Samples.floats;
import static org.plumbline.reference.Samples.longs;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.Differential.Question;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Operators that move elements or make constants, against ONNX Runtime. */
class MovementDifferentialTest {
  private static final long SEED = 20261202;
  private static final ElementType[] TYPES = {
    ElementType.FLOAT32,
    ElementType.FLOAT64,
    ElementType.FLOAT16,
    ElementType.INT8,
    ElementType.INT32,
    ElementType.INT64,
    ElementType.UINT8,
    ElementType.UINT64,
    ElementType.BOOL
  };

  private final Random random = new Random(SEED);
  private final Differential differential = new Differential(SEED);

  private ReferenceTensor sample(ElementType type, long... dims) {
    return Samples.small(random, type, 100, dims);
  }

  private void check(String operator, int opset, ReferenceTensor... inputs) {
    differential.check(Question.of(operator, opset, inputs));
  }

  private void check(
      String operator, int opset, List<ReferenceTensor> inputs, AttributeProto... attributes) {
    differential.check(
        Question.of(operator, opset, inputs.toArray(ReferenceTensor[]::new)).with(attributes));
  }

  private void checkCompared(String... operators) {
    assertThat(differential.compared().keySet()).contains(operators);
  }

  @Test
  void shapes() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : TYPES) {
        ReferenceTensor x = sample(type, 2, 3, 4);
        check("Identity", opset, x);
        check("Flatten", opset, x);
        for (int axis = 0; axis <= 3; axis++) {
          check("Flatten", opset, List.of(x), attribute("axis", axis));
        }
        if (opset >= 11) {
          check("Flatten", opset, List.of(x), attribute("axis", -1));
        }
        check("Reshape", opset, x, longs(4, -1));
        check("Reshape", opset, x, longs(0, 2, -1));
        check("Reshape", opset, x, longs(24));
        ReferenceTensor ones = sample(type, 1, 3, 1, 2);
        check("Squeeze", opset, ones);
        if (opset < 13) {
          check("Squeeze", opset, List.of(ones), attribute("axes", new long[] {0, 2}));
          check("Unsqueeze", opset, List.of(x), attribute("axes", new long[] {1, 4}));
        } else {
          check("Squeeze", opset, ones, longs(-2));
          check("Unsqueeze", opset, x, longs(1, -1));
        }
        check("Shape", opset, x);
        check("Size", opset, x);
        if (opset >= 15) {
          check("Shape", opset, List.of(x), attribute("start", 1), attribute("end", -1));
          check("Shape", opset, List.of(x), attribute("start", -9), attribute("end", 9));
        }
      }
    }
    checkCompared("Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Shape", "Size");
  }

  @Test
  void zeroDimensions() {
    ReferenceTensor empty = sample(ElementType.FLOAT32, 0, 3);
    for (int opset = 14; opset <= 24; opset++) {
      check("Reshape", opset, List.of(empty, longs(0, 5)), attribute("allowzero", 1));
      check(
          "Concat", opset, List.of(empty, sample(ElementType.FLOAT32, 2, 3)), attribute("axis", 0));
      check("Transpose", opset, empty);
      check("Add", opset, empty, sample(ElementType.FLOAT32, 1, 3));
      check("MatMul", opset, empty, sample(ElementType.FLOAT32, 3, 4));
      check("MatMul", opset, sample(ElementType.FLOAT32, 2, 0), sample(ElementType.FLOAT32, 0, 4));
      check("Slice", opset, sample(ElementType.FLOAT32, 4), longs(3), longs(1));
      check("Relu", opset, empty);
    }
    checkCompared("Reshape", "Concat", "Transpose", "Add", "MatMul", "Slice", "Relu");
  }

  @Test
  void views() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : TYPES) {
        ReferenceTensor x = sample(type, 2, 3, 4);
        check("Transpose", opset, x);
        check("Transpose", opset, List.of(x), attribute("perm", new long[] {1, 2, 0}));
        if (opset >= 8) {
          check("Expand", opset, sample(type, 3, 1), longs(2, 1, 4));
          check("Expand", opset, sample(type, 3, 1), longs(1));
        }
        check("Tile", opset, x, longs(2, 1, 3));
        check("Concat", opset, List.of(x, sample(type, 2, 1, 4)), attribute("axis", 1));
        if (opset >= 11) {
          check("Concat", opset, List.of(x, x), attribute("axis", -1));
        }
        check("DepthToSpace", opset, List.of(sample(type, 2, 8, 2, 3)), attribute("blocksize", 2));
        check("SpaceToDepth", opset, List.of(sample(type, 2, 3, 4, 6)), attribute("blocksize", 2));
        if (opset >= 11) {
          check(
              "DepthToSpace",
              opset,
              List.of(sample(type, 1, 8, 2, 3)),
              attribute("blocksize", 2),
              attribute("mode", "CRD"));
        }
        if (opset >= 14) {
          check("Trilu", opset, x);
          check("Trilu", opset, List.of(x), attribute("upper", 0));
          ReferenceTensor k = Samples.scalar(ElementType.INT64, 1);
          check("Trilu", opset, List.of(x, k));
          check("Trilu", opset, List.of(x, k), attribute("upper", 0));
        }
      }
    }
    checkCompared("Transpose", "Expand", "Tile", "Concat", "DepthToSpace", "SpaceToDepth", "Trilu");
  }

  @Test
  void slices() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : TYPES) {
        ReferenceTensor x = sample(type, 4, 5, 6);
        if (opset < 10) {
          check(
              "Slice",
              opset,
              List.of(x),
              attribute("starts", new long[] {1, -3}),
              attribute("ends", new long[] {100, -1}),
              attribute("axes", new long[] {0, 2}));
          check(
              "Slice",
              opset,
              List.of(x),
              attribute("starts", new long[] {1, 2}),
              attribute("ends", new long[] {3, 9}));
          continue;
        }
        check("Slice", opset, x, longs(1, 2), longs(3, 9));
        check("Slice", opset, x, longs(1, -3), longs(100, -1), longs(0, 2));
        check("Slice", opset, x, longs(3, -1), longs(-100, 0), longs(0, 2), longs(-1, -2));
        check("Slice", opset, x, longs(0, 0), longs(9, 9), longs(1, 2), longs(2, 3));
        check("Slice", opset, x, longs(Long.MAX_VALUE), longs(Long.MIN_VALUE), longs(1), longs(-1));
        ReferenceTensor start = Samples.integers(random, ElementType.INT32, -6, 7, 1);
        ReferenceTensor end = Samples.integers(random, ElementType.INT32, -6, 7, 1);
        check("Slice", opset, x, start, end);
      }
    }
    checkCompared("Slice");
  }

  @Test
  void splits() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : TYPES) {
        ReferenceTensor x = sample(type, 4, 6);
        List<AttributeProto> attributes = new ArrayList<>(List.of(attribute("axis", 1)));
        if (opset >= 18) {
          attributes.add(attribute("num_outputs", 3));
        }
        differential.check(
            Question.of("Split", opset, x)
                .with(attributes.toArray(AttributeProto[]::new))
                .outputs(3));
        if (opset < 13) {
          differential.check(
              Question.of("Split", opset, x)
                  .with(attribute("split", new long[] {1, 3}))
                  .outputs(2));
        } else {
          differential.check(Question.of("Split", opset, x, longs(1, 0, 3)).outputs(3));
        }
        if (opset >= 18) {
          differential.check(
              Question.of("Split", opset, sample(type, 5))
                  .with(attribute("num_outputs", 3))
                  .outputs(3));
        }
      }
    }
    checkCompared("Split");
  }

  @Test
  void gathers() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : TYPES) {
        ReferenceTensor x = sample(type, 3, 4, 5);
        ReferenceTensor indices =
            Samples.integers(random, ElementType.INT64, opset < 11 ? 0 : -3, 3, 2, 2);
        check("Gather", opset, x, indices);
        check("Gather", opset, List.of(x, indices), attribute("axis", 2));
        check(
            "Gather",
            opset,
            List.of(x, Samples.scalar(ElementType.INT32, 1)),
            attribute("axis", 1));
        if (opset < 11) {
          continue;
        }
        ReferenceTensor each = Samples.integers(random, ElementType.INT64, -4, 4, 2, 3, 5);
        check("GatherElements", opset, List.of(x, each), attribute("axis", 1));
        check("GatherND", opset, x, Samples.integers(random, ElementType.INT64, -3, 3, 2, 2));
        check("GatherND", opset, x, Samples.integers(random, ElementType.INT64, 0, 3, 2, 3));
        if (opset >= 12) {
          check(
              "GatherND",
              opset,
              List.of(x, Samples.integers(random, ElementType.INT64, -4, 4, 3, 2, 1)),
              attribute("batch_dims", 1));
        }
      }
    }
    checkCompared("Gather", "GatherElements", "GatherND");
  }

  @Test
  void scatters() {
    for (int opset = 11; opset <= 24; opset++) {
      for (ElementType type : TYPES) {
        ReferenceTensor x = sample(type, 4, 3);
        ReferenceTensor rows = ReferenceTensor.integers(ElementType.INT64, Shape.of(2, 1), 3, -4);
        ReferenceTensor places =
            ReferenceTensor.integers(ElementType.INT64, Shape.of(2, 3), 0, 1, 3, -1, 2, 0);
        check("ScatterND", opset, x, rows, sample(type, 2, 3));
        check("ScatterElements", opset, x, places, sample(type, 2, 3));
        check(
            "ScatterElements",
            opset,
            List.of(
                x,
                ReferenceTensor.integers(ElementType.INT64, Shape.of(4, 1), 0, 1, 2, -1),
                sample(type, 4, 1)),
            attribute("axis", 1));
        List<String> reductions =
            opset < 16
                ? List.of()
                : opset < 18 ? List.of("add", "mul") : List.of("add", "mul", "min", "max");
        for (String reduction : type == ElementType.BOOL ? List.<String>of() : reductions) {
          ReferenceTensor same = ReferenceTensor.integers(ElementType.INT64, Shape.of(2, 1), 1, 1);
          ReferenceTensor some = Samples.small(random, type, 3, 2, 3);
          check("ScatterND", opset, List.of(x, same, some), attribute("reduction", reduction));
          check(
              "ScatterElements",
              opset,
              List.of(x, places, some),
              attribute("reduction", reduction));
        }
      }
    }
    checkCompared("ScatterND", "ScatterElements");
  }

  @Test
  void pads() {
    for (int opset = 7; opset <= 24; opset++) {
      List<String> modes =
          opset < 19
              ? List.of("constant", "reflect", "edge")
              : List.of("constant", "reflect", "edge", "wrap");
      for (ElementType type : TYPES) {
        ReferenceTensor x = sample(type, 3, 4);
        for (String mode : modes) {
          for (long[] pads : new long[][] {{1, 2, 0, 3}, {0, 0, 2, 1}, {-1, 1, 1, -2}}) {
            if (opset < 11) {
              check("Pad", opset, List.of(x), attribute("pads", pads), attribute("mode", mode));
              continue;
            }
            boolean isConstant = mode.equals("constant");
            ReferenceTensor filler = isConstant ? Samples.scalar(type, 1) : null;
            check(
                "Pad",
                opset,
                java.util.Arrays.asList(x, longs(pads), filler),
                attribute("mode", mode));
            check("Pad", opset, List.of(x, longs(pads)), attribute("mode", mode));
            if (opset >= 18) {
              check(
                  "Pad",
                  opset,
                  java.util.Arrays.asList(x, longs(2, 1), filler, longs(-1)),
                  attribute("mode", mode));
            }
          }
        }
      }
      if (opset < 11) {
        check(
            "Pad",
            opset,
            List.of(sample(ElementType.FLOAT32, 2, 2)),
            attribute("pads", new long[] {1, 0, 0, 1}),
            attribute("value", 2.5f));
      }
    }
    checkCompared("Pad");
  }

  @Test
  void constants() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : TYPES) {
        check("Constant", opset, List.of(), attribute("value", sample(type, 2, 3)));
        if (opset >= 9) {
          check(
              "ConstantOfShape", opset, List.of(longs(2, 3)), attribute("value", sample(type, 1)));
          check("ConstantOfShape", opset, List.of(longs(2)));
          checkOneHot(opset, type);
        }
      }
      if (opset >= 12) {
        check("Constant", opset, List.of(), attribute("value_float", 0.1f));
        check("Constant", opset, List.of(), attribute("value_floats", new float[] {0.1f, 2}));
        check("Constant", opset, List.of(), attribute("value_int", 1L << 60));
        check("Constant", opset, List.of(), attribute("value_ints", new long[] {3, -1}));
      }
      if (opset >= 11) {
        for (ElementType type : TYPES) {
          if (type != ElementType.BOOL) {
            checkRange(opset, type, 1, 10, 3);
            checkRange(opset, type, 10, 1, 3);
            checkRange(opset, type, 4, 4, 1);
            if (type.isSigned()) {
              checkRange(opset, type, 10, 1, -4);
            }
          }
        }
      }
    }
    checkCompared("Constant", "ConstantOfShape", "OneHot", "Range");
  }

  private void checkOneHot(int opset, ElementType type) {
    ReferenceTensor indices =
        Samples.integers(random, ElementType.INT64, opset < 11 ? 0 : -4, 5, 2, 3);
    ReferenceTensor depth = Samples.scalar(ElementType.INT64, 3);
    ReferenceTensor values = sample(type, 2);
    check("OneHot", opset, indices, depth, values);
    check("OneHot", opset, List.of(indices, depth, values), attribute("axis", 0));
    check("OneHot", opset, List.of(indices, depth, values), attribute("axis", 1));
    check("OneHot", opset, floats(0, 2, 1), Samples.scalar(ElementType.FLOAT32, 3), values);
  }

  private void checkRange(int opset, ElementType type, double from, double to, double step) {
    check(
        "Range",
        opset,
        Samples.scalar(type, from),
        Samples.scalar(type, to),
        Samples.scalar(type, step));
  }

  @Test
  void dropouts() {
    for (int opset = 7; opset <= 24; opset++) {
      for (ElementType type : Samples.REALS) {
        ReferenceTensor x = sample(type, 2, 3);
        check("Dropout", opset, x);
        if (opset >= 12) {
          differential.check(Question.of("Dropout", opset, x).outputs(2));
          check(
              "Dropout",
              opset,
              List.of(x, Samples.scalar(ElementType.FLOAT32, 0.25)),
              attribute("seed", 3));
        } else {
          check("Dropout", opset, List.of(x), attribute("ratio", 0.25f));
        }
      }
    }
    checkCompared("Dropout");
  }
}
