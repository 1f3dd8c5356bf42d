package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.OnnxNode;

/** The nodes of a model that cannot be read, so that all are said at once. */
final class Obstacles {
  private final List<UnsupportedOperatorException> refusals = new ArrayList<>();
  private final Set<String> unknown = new HashSet<>();

  void add(OnnxNode node, UnsupportedOperatorException refusal) {
    refusals.add(refusal);
    unknown.addAll(node.outputs());
  }

  /** Whether a node reads what could not be computed: nothing is known of its results either. */
  boolean hide(OnnxNode node) {
    boolean isHidden = node.inputs().stream().anyMatch(this::isUnknown);
    if (isHidden) {
      unknown.addAll(node.outputs());
    }
    return isHidden;
  }

  private boolean isUnknown(String value) {
    return !value.isEmpty() && unknown.contains(value);
  }

  /**
   * @throws UnsupportedOperatorException if there are any
   */
  void refuse(String file) {
    if (!refusals.isEmpty()) {
      throw UnsupportedOperatorException.all(refusals).in(file);
    }
  }
}
