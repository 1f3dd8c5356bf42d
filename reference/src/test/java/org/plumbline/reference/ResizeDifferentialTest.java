package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;
import static org.plumbline.reference.Samples.floats;
import static org.plumbline.reference.Samples.longs;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.Differential.Question;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.UncertainException;

/**
 * Upsample, Resize and GridSample, against ONNX Runtime, whose coordinates are in float32: some ten
 * units of a value of about 10.
 */
class ResizeDifferentialTest {
  private static final long SEED = 20261204;
  private static final double COORDINATES = 256;

  private final Random random = new Random(SEED);
  private final Differential differential = new Differential(SEED);

  /** Whether the question could be answered; what rounding decides is refused. */
  private boolean check(
      String operator, int opset, List<ReferenceTensor> inputs, AttributeProto... attributes) {
    try {
      return differential.check(
          Question.of(operator, opset, inputs.toArray(ReferenceTensor[]::new))
              .with(attributes)
              .units(COORDINATES));
    } catch (AssertionError e) {
      if (e.getCause() instanceof UncertainException
          || e.getMessage().contains("rounding decides the size")
          || e.getMessage().contains("which ONNX Runtime leaves as it is")) {
        return false;
      }
      throw e;
    }
  }

  @Test
  void upsample() {
    for (int opset = 7; opset <= 9; opset++) {
      ReferenceTensor x = Samples.of(random, ElementType.FLOAT32, 1, 2, 3, 4);
      for (String mode : List.of("nearest", "linear")) {
        for (float[] scales : new float[][] {{1, 1, 2, 2}, {1, 1, 3, 1.5f}, {1, 1, 1, 2}}) {
          if (opset < 9) {
            check(
                "Upsample",
                opset,
                List.of(x),
                attribute("scales", scales),
                attribute("mode", mode));
          } else {
            check("Upsample", opset, List.of(x, floats(doubles(scales))), attribute("mode", mode));
          }
        }
      }
    }
    assertThat(differential.compared().get("Upsample")).isGreaterThan(12);
  }

  private static double[] doubles(float... values) {
    double[] result = new double[values.length];
    Arrays.setAll(result, i -> values[i]);
    return result;
  }

  @Test
  void resizeBefore11() {
    for (ElementType type : List.of(ElementType.FLOAT32, ElementType.INT32, ElementType.UINT8)) {
      ReferenceTensor x = Samples.small(random, type, 50, 1, 2, 3, 4);
      check("Resize", 10, List.of(x, floats(1, 1, 2, 3)));
      check("Resize", 10, List.of(x, floats(1, 1, 2.5, 1)));
      if (type.isReal()) {
        check("Resize", 10, List.of(x, floats(1, 1, 2, 0.5)), attribute("mode", "linear"));
      }
    }
    assertThat(differential.compared().get("Resize")).isGreaterThan(4);
  }

  @Test
  void resizeByScales() {
    int answered = 0;
    for (int opset : new int[] {11, 12, 13, 17, 18, 19, 22, 24}) {
      for (double[] scales :
          new double[][] {{1, 1, 2, 2}, {1, 1, 0.5, 3}, {1, 1, 1.6, 0.7}, {1, 1, 1, 1.25}}) {
        answered += resize(opset, List.of(floats(), floats(scales)));
      }
    }
    assertThat(answered).isGreaterThan(500);
  }

  @Test
  void resizeBySizes() {
    int answered = 0;
    for (int opset : new int[] {11, 12, 13, 17, 18, 19, 22, 24}) {
      for (long[] sizes : new long[][] {{1, 2, 10, 12}, {1, 2, 3, 9}, {1, 2, 7, 1}, {1, 2, 5, 6}}) {
        answered += resize(opset, List.of(floats(), floats(), longs(sizes)));
      }
    }
    assertThat(answered).isGreaterThan(500);
  }

  /** Whether scales make an extent that is not whole, for which ONNX means two things. */
  private static boolean isRounded(ReferenceTensor x, ReferenceTensor scales) {
    for (int d = 0; d < scales.size(); d++) {
      double extent = x.shape().dim(d) * scales.value(d);
      if (extent != Math.rint(extent)) {
        return true;
      }
    }
    return false;
  }

