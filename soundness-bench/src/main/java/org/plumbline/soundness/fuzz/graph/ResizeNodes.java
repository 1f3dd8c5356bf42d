package org.plumbline.soundness.fuzz.graph;

import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Repetition of pixels, and means of neighbours. */
final class ResizeNodes {
  private ResizeNodes() {}

  /** Whole factors, those of the first two axes 1 most often. */
  private static int[] factors(Sketch s, Operand x) {
    int[] factors = new int[x.rank()];
    int count = x.count();
    for (int d = 0; d < factors.length; d++) {
      boolean isFixed = d < 2 && !s.draw.oneIn(6);
      factors[d] = isFixed || count * 3 > Sketch.MOST ? 1 : s.draw.between(1, 3);
      count *= factors[d];
    }
    return factors;
  }

  private static Signature resized(Operand x, int[] factors) {
    Signature result = x.signature();
    for (int d = 0; d < factors.length; d++) {
      result = result.with(d, x.extent(d) * factors[d]);
    }
    return result;
  }

  private static float[] floats(int[] factors) {
    float[] scales = new float[factors.length];
    for (int d = 0; d < scales.length; d++) {
      scales[d] = factors[d];
    }
    return scales;
  }

  static void upsample(Sketch s) {
    Operand x = ConvolutionNodes.image(s);
    int[] factors = factors(s, x);
    Signature result = resized(x, factors);
    if (s.opset < 9) {
      s.node("Upsample", result, x);
      s.with("scales", new OnnxAttribute.Reals(floats(factors)));
    } else {
      s.node("Upsample", result, x, scales(s, factors));
    }
    if (s.draw.coin()) {
      s.with("mode", "nearest");
    }
  }

  private static Operand scales(Sketch s, int[] factors) {
    return s.parameter(
        OnnxTensor.float32(s.nextConstant(), new int[] {factors.length}, floats(factors)));
  }

  static void resize(Sketch s) {
    if (s.opset >= 18 && s.draw.oneIn(4)) {
      ratio(s);
      return;
    } else if (s.opset >= 11 && s.draw.coin()) {
      interpolation(s);
      return;
    }
    Operand x = ConvolutionNodes.image(s);
    int[] factors = factors(s, x);
    Signature result = resized(x, factors);
    if (s.opset < 11) {
      s.node("Resize", result, x, scales(s, factors));
    } else if (s.draw.coin()) {
      s.node("Resize", result, x, region(s), scales(s, factors), null);
    } else {
      Operand none = s.opset < 13 ? emptyScales(s) : null;
      s.node("Resize", result, x, region(s), none, s.longs(result.shape()));
    }
    if (s.opset >= 11) {
      place(s);
    }
    if (s.draw.coin()) {
      s.with("mode", "nearest");
    }
  }

  /** To twice the size, which one axis says and the others would miss by one at most. */
  private static void ratio(Sketch s) {
    Operand x = ConvolutionNodes.image(s);
    boolean isLeast = s.draw.coin();
    int[] axes = new int[x.rank() - 2];
    int[] sizes = new int[axes.length];
    Signature result = x.signature();
    for (int k = 0; k < axes.length; k++) {
      axes[k] = k + 2;
      int size = 2 * x.extent(k + 2);
      sizes[k] = size + (k == 0 ? 0 : s.draw.between(0, 1) * (isLeast ? 1 : -1));
      result = result.with(k + 2, size);
    }
    if (result.count() <= Sketch.MOST) {
      s.node("Resize", result, x, null, null, s.longs(sizes));
      s.with("axes", axes).with("keep_aspect_ratio_policy", isLeast ? "not_larger" : "not_smaller");
      s.with("coordinate_transformation_mode", "asymmetric").with("nearest_mode", "floor");
    }
  }

  /** To any size, by all rules. */
  private static void interpolation(Sketch s) {
    Operand x = ConvolutionNodes.image(s);
    int[] sizes = x.shape().clone();
    for (int d = 2; d < sizes.length; d++) {
      sizes[d] = s.draw.between(1, 4);
    }
    Signature result = x.signature().shaped(sizes);
    if (result.count() > Sketch.MOST) {
      return;
    }
    Operand none = s.opset < 13 ? emptyScales(s) : null;
    s.node("Resize", result, x, region(s), none, s.longs(sizes));
    String mode = s.draw.oneOf("nearest", "linear", "linear", "cubic");
    s.with("mode", mode);
    s.with(
        "coordinate_transformation_mode",
        s.draw.oneOf("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"));
    if (mode.equals("nearest") && s.draw.coin()) {
      s.with(
          "nearest_mode", s.draw.oneOf("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"));
    } else if (mode.equals("cubic") && s.draw.coin()) {
      s.with("cubic_coeff_a", -0.5).with("exclude_outside", s.draw.between(0, 1));
    }
  }

  /** At constant places. */
  static void gridSample(Sketch s) {
    Operand some = s.of(ElementType.FLOAT);
    boolean isImage = some.rank() == 4;
    Operand x =
        isImage ? some : ReshapeNodes.to(s, some, ReshapeNodes.factors(s.draw, some.count(), 4));
    int rows = s.draw.between(1, 2);
    Signature result = x.signature().shaped(x.extent(0), x.extent(1), rows, 2);
    if (result.count() <= Sketch.MOST) {
      Operand grid = s.constant(Signature.of(ElementType.FLOAT, x.extent(0), rows, 2, 2));
      s.node("GridSample", result, x, grid);
      if (s.draw.coin()) {
        s.with("mode", s.draw.coin() ? "nearest" : s.opset < 20 ? "bilinear" : "linear");
      }
      if (s.draw.coin()) {
        s.with("align_corners", s.draw.between(0, 1));
      }
      if (s.draw.coin()) {
        s.with("padding_mode", s.draw.oneOf("zeros", "border"));
      }
    }
  }

  private static Operand emptyScales(Sketch s) {
    return s.parameter(OnnxTensor.float32(s.nextConstant(), new int[] {0}));
  }

  /** The region of interest, which nearest neighbours do not read. */
  private static Operand region(Sketch s) {
    boolean isEmpty = s.opset < 13 || s.draw.oneIn(4);
    return isEmpty
        ? s.parameter(OnnxTensor.reals(s.nextConstant(), ElementType.FLOAT, new int[] {0}))
        : null;
  }

  private static void place(Sketch s) {
    switch (s.draw.between(0, 4)) {
      case 0 -> {}
      case 1, 2 ->
          s.with("coordinate_transformation_mode", "asymmetric").with("nearest_mode", "floor");
      case 3 ->
          s.with("coordinate_transformation_mode", "half_pixel")
              .with("nearest_mode", s.draw.oneOf("round_prefer_floor", "round_prefer_ceil"));
      default ->
          s.with("coordinate_transformation_mode", "pytorch_half_pixel")
              .with("nearest_mode", "round_prefer_floor");
    }
  }
}
