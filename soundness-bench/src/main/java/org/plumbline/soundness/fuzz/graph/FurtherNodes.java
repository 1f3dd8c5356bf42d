package org.plumbline.soundness.fuzz.graph;

import static org.plumbline.soundness.fuzz.graph.Operator.of;
import static org.plumbline.soundness.fuzz.graph.Operator.since;

import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Operators that are met less often: functions, products and linear maps of signals and grids. */
final class FurtherNodes {
  static final List<Operator> ALL =
      List.of(
          since(18, "CenterCropPad", PlacementNodes::centerCropPad),
          since(10, "ReverseSequence", PlacementNodes::reverseSequence),
          since(9, "Compress", PlacementNodes::compress),
          since(9, "MaxUnpool", PlacementNodes::maxUnpool),
          new Operator("Scatter", 9, 10, s -> IndexedNodes.scatterElements(s, "Scatter")),
          since(24, "TensorScatter", PlacementNodes::tensorScatter),
          since(18, "Col2Im", PlacementNodes::col2Im),
          since(20, "AffineGrid", FurtherNodes::affineGrid),
          since(17, "DFT", FurtherNodes::dft),
          since(17, "STFT", FurtherNodes::stft),
          since(9, "Asinh", s -> ActivationNodes.function(s, "Asinh")),
          since(9, "Acosh", FurtherNodes::acosh),
          since(9, "Atanh", s -> SmoothNodes.nearZero(s, "Atanh")),
          since(26, "CumProd", FurtherNodes::cumProd),
          since(11, "Det", FurtherNodes::det),
          of("LRN", FurtherNodes::lrn),
          since(9, "MeanVarianceNormalization", FurtherNodes::meanVariance));

  private FurtherNodes() {}

  private static void acosh(Sketch s) {
    Operand x = s.real();
    if (!s.draw.oneIn(6)) {
      x = s.node("Add", x.signature(), s.node("Abs", x.signature(), x), one(s, x.type()));
    }
    s.node("Acosh", x.signature(), x);
  }

  private static Operand one(Sketch s, ElementType type) {
    return s.parameter(OnnxTensor.reals(s.nextConstant(), type, new int[0], 1));
  }

  private static void affineGrid(Sketch s) {
    int n = s.draw.between(2, 3);
    Operand x = s.real();
    int batch = x.count() % (n * (n + 1)) == 0 ? Math.min(2, x.count() / n / (n + 1)) : 1;
    Operand flat = ReshapeNodes.to(s, x, x.count());
    Operand row =
        s.node(
            "Pad",
            x.signature().shaped(batch * n * (n + 1)),
            flat,
            s.longs(0, batch * n * (n + 1) - x.count()));
    Operand theta = ReshapeNodes.to(s, row, batch, n, n + 1);
    int[] size = new int[n + 2];
    int[] shape = new int[n + 2];
    size[0] = batch;
    shape[0] = batch;
    size[1] = 1;
    for (int d = 0; d < n; d++) {
      size[d + 2] = s.draw.between(2, 3);
      shape[d + 1] = size[d + 2];
    }
    shape[n + 1] = n;
    s.node("AffineGrid", x.signature().shaped(shape), theta, s.longs(size));
    if (s.draw.coin()) {
      s.with("align_corners", s.draw.between(0, 1));
    }
  }

  private static void dft(Sketch s) {
    Operand x = s.real();
    int parts = x.count() % 2 == 0 ? s.draw.between(1, 2) : 1;
    int[] shape = ReshapeNodes.factors(s.draw, x.count() / parts, 3);
    int axis = s.opset < 20 && s.draw.coin() ? 1 : s.draw.between(1, 2);
    Operand signal = ReshapeNodes.to(s, x, shape[0], shape[1], shape[2], parts);
    boolean isHalf = parts == 1 && s.draw.coin();
    int extent = shape[axis];
    int length = s.draw.coin() ? extent : s.draw.between(1, extent + 2);
    int[] result = {shape[0], shape[1], shape[2], 2};
    result[axis] = isHalf ? length / 2 + 1 : length;
    Signature signature = x.signature().shaped(result);
    if (signature.count() > Sketch.MOST) {
      return;
    }
    Operand size =
        length == extent && s.draw.coin()
            ? null
            : ConstantNodes.number(s, ElementType.INT64, length);
    if (s.opset < 20) {
      s.node("DFT", signature, signal, size);
      s.with("axis", axis);
    } else {
      int named = s.draw.coin() ? axis : axis - 4;
      s.node("DFT", signature, signal, size, ConstantNodes.number(s, ElementType.INT64, named));
    }
    if (isHalf || s.draw.oneIn(3)) {
      s.with("onesided", isHalf ? 1 : 0);
    }
    if (!isHalf && s.draw.coin()) {
      s.with("inverse", s.draw.between(0, 1));
    }
  }

