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

  /** A kind that is not read: a subgraph, a sparse tensor, a type. */
  record Other(String kind) implements OnnxAttribute {}
}
