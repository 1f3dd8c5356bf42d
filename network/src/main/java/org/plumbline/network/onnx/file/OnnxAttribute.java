package org.plumbline.network.onnx.file;

import java.util.List;

/** The value of a node's attribute. */
public sealed interface OnnxAttribute {

  record Int(long value) implements OnnxAttribute {}

  /** Real numbers of attributes are float32 in the file. */
  record Real(float value) implements OnnxAttribute {}

  record Text(String value) implements OnnxAttribute {}

  record Tensor(OnnxTensor value) implements OnnxAttribute {}

  record Ints(long... values) implements OnnxAttribute {}

  record Reals(float... values) implements OnnxAttribute {}

  record Texts(List<String> values) implements OnnxAttribute {}

  record Graph(OnnxGraph value) implements OnnxAttribute {}

  /**
   * Of a node of a function: what the call of the function has under this name.
   *
   * @param kind what it declares to be, as the name of a kind, or empty where it does not
   */
  record Reference(String to, String kind) implements OnnxAttribute {
    /** Whether a value is of the declared kind. */
    boolean allows(OnnxAttribute value) {
      String found = value instanceof Other other ? other.kind() : value.getClass().getSimpleName();
      return kind.isEmpty() || kind.equalsIgnoreCase(found);
    }
  }

  /** A kind that is not read: a sparse tensor, a type. */
  record Other(String kind) implements OnnxAttribute {}
}
