package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * The attributes of a node. It remembers which were read, because one that an operator does not
 * read could change what the node means.
 */
public final class Attributes {
  private final Map<String, AttributeProto> attributes;
  private final Set<String> read = new HashSet<>();

  public Attributes(Map<String, AttributeProto> attributes) {
    this.attributes = attributes;
  }

  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  private AttributeProto get(String name, AttributeType type) {
    AttributeProto attribute = attributes.get(name);
    read.add(name);
    if (attribute != null && attribute.getType() != type) {
      throw new ReferenceException(
          "attribute " + name + " is of type " + attribute.getType() + ", expected is " + type);
    }
    return attribute;
  }

  private AttributeProto demand(String name, AttributeType type) {
    AttributeProto attribute = get(name, type);
    if (attribute == null) {
      throw new ReferenceException("attribute " + name + " is missing");
    }
    return attribute;
  }

  public long integer(String name) {
    return demand(name, AttributeType.INT).getI();
  }

  public long integer(String name, long otherwise) {
    AttributeProto attribute = get(name, AttributeType.INT);
    return attribute == null ? otherwise : attribute.getI();
  }

  /** An integer that stands for no (0) or yes (1). */
  public boolean flag(String name, boolean otherwise) {
    long value = integer(name, otherwise ? 1 : 0);
    if (value != 0 && value != 1) {
      throw new ReferenceException("attribute " + name + " is " + value + ", neither 0 nor 1");
    }
    return value == 1;
  }

  public float real(String name, float otherwise) {
    AttributeProto attribute = get(name, AttributeType.FLOAT);
    return attribute == null ? otherwise : attribute.getF();
  }

  public String text(String name) {
    return text(name, demand(name, AttributeType.STRING));
  }

  public String text(String name, String otherwise) {
    AttributeProto attribute = get(name, AttributeType.STRING);
    return attribute == null ? otherwise : text(name, attribute);
  }

  /** A list of texts, empty if the attribute is missing. */
  public List<String> texts(String name) {
    AttributeProto attribute = get(name, AttributeType.STRINGS);
    return attribute == null
        ? List.of()
        : attribute.getStringsList().stream()
            .map(bytes -> ModelReader.text("attribute " + name, bytes))
            .toList();
  }

  private static String text(String name, AttributeProto attribute) {
    return ModelReader.text("attribute " + name, attribute.getS());
  }

  /** One of the choices; the first if the attribute is missing. */
  public String choice(String name, String... choices) {
    String value = text(name, choices[0]);
    if (!List.of(choices).contains(value)) {
      throw new ReferenceException(
          "attribute " + name + " is \"" + value + "\", expected is one of " + List.of(choices));
    }
    return value;
  }

  public long[] integers(String name) {
    return longs(demand(name, AttributeType.INTS));
  }

  /** Null if the attribute is missing. */
  public long[] optionalIntegers(String name) {
    AttributeProto attribute = get(name, AttributeType.INTS);
    return attribute == null ? null : longs(attribute);
  }

  private static long[] longs(AttributeProto attribute) {
    return attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
  }

  public double[] reals(String name) {
    AttributeProto attribute = demand(name, AttributeType.FLOATS);
    return attribute.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray();
  }

  public TensorProto tensor(String name) {
    return demand(name, AttributeType.TENSOR).getT();
  }

  /** Reads an attribute that does not change the results, whatever its value is. */
  public void ignore(String name) {
    read.add(name);
  }

  /**
   * @throws ReferenceException if an attribute was not read
   */
  public void checkAllRead() {
    Set<String> unread = new TreeSet<>(attributes.keySet());
    unread.removeAll(read);
    if (!unread.isEmpty()) {
      throw new ReferenceException(
          "the attributes " + unread + " are not those of this operator in this operator set");
    }
  }
}