  private static void stft(Sketch s) {
    Operand x = s.real();
    int samples = Math.min(12, x.count());
    Operand part =
        s.node(
            "Slice",
            x.signature().shaped(samples),
            ReshapeNodes.to(s, x, x.count()),
            s.longs(0),
            s.longs(samples));
    Operand signal = ReshapeNodes.to(s, part, 1, samples, 1);
    int length = s.draw.between(1, samples);
    int step = s.draw.between(1, 4);
    boolean isHalf = s.draw.coin();
    int bins = isHalf ? length / 2 + 1 : length;
    Signature result = x.signature().shaped(1, (samples - length) / step + 1, bins, 2);
    if (result.count() > Sketch.MOST) {
      return;
    }
    s.node(
        "STFT",
        result,
        signal,
        ConstantNodes.number(s, ElementType.INT64, step),
        s.draw.coin() ? s.constant(x.signature().shaped(length)) : null,
        ConstantNodes.number(s, ElementType.INT64, length));
    if (!isHalf || s.draw.coin()) {
      s.with("onesided", isHalf ? 1 : 0);
    }
  }

  private static void cumProd(Sketch s) {
    Operand any = ReshapeNodes.part(s, s.real());
    Operand x = any.rank() > 0 ? any : ReshapeNodes.to(s, any, any.count());
    int axis = s.draw.axis(x.rank(), true);
    s.node("CumProd", x.signature(), x, ConstantNodes.number(s, ElementType.INT64, axis));
    if (s.draw.coin()) {
      s.with("exclusive", s.draw.between(0, 1));
    }
    if (s.draw.coin()) {
      s.with("reverse", s.draw.between(0, 1));
    }
  }

  private static void det(Sketch s) {
    Operand x = s.real();
    int n = x.count() % 9 == 0 ? 3 : x.count() % 4 == 0 ? 2 : 1;
    boolean isBatch = x.count() > n * n || s.draw.coin();
    int batch = x.count() / (n * n);
    int[] shape = isBatch ? new int[] {batch, n, n} : new int[] {n, n};
    Signature result = isBatch ? x.signature().shaped(batch) : x.signature().shaped();
    s.node("Det", result, ReshapeNodes.to(s, x, shape));
  }

  /** Of an odd size, as ONNX Runtime has it. */
  private static void lrn(Sketch s) {
    Operand some = s.of(ElementType.FLOAT);
    Operand x = ReshapeNodes.to(s, some, ReshapeNodes.factors(s.draw, some.count(), 4));
    s.node("LRN", x.signature(), x);
    s.with("size", s.draw.oneOf(1, 3, 5));
    if (s.draw.coin()) {
      s.with("alpha", s.draw.oneOf(0.5, 0.001)).with("beta", s.draw.oneOf(0.5, 1.0, 0.75));
    }
    if (s.draw.coin()) {
      s.with("bias", s.draw.oneOf(1.0, 2.0, 0.5));
    }
  }

  private static void meanVariance(Sketch s) {
    Operand some = s.of(ElementType.FLOAT);
    Operand x = ReshapeNodes.to(s, some, ReshapeNodes.factors(s.draw, some.count(), 4));
    s.node("MeanVarianceNormalization", x.signature(), x);
    if (s.draw.coin()) {
      s.with("axes", s.draw.coin() ? new int[] {0, 2, 3} : new int[] {0, 1, 2, 3});
    }
  }
}