  /** All modes; how many ONNX Runtime could answer. */
  private int resize(int opset, List<ReferenceTensor> more) {
    ReferenceTensor x = Samples.of(random, ElementType.FLOAT32, 1, 2, 5, 6);
    List<ReferenceTensor> inputs = new ArrayList<>(List.of(x));
    inputs.addAll(more);
    List<String> transformations =
        new ArrayList<>(List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"));
    if (opset < 13) {
      transformations.add("tf_half_pixel_for_nn");
    }
    if (opset >= 19) {
      transformations.add("half_pixel_symmetric");
    }
    int answered = 0;
    if (isRounded(x, more.get(1))) {
      transformations.remove("align_corners");
    }
    for (String transformation : transformations) {
      AttributeProto how = attribute("coordinate_transformation_mode", transformation);
      for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
        AttributeProto mode = attribute("nearest_mode", rounding);
        answered += check("Resize", opset, inputs, how, mode) ? 1 : 0;
      }
      if (!transformation.equals("tf_half_pixel_for_nn")) {
        AttributeProto linear = attribute("mode", "linear");
        answered += check("Resize", opset, inputs, how, linear) ? 1 : 0;
        AttributeProto cubic = attribute("mode", "cubic");
        answered += check("Resize", opset, inputs, how, cubic) ? 1 : 0;
        AttributeProto coefficient = attribute("cubic_coeff_a", -0.5f);
        AttributeProto outside = attribute("exclude_outside", 1);
        answered += check("Resize", opset, inputs, how, cubic, coefficient, outside) ? 1 : 0;
      }
    }
    return answered;
  }

  @Test
  void regionsOfInterest() {
    for (int opset : new int[] {11, 13, 18, 19}) {
      ReferenceTensor x = Samples.of(random, ElementType.FLOAT32, 1, 2, 5, 6);
      ReferenceTensor region = floats(0, 0, 0.25, 0.1, 1, 1, 0.75, 1.3);
      for (String mode : List.of("nearest", "linear")) {
        check(
            "Resize",
            opset,
            List.of(x, region, floats(), longs(1, 2, 4, 5)),
            attribute("mode", mode),
            attribute("coordinate_transformation_mode", "tf_crop_and_resize"),
            attribute("extrapolation_value", 7f));
      }
    }
    assertThat(differential.compared().get("Resize")).isGreaterThan(3);
  }

  @Test
  void chosenAxes() {
    for (int opset : new int[] {18, 19, 24}) {
      ReferenceTensor x = Samples.of(random, ElementType.FLOAT32, 1, 2, 5, 6);
      check(
          "Resize",
          opset,
          List.of(x, floats(), floats(2, 3)),
          attribute("axes", new long[] {2, -1}));
      check(
          "Resize",
          opset,
          List.of(x, floats(), floats(), longs(7, 11)),
          attribute("axes", new long[] {3, 2}),
          attribute("mode", "linear"));
    }
    assertThat(differential.compared().get("Resize")).isGreaterThan(4);
  }

  @Test
  void grids() {
    for (int opset : new int[] {16, 19, 20, 22, 24}) {
      for (ElementType type : List.of(ElementType.FLOAT32, ElementType.FLOAT64)) {
        ReferenceTensor x = Samples.of(random, type, 2, 3, 4, 5);
        ReferenceTensor grid = Samples.reals(random, type, -1.3, 1.3, 2, 3, 4, 2);
        for (int aligns = 0; aligns < 2; aligns++) {
          for (String padding : List.of("zeros", "border")) {
            for (String mode : List.of(opset < 20 ? "bilinear" : "linear", "nearest")) {
              check(
                  "GridSample",
                  opset,
                  List.of(x, grid),
                  attribute("align_corners", aligns),
                  attribute("padding_mode", padding),
                  attribute("mode", mode));
            }
          }
        }
      }
    }
    assertThat(differential.compared().get("GridSample")).isGreaterThan(30);
  }
}
