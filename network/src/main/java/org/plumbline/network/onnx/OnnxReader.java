package org.plumbline.network.onnx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;

/**
 * Reads ONNX files, plain or gzipped, without a protobuf library: loading one would cost more than
 * most networks take to verify.
 */
public final class OnnxReader {
  private static final int LARGEST = 1 << 30;

  private final String file;
  private final Map<String, OnnxTensor> initialisers = new LinkedHashMap<>();
  private final Map<String, int[]> inputs = new LinkedHashMap<>();
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private long opset;

  private OnnxReader(String file) {
    this.file = file;
  }

  /** Reads and lowers a network. */
  public static Network read(Path path) throws IOException {
    return new OnnxLowering(readGraph(path)).lower();
  }

  public static OnnxGraph readGraph(Path path) throws IOException {
    return parse(path.toString(), unzip(path.toString(), Files.readAllBytes(path)));
  }

  /** Parses the bytes of a model. */
  public static OnnxGraph parse(String file, byte[] bytes) {
    OnnxReader reader = new OnnxReader(file);
    try {
      reader.model(new WireReader(file, bytes, 0, bytes.length));
    } catch (ArithmeticException e) {
      throw new ParseException(file, "a tensor of more than 2^31 elements");
    }
    reader.initialisers.keySet().forEach(reader.inputs::remove);
    return new OnnxGraph(
        file, reader.opset, reader.nodes, reader.initialisers, reader.inputs, reader.outputs);
  }

