package org.plumbline.network.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads nodes and their attributes. */
final class NodeParser {
  private static final int FLOAT_KIND = 1;
  private static final int INT_KIND = 2;
  private static final int STRING_KIND = 3;
  private static final int FLOATS_KIND = 6;
  private static final int INTS_KIND = 7;
  private static final int STRINGS_KIND = 8;

  private final TensorParser tensors;

  NodeParser(TensorParser tensors) {
    this.tensors = tensors;
  }

  OnnxNode parse(WireReader in) {
    List<String> from = new ArrayList<>(4);
    List<String> to = new ArrayList<>(1);
    String name = "";
    String operator = "";
    String domain = "";
    List<WireReader> attributes = new ArrayList<>(0);
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> from.add(in.string());
        case 2 -> to.add(in.string());
        case 3 -> name = in.string();
        case 4 -> operator = in.string();
        case 5 -> attributes.add(in.message());
        case 7 -> domain = in.string();
        default -> in.skip();
      }
    }
    String label = name.isEmpty() && !to.isEmpty() ? to.get(0) : name;
    Map<String, OnnxAttribute> values = new LinkedHashMap<>(attributes.size());
    for (WireReader attribute : attributes) {
      attribute(attribute, label, values);
    }
    return new OnnxNode(operator, domain, name, from, to, values);
  }

  private void attribute(WireReader in, String node, Map<String, OnnxAttribute> to) {
    String name = "";
    long kind = 0;
    OnnxAttribute value = null;
    Integers ints = new Integers();
    List<Float> floats = new ArrayList<>(0);
    List<String> texts = new ArrayList<>(0);
    boolean isReference = false;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.string();
        case 2 -> value = new OnnxAttribute.Real(in.fixed32());
        case 3 -> value = new OnnxAttribute.Int(in.varint());
        case 4 -> value = new OnnxAttribute.Text(in.string());
        case 5 -> value = new OnnxAttribute.Tensor(tensors.parse(in.message(), node));
        case 7 -> floats(in, floats);
        case 8 -> ints.read(in);
        case 9 -> texts.add(in.string());
        case 20 -> kind = in.varint();
        case 21 -> {
          isReference = true;
          in.skip();
        }
        default -> in.skip();
      }
    }
    if (isReference) {
      throw in.refusal("attribute " + name + " of node " + node + " refers to a function");
    }
    if (value == null || kind >= FLOATS_KIND) {
      value = repeated(kind, ints, floats, texts);
    }
    if (to.putIfAbsent(name, value) != null) {
      throw in.refusal("node " + node + " has two attributes " + name);
    }
  }

  private static OnnxAttribute repeated(
      long kind, Integers ints, List<Float> floats, List<String> texts) {
    if (kind == INTS_KIND || kind == 0 && ints.values().length > 0) {
      return new OnnxAttribute.Ints(ints.values());
    } else if (kind == FLOATS_KIND || kind == 0 && !floats.isEmpty()) {
      return new OnnxAttribute.Reals(toArray(floats));
    } else if (kind == STRINGS_KIND || kind == 0 && !texts.isEmpty()) {
      return new OnnxAttribute.Texts(List.copyOf(texts));
    } else if (kind == FLOAT_KIND) {
      return new OnnxAttribute.Real(0);
    } else if (kind == INT_KIND) {
      return new OnnxAttribute.Int(0);
    } else if (kind == STRING_KIND) {
      return new OnnxAttribute.Text("");
    }
    return new OnnxAttribute.Other("kind " + kind);
  }

  private static float[] toArray(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private static void floats(WireReader in, List<Float> to) {
    if (!in.isDelimited()) {
      to.add(in.fixed32());
      return;
    }
    ByteBuffer data = in.data();
    if (data.remaining() % 4 != 0) {
      throw in.error("packed floats of " + data.remaining() + " bytes");
    }
    while (data.hasRemaining()) {
      to.add(data.getFloat());
    }
  }
}
