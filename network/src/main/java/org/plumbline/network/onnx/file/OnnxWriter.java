package org.plumbline.network.onnx.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes models as ONNX files that any runtime reads; tensors as raw data. */
public final class OnnxWriter {
  private OnnxWriter() {}

  public static void write(OnnxModel model, Path path) throws IOException {
    Files.write(path, toBytes(model));
  }

  /**
   * The bytes of a model.
   *
   * @throws IllegalArgumentException if a tensor holds a value that its element type cannot
   *     represent, or an attribute is of a kind that is not read
   */
  public static byte[] toBytes(OnnxModel model) {
    WireWriter out =
        new WireWriter()
            .integer(1, irVersion(model.standardOpset()))
            .text(2, "plumbline")
            .message(7, graph(model.graph()));
    for (OnnxOpset opset : model.opsets()) {
      out.message(8, new WireWriter().text(1, opset.domain()).integer(2, opset.version()));
    }
    return out.toByteArray();
  }

  /** The oldest version of the file format that knows the operator set. */
  /** A tensor by itself: a TensorProto, as test data of ONNX is stored. */
  public static byte[] toBytes(OnnxTensor tensor) {
    return tensor(tensor).toByteArray();
  }

  private static int irVersion(long opset) {
    if (opset < 15) {
      return opset < 11 ? 4 : 7;
    }
    return opset < 19 ? 8 : opset < 21 ? 9 : 10;
  }

  private static WireWriter graph(OnnxGraph graph) {
    WireWriter out = new WireWriter();
    for (OnnxNode node : graph.nodes()) {
      out.message(1, node(node));
    }
    out.text(2, graph.name().isEmpty() ? "network" : graph.name());
    for (OnnxTensor tensor : graph.initialisers()) {
      out.message(5, tensor(tensor));
    }
    for (OnnxValueInfo input : graph.inputs()) {
      out.message(11, valueInfo(input));
    }
    for (OnnxValueInfo output : graph.outputs()) {
      out.message(12, valueInfo(output));
    }
    return out;
  }

  private static WireWriter node(OnnxNode node) {
    WireWriter out = new WireWriter();
    for (String input : node.inputs()) {
      out.text(1, input);
    }
    for (String output : node.outputs()) {
      out.text(2, output);
    }
    out.text(3, node.name()).text(4, node.operator());
    for (Map.Entry<String, OnnxAttribute> attribute : node.attributes().entrySet()) {
      out.message(5, attribute(attribute.getKey(), attribute.getValue()));
    }
    return node.domain().isEmpty() ? out : out.text(7, node.domain());
  }

  private static WireWriter attribute(String name, OnnxAttribute value) {
    WireWriter out = new WireWriter().text(1, name);
    if (value instanceof OnnxAttribute.Real real) {
      return out.float32(2, real.value()).integer(20, 1);
    } else if (value instanceof OnnxAttribute.Int integer) {
      return out.integer(3, integer.value()).integer(20, 2);
    } else if (value instanceof OnnxAttribute.Text text) {
      return out.text(4, text.value()).integer(20, 3);
    } else if (value instanceof OnnxAttribute.Tensor tensor) {
      return out.message(5, tensor(tensor.value())).integer(20, 4);
    } else if (value instanceof OnnxAttribute.Graph graph) {
      return out.message(6, graph(graph.value())).integer(20, 5);
    } else if (value instanceof OnnxAttribute.Reals reals) {
      for (float element : reals.values()) {
        out.float32(7, element);
      }
      return out.integer(20, 6);
    } else if (value instanceof OnnxAttribute.Ints integers) {
      for (long element : integers.values()) {
        out.integer(8, element);
      }
      return out.integer(20, 7);
    } else if (value instanceof OnnxAttribute.Texts texts) {
      for (String element : texts.values()) {
        out.text(9, element);
      }
      return out.integer(20, 8);
    }
    throw new IllegalArgumentException("attribute " + name + " of an unknown kind: " + value);
  }

  private static WireWriter tensor(OnnxTensor tensor) {
    WireWriter out = new WireWriter();
    for (int extent : tensor.shape()) {
      out.integer(1, extent);
    }
    WireWriter data = new WireWriter();
    for (int i = 0; i < tensor.count(); i++) {
      if (tensor.type().isHalfByte()) {
        halves(tensor, i, data);
        i++;
      } else if (tensor.type().isInteger()) {
        integer(tensor, tensor.integers()[i], data);
      } else {
        real(tensor, tensor.reals()[i], data);
      }
    }
    return out.integer(2, tensor.type().code()).text(8, tensor.name()).message(9, data);
  }

  private static void real(OnnxTensor tensor, double value, WireWriter to) {
    switch (tensor.type()) {
      case DOUBLE -> to.littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
      case FLOAT -> {
        requireHeld(tensor, (float) value == value, value);
        to.littleEndian(Float.floatToRawIntBits((float) value), Float.BYTES);
      }
      case FLOAT16, BFLOAT16 -> {
        requireHeld(tensor, tensor.type().nearest(value) == value, value);
        boolean isHalf = tensor.type() == ElementType.FLOAT16;
        to.littleEndian(isHalf ? half(value) : Float.floatToRawIntBits((float) value) >> 16, 2);
      }
      default -> throw new IllegalArgumentException("tensors of type " + tensor.type());
    }
  }

  /** The bits of a number of IEEE binary16. */
  private static long half(double value) {
    double size = Math.abs(value);
    int exponent = Math.getExponent(size);
    long sign = Double.doubleToRawLongBits(value) >>> 48 & 0x8000;
    return exponent < -14
        ? sign | (long) Math.scalb(size, 24)
        : sign | (exponent + 15L << 10) + (long) Math.scalb(size, 10 - exponent) - 0x400;
  }

  /** Two elements of 4 bits in one byte, or the last one alone. */
  private static void halves(OnnxTensor tensor, int i, WireWriter to) {
    long low = tensor.integers()[i];
    long high = i + 1 < tensor.count() ? tensor.integers()[i + 1] : 0;
    requireHeld(tensor, tensor.type().wrapped(low) == low, low);
    requireHeld(tensor, tensor.type().wrapped(high) == high, high);
    to.littleEndian(high << 4 | low & 0xf, 1);
  }

  private static void integer(OnnxTensor tensor, long value, WireWriter to) {
    requireHeld(tensor, tensor.type().wrapped(value) == value, value);
    to.littleEndian(value, tensor.type().width());
  }

  private static void requireHeld(OnnxTensor tensor, boolean isHeld, Number value) {
    if (!isHeld) {
      throw new IllegalArgumentException(
          "tensor " + tensor.name() + " of type " + tensor.type() + " cannot hold " + value);
    }
  }

  private static WireWriter valueInfo(OnnxValueInfo info) {
    WireWriter shape = new WireWriter();
    for (OnnxDimension dimension : info.shape()) {
      WireWriter axis = new WireWriter();
      if (!dimension.isOpen()) {
        axis.integer(1, dimension.extent());
      } else if (!dimension.symbol().isEmpty()) {
        axis.text(2, dimension.symbol());
      }
      shape.message(1, axis);
    }
    WireWriter tensor = new WireWriter().integer(1, info.type().code());
    if (info.isShaped()) {
      tensor.message(2, shape);
    }
    return new WireWriter().text(1, info.name()).message(2, new WireWriter().message(1, tensor));
  }
}