  private static byte[] unzip(String file, byte[] bytes) throws IOException {
    if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      byte[] inflated = in.readNBytes(LARGEST);
      if (in.read() >= 0) {
        throw new ParseException(file, "inflates to more than 1 GiB");
      }
      return inflated;
    } catch (IOException e) {
      throw new ParseException(file, "not a readable gzip file: " + e.getMessage());
    }
  }

  private void model(WireReader in) {
    boolean hasGraph = false;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      if (field == 7 && in.isLengthDelimited()) {
        graph(in.message());
        hasGraph = true;
      } else if (field == 8 && in.isLengthDelimited()) {
        operatorSet(in.message());
      } else {
        in.skip();
      }
    }
    if (!hasGraph) {
      throw new ParseException(file, "holds no ONNX graph");
    }
  }

  private void operatorSet(WireReader in) {
    String domain = "";
    long version = 0;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> domain = in.string();
        case 2 -> version = in.varint();
        default -> in.skip();
      }
    }
    if (domain.isEmpty() || domain.equals("ai.onnx")) {
      opset = version;
    }
  }

  private void graph(WireReader in) {
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> node(in.message());
        case 5 -> {
          OnnxTensor tensor = tensor(in.message());
          initialisers.put(tensor.name(), tensor);
        }
        case 11 -> valueInfo(in.message(), true);
        case 12 -> valueInfo(in.message(), false);
        case 15 -> throw new ParseException(file, "sparse initialisers are not supported");
        default -> in.skip();
      }
    }
  }

  private void node(WireReader in) {
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    String name = "";
    String operator = "";
    String domain = "";
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> from.add(in.string());
        case 2 -> to.add(in.string());
        case 3 -> name = in.string();
        case 4 -> operator = in.string();
        case 5 -> attribute(in.message(), attributes);
        case 7 -> domain = in.string();
        default -> in.skip();
      }
    }
    boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
    nodes.add(
        new OnnxNode(
            standard ? operator : domain + "." + operator,
            name.isEmpty() && !to.isEmpty() ? to.get(0) : name,
            from,
            to,
            attributes));
  }

  private void attribute(WireReader in, Map<String, Object> attributes) {
    String name = "";
    Object value = null;
    List<Long> ints = new ArrayList<>();
    List<Double> floats = new ArrayList<>();
    int type = 0;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.string();
        case 2 -> value = (double) in.fixed32();
        case 3 -> value = in.varint();
        case 4 -> value = in.string();
        case 5 -> value = tensor(in.message());
        case 7 -> {
          if (in.isLengthDelimited()) {
            for (ByteBuffer data = in.data(); data.remaining() >= 4; ) {
              floats.add((double) data.getFloat());
            }
          } else {
            floats.add((double) in.fixed32());
          }
        }
        case 8 -> varints(in, ints);
        case 20 -> type = (int) in.varint();
        default -> in.skip();
      }
    }
    if (!ints.isEmpty() || type == 7) {
      value = ints.stream().mapToLong(Long::longValue).toArray();
    } else if (!floats.isEmpty() || type == 6) {
      value = floats.stream().mapToDouble(Double::doubleValue).toArray();
    } else if (value == null) {
      value = type == 1 ? (Object) 0.0 : type == 2 ? (Object) 0L : type == 3 ? "" : "?";
    }
    attributes.put(name, value);
  }

  private static void varints(WireReader in, List<Long> to) {
    if (!in.isLengthDelimited()) {
      to.add(in.varint());
      return;
    }
    WireReader packed = in.message();
    while (packed.hasMore()) {
      to.add(packed.varint());
    }
  }

  private void valueInfo(WireReader in, boolean isInput) {
    String name = "";
    int[] shape = new int[0];
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.string();
        case 2 -> shape = shapeOfType(in.message());
        default -> in.skip();
      }
    }
    if (isInput) {
      inputs.put(name, shape);
    } else {
      outputs.add(name);
    }
  }

  private int[] shapeOfType(WireReader in) {
    int[] shape = new int[0];
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      if (field != 1) {
        in.skip();
        continue;
      }
      WireReader tensor = in.message();
      for (int f = tensor.nextField(); f != 0; f = tensor.nextField()) {
        if (f == 2) {
          shape = dimensions(tensor.message());
        } else {
          tensor.skip();
        }
      }
    }
    return shape;
  }

  private int[] dimensions(WireReader in) {
    List<Integer> shape = new ArrayList<>();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      if (field != 1) {
        in.skip();
        continue;
      }
      WireReader dimension = in.message();
      int extent = 0;
      for (int f = dimension.nextField(); f != 0; f = dimension.nextField()) {
        if (f == 1) {
          extent = Math.toIntExact(dimension.varint());
        } else {
          dimension.skip();
        }
      }
      shape.add(extent);
    }
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  private OnnxTensor tensor(WireReader in) {
    List<Long> dims = new ArrayList<>();
    int type = 0;
    String name = "";
    ByteBuffer raw = null;
    TypedData typed = new TypedData();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> varints(in, dims);
        case 2 -> type = (int) in.varint();
        case 4 -> typed.floats(in);
        case 5, 7 -> typed.integers(in);
        case 8 -> name = in.string();
        case 9 -> raw = in.data();
        case 10 -> typed.doubles(in);
        case 13 -> throw new ParseException(file, "tensor data in other files is not supported");
        case 14 -> {
          if (in.varint() == 1) {
            throw new ParseException(file, "tensor data in other files is not supported");
          }
        }
        default -> in.skip();
      }
    }
    int[] shape = dims.stream().mapToInt(Math::toIntExact).toArray();
    double[] values = raw == null ? typed.values() : ElementType.of(file, name, type).decode(raw);
    return checked(new OnnxTensor(name, shape, values, type != 1 && type != 11 && type != 10));
  }

  private OnnxTensor checked(OnnxTensor tensor) {
    for (int extent : tensor.shape()) {
      if (extent < 0) {
        throw new ParseException(
            file, "tensor " + tensor.name() + " has shape " + Arrays.toString(tensor.shape()));
      }
    }
    int count = OnnxTensor.count(tensor.shape());
    if (count != tensor.values().length) {
      throw new ParseException(
          file,
          "tensor "
              + tensor.name()
              + " of shape "
              + Arrays.toString(tensor.shape())
              + " holds "
              + tensor.values().length
              + " values instead of "
              + count);
    }
    return tensor;
  }
}
