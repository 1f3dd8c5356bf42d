package org.plumbline.soundness.fuzz.graph;

import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Repetition of pixels. */
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
