package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.file.Functions;
import org.plumbline.reference.file.Node;
import org.plumbline.reference.kernel.Budget;
import org.plumbline.reference.operators.Operators;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;

/**
 * Nodes with inputs and attributes that hardly ever fit: each gives a result or a refusal that was
 * foreseen, never an exception of another kind and never much memory.
 */
class RandomNodesTest {
  private static final long SEED = 20261211;
  private static final int ROUNDS = 800;
  private static final List<String> FLAGS =
      List.of(
          "keepdims",
          "transA",
          "transB",
          "fmod",
          "ceil_mode",
          "count_include_pad",
          "allowzero",
          "upper",
          "reverse",
          "exclusive",
          "largest",
          "noop_with_empty_axes",
          "align_corners");
  private static final List<String> NUMBERS =
      List.of(
          "axis",
          "group",
          "num_groups",
          "blocksize",
          "batch_dims",
          "k",
          "p",
          "num_outputs",
          "to",
          "start",
          "end",
          "block_size",
          "storage_order");
  private static final List<String> LISTS =
      List.of(
          "axes",
          "perm",
          "pads",
          "strides",
          "dilations",
          "kernel_shape",
          "starts",
          "ends",
          "split",
          "output_padding",
          "output_shape");
  private static final Map<String, List<String>> TEXTS =
      Map.of(
          "mode",
              List.of("nearest", "linear", "cubic", "constant", "reflect", "edge", "wrap", "CRD"),
          "auto_pad", List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"),
          "equation", List.of("ij,jk", "...i", "ii->i", "a,b->", "->"),
          "direction", List.of("LEFT", "RIGHT"),
          "reduction", List.of("add", "mul", "max", "none"),
          "padding_mode", List.of("zeros", "border"));

  private final Random random = new Random(SEED);

  private ReferenceTensor tensor(ElementType type) {
    long[] dims = new long[random.nextInt(5)];
    java.util.Arrays.setAll(dims, i -> random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(4));
    return random.nextInt(10) == 0
        ? Samples.of(random, type, dims)
        : Samples.small(random, type, 3, dims);
  }

  private ReferenceTensor list() {
    int size = random.nextInt(5);
    return random.nextInt(20) == 0
        ? Samples.longs(random.longs(size).toArray())
        : Samples.integers(random, ElementType.INT64, -3, 6, size);
  }

  private long number() {
    return random.nextInt(20) == 0 ? random.nextLong() : random.nextInt(9) - 3;
  }

  private List<AttributeProto> attributes(String operator, int opset) {
    List<AttributeProto> all = new ArrayList<>();
    FLAGS.forEach(name -> all.add(ModelBuilder.attribute(name, random.nextInt(2))));
    NUMBERS.forEach(name -> all.add(ModelBuilder.attribute(name, number())));
    LISTS.forEach(
        name -> {
          long[] values = new long[1 + random.nextInt(4)];
          java.util.Arrays.setAll(values, i -> number());
          all.add(ModelBuilder.attribute(name, values));
        });
    TEXTS.forEach(
        (name, choices) ->
            all.add(ModelBuilder.attribute(name, choices.get(random.nextInt(choices.size())))));
    all.removeIf(attribute -> !isRead(operator, opset, attribute) || random.nextInt(3) == 0);
    return all;
  }

  /** Learnt from refusals: what an operator does not read need not be tried again. */
  private final Map<String, TreeSet<String>> unread = new HashMap<>();

  private boolean isRead(String operator, int opset, AttributeProto attribute) {
    return !unread.getOrDefault(operator + opset, new TreeSet<>()).contains(attribute.getName());
  }

  @Test
  void nodes() {
    int answered = 0;
    for (String operator : Operators.NAMES) {
      for (int round = 0; round < ROUNDS; round++) {
        int opset = new int[] {7, 9, 11, 13, 18, 20, 23, 24}[random.nextInt(8)];
        ElementType type = List.of(ElementType.values()).get(random.nextInt(13));
        List<ReferenceTensor> inputs = new ArrayList<>();
        int count = random.nextInt(4) + (operator.startsWith("QLinear") ? 5 : 0);
        for (int i = 0; i < count; i++) {
          inputs.add(random.nextInt(3) == 0 && i > 0 ? list() : tensor(type));
        }
        List<AttributeProto> attributes = attributes(operator, opset);
        answered += attempt(operator, opset, inputs, attributes) ? 1 : 0;
      }
    }
    assertThat(answered).isGreaterThan(6000);
  }

  private boolean attempt(
      String operator, int opset, List<ReferenceTensor> inputs, List<AttributeProto> attributes) {
    Map<String, AttributeProto> named = new HashMap<>();
    attributes.forEach(attribute -> named.put(attribute.getName(), attribute));
    List<String> names = new ArrayList<>();
    Map<String, ReferenceTensor> known = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      names.add("x" + i);
      known.put("x" + i, inputs.get(i));
    }
    Node node = new Node(0, "", "", operator, names, List.of("y"), named);
    Mode mode = random.nextBoolean() ? Mode.REAL : Mode.TYPED;
    try {
      new Evaluator(opset, mode, new Budget(1 << 14), known, Functions.NONE)
          .run(List.of(node), List.of(), List.of());
      return true;
    } catch (ReferenceException e) {
      assertThat(e.getMessage())
          .as("%s of opset %d on %s with %s, seed %d", operator, opset, inputs, attributes, SEED)
          .doesNotContain("cannot be evaluated");
      learn(operator + opset, e.getMessage());
      return false;
    }
  }

  private void learn(String key, String message) {
    int from = message.indexOf("the attributes [");
    if (from >= 0 && message.contains("are not those of this operator")) {
      String list = message.substring(from + 16, message.indexOf("] are not"));
      unread.computeIfAbsent(key, k -> new TreeSet<>()).addAll(List.of(list.split(", ")));
    }
  }
}
