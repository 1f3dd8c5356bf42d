package org.plumbline.network.onnx.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the tensors of one model, each straight into the array that the network will use. Element
 * types that are not numbers, NaN or infinite elements, and more or fewer elements than the shape
 * declares are refused by the tensor's name. Initialisers may keep their data beside the model.
 */
final class TensorParser {
  private static final int DIMS = 1;
  private static final int TYPE = 2;
  private static final int SEGMENT = 3;
  private static final int NAME = 8;
  private static final int RAW = 9;
  static final int EXTERNAL = 13;
  private static final int LOCATION = 14;

  /** Elements of all tensors of one file: 2 GiB as doubles. */
  private static final long MOST_ELEMENTS = 1L << 28;

  private final ExternalData external;
  private long elements;

  TensorParser(ExternalData external) {
    this.external = external;
  }

  /**
   * @param node whose attribute it is, for messages; empty for initialisers
   */
  OnnxTensor parse(WireReader in, String node) {
    IntegerField dims = new IntegerField();
    int type = 0;
    String name = "";
    ByteBuffer raw = null;
    TypedElements typed = new TypedElements(MOST_ELEMENTS - elements);
    boolean isExternal = false;
    List<WireReader> places = new ArrayList<>(0);
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case DIMS -> dims.read(in);
        case TYPE -> type = in.varint32();
        case NAME -> name = in.string();
        case RAW -> raw = in.data();
        case SEGMENT -> throw in.refusal("a tensor is stored in segments, which are not read");
        case EXTERNAL -> places.add(in.message());
        case LOCATION -> isExternal = in.varint32() == 1;
        default -> typed.read(field, in);
      }
    }
    String label = name.isEmpty() ? "of node ".concat(node) : name;
    ElementType known = readable(in, label, type);
    if (isExternal || !places.isEmpty()) {
      requireOutside(in, label, node, isExternal && !places.isEmpty() && raw == null);
      raw = DataPlace.of(label, places).data(in, label, external);
    }
    if (raw != null && !typed.isEmpty()) {
      throw in.refusal("tensor " + label + " has its elements twice");
    }
    int[] shape = shape(in, label, dims.values());
    if (raw != null) {
      requireWhole(in, label, raw.remaining(), known);
    }
    if (known.isInteger()) {
      long[] values =
          raw == null ? typed.integers(in, label, known) : RawElements.integers(raw, known);
      requireFit(in, label, shape, values.length);
      return OnnxTensor.integers(name, known, shape, values);
    }
    double[] values = raw == null ? typed.reals(in, label, known) : RawElements.reals(raw, known);
    requireFit(in, label, shape, values.length);
    requireFinite(in, label, values);
    return OnnxTensor.reals(name, known, shape, values);
  }

  private static void requireOutside(WireReader in, String label, String node, boolean isClear) {
    if (!isClear) {
      throw in.refusal("tensor " + label + " does not say clearly where its data are");
    } else if (!node.isEmpty()) {
      throw in.refusal(
          "tensor "
              + label
              + ", an attribute of node "
              + node
              + ", keeps its data in another file, which is read of initialisers only");
    }
  }

  private static ElementType readable(WireReader in, String label, long code) {
    ElementType type = ElementType.of(code);
    if (!type.isReadable()) {
      throw in.refusal(
          "tensor "
              + label
              + " has element type "
              + code
              + "; supported are float16, bfloat16, float32, float64, integers and bool");
    }
    return type;
  }

  private void requireWhole(WireReader in, String label, int bytes, ElementType type) {
    if (bytes % type.width() != 0) {
      throw in.refusal(
          "tensor " + label + " holds " + bytes + " bytes, not a multiple of " + type.width());
    }
    if (bytes / type.width() > MOST_ELEMENTS - elements) {
      throw in.refusal("the tensors up to " + label + " have more than 2^28 elements");
    }
  }

  private static int[] shape(WireReader in, String label, long[] dims) {
    int[] shape = new int[dims.length];
    for (int d = 0; d < shape.length; d++) {
      if (dims[d] < 0 || dims[d] > Integer.MAX_VALUE) {
        throw in.refusal("tensor " + label + " has shape " + Arrays.toString(dims));
      }
      shape[d] = (int) dims[d];
    }
    return shape;
  }

  private void requireFit(WireReader in, String label, int[] shape, int held) {
    long declared = 1;
    for (int extent : shape) {
      declared = Math.min(Long.MAX_VALUE >>> 32, declared) * extent;
    }
    if (declared != held) {
      throw in.refusal(
          "tensor "
              + label
              + " of shape "
              + Arrays.toString(shape)
              + " holds "
              + held
              + " elements; is the file complete?");
    }
    elements += held;
  }

  private static void requireFinite(WireReader in, String label, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= Double.MAX_VALUE)) {
        throw in.refusal(
            "tensor "
                + label
                + " holds "
                + values[i]
                + " at element "
                + i
                + "; weights are finite");
      }
    }
  }
}
