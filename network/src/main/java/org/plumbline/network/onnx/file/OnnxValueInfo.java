package org.plumbline.network.onnx.file;

import java.util.List;

/**
 * A declared input or output.
 *
 * @param type {@link ElementType#UNDEFINED} where the file does not say or it is no tensor
 * @param shape empty where the file does not say, and for a single number
 * @param isShaped whether the file says a shape
 */
public record OnnxValueInfo(
    String name, ElementType type, List<OnnxDimension> shape, boolean isShaped) {
  public OnnxValueInfo {
    shape = List.copyOf(shape);
  }

  /** A value that is no single number. */
  public OnnxValueInfo(String name, ElementType type, List<OnnxDimension> shape) {
    this(name, type, shape, !shape.isEmpty());
  }

  /** A single number. */
  public static OnnxValueInfo scalar(String name, ElementType type) {
    return new OnnxValueInfo(name, type, List.of(), true);
  }

  OnnxValueInfo named(String other) {
    return new OnnxValueInfo(other, type, shape, isShaped);
  }

  /** The shape, as messages say it. */
  public String shapeText() {
    return isShaped ? shape.toString() : "none";
  }

  /** A float32 tensor; extents below 1 are left open. */
  public static OnnxValueInfo float32(String name, long... shape) {
    return of(name, ElementType.FLOAT, shape);
  }

  public static OnnxValueInfo of(String name, ElementType type, long... shape) {
    OnnxDimension[] dimensions = new OnnxDimension[shape.length];
    for (int d = 0; d < shape.length; d++) {
      dimensions[d] = new OnnxDimension(shape[d], shape[d] < 1 ? "batch" : "");
    }
    return new OnnxValueInfo(name, type, List.of(dimensions));
  }
}
