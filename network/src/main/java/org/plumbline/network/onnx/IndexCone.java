package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.LoweringContext;
import org.plumbline.network.onnx.lowering.RegionalInputs;
import org.plumbline.network.onnx.lowering.Value;

/**
 * The part of a graph that computes with nothing but constants and the whole parts of inputs. All
 * else sees of these inputs are the constants on the rim of the cone: where the rim is the same for
 * two choices of whole parts, so is the network.
 */
final class IndexCone {
  private final OnnxLowering lowering;
  private final LoweringContext values;
  private final ModelInputs inputs;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Set<String> inside = new HashSet<>();
  private final Set<String> beyond = new HashSet<>();
  private final Set<String> rim = new LinkedHashSet<>();

  /**
   * @param lowered for any choice of whole parts
   * @throws org.plumbline.network.model.UnsupportedOperatorException if which inputs are cast or
   *     which branch is taken depends on the choice
   */
  IndexCone(OnnxLowering lowering, OnnxLowering.Lowered lowered) {
    this.lowering = lowering;
    this.values = lowered.values();
    this.inputs = lowered.inputs();
    inside.addAll(inputs.wholeInputs());
    for (OnnxNode node : lowered.nodes()) {
      visit(node);
    }
    lowered.outputs().stream().filter(inside::contains).forEach(rim::add);
    if (lowered.conditions().stream().anyMatch(inside::contains)) {
      throw new UnsupportedOperatorException(
          "If", lowered.conditions().toString(), "which branch is taken depends on inputs");
    }
  }

  private void visit(OnnxNode node) {
    boolean readsBeyond = node.inputs().stream().anyMatch(beyond::contains);
    boolean isRoot = isRoot(node);
    if (isRoot && (readsBeyond || node.inputs().stream().anyMatch(inside::contains))) {
      throw new Call(node, values).refuse("which inputs are cast depends on inputs");
    }
    boolean readsInside = node.inputs().stream().anyMatch(inside::contains);
    if (!isRoot && !readsInside && !readsBeyond) {
      return;
    }
    if (isRoot || !readsBeyond && isConstant(node.inputs())) {
      nodes.add(node);
      inside.addAll(node.outputs());
      return;
    }
    beyond.addAll(node.outputs());
    node.inputs().stream().filter(inside::contains).forEach(rim::add);
  }

  /** Whether whole parts of inputs enter at a node: it casts a variable to a constant. */
  private boolean isRoot(OnnxNode node) {
    return node.qualifiedOperator().equals("Cast")
        && !isConstant(node.inputs())
        && isConstant(node.outputs());
  }

  private boolean isConstant(List<String> names) {
    return names.stream()
        .allMatch(name -> name.isEmpty() || values.value(name) instanceof Value.Constant);
  }

  /** What a choice of whole parts makes of the rim. */
  Rim at(RegionalInputs known) {
    LoweringContext context = values.with(known);
    inputs.defineWhole(context);
    lowering.lower(nodes, context);
    return new Rim(rim.stream().map(name -> (Value.Constant) context.value(name)).toList());
  }

  /** Constants to compare. */
  record Rim(List<Value.Constant> constants) {
    long elements() {
      return constants.stream().mapToLong(Value::count).sum();
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Rim rim) || rim.constants.size() != constants.size()) {
        return false;
      }
      for (int i = 0; i < constants.size(); i++) {
        if (!isSame(constants.get(i), rim.constants.get(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean isSame(Value.Constant left, Value.Constant right) {
      if (left.type() != right.type() || !Arrays.equals(left.shape(), right.shape())) {
        return false;
      }
      if (left instanceof Value.Integers a && right instanceof Value.Integers b) {
        return Arrays.equals(a.values(), b.values());
      }
      return left instanceof Value.Reals a
          && right instanceof Value.Reals b
          && Arrays.equals(a.values(), b.values())
          && Arrays.equals(a.errors(), b.errors())
          && Arrays.equals(a.deviations(), b.deviations());
    }

    @Override
    public int hashCode() {
      int hash = 0;
      for (Value.Constant constant : constants) {
        hash = 31 * hash + Arrays.hashCode(constant.shape());
        hash =
            31 * hash
                + (constant instanceof Value.Integers integers
                    ? Arrays.hashCode(integers.values())
                    : Arrays.hashCode(((Value.Reals) constant).values()));
      }
      return hash;
    }
  }
}
