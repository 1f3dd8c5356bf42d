package org.plumbline.soundness.fuzz.graph;

import static org.plumbline.soundness.fuzz.graph.Operator.of;
import static org.plumbline.soundness.fuzz.graph.Operator.since;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Operators that stand for many others at once, as transformers and training have them. */
final class CompositeNodes {
  static final List<Operator> ALL =
      List.of(
          since(23, "Attention", CompositeNodes::attention),
          since(23, "RotaryEmbedding", CompositeNodes::rotary),
          since(12, "NegativeLogLikelihoodLoss", s -> loss(s, "NegativeLogLikelihoodLoss")),
          since(12, "SoftmaxCrossEntropyLoss", s -> loss(s, "SoftmaxCrossEntropyLoss")),
          since(28, "SwiGLU", CompositeNodes::swiGlu),
          of("LpPool", PoolNodes::normPool),
          of("Hardmax", s -> ActivationNodes.softmax(s, "Hardmax")));

  private static final int MOST = 24;

  private CompositeNodes() {}

  private static Operand constant(Sketch s, int... shape) {
    return s.initialiser(new Signature(s.realType(), shape));
  }

  /** Of keys and values that are constants, with as many of the other inputs as chance wants. */
  static void attention(Sketch s) {
    Operand any = s.real();
    Operand part = any.count() <= MOST ? any : ReshapeNodes.part(s, any);
    boolean isFlat = s.draw.oneIn(3);
    int[] f = ReshapeNodes.factors(s.draw, part.count(), 4);
    Operand q =
        isFlat ? ReshapeNodes.to(s, part, f[0], f[2], f[1] * f[3]) : ReshapeNodes.to(s, part, f);
    int heads = f[1] % 2 == 0 && s.draw.coin() ? f[1] / 2 : f[1];
    int keys = s.draw.between(1, 4);
    int size = s.draw.between(1, 3);
    int past = s.draw.oneIn(3) ? s.draw.between(1, 2) : 0;
    List<Operand> inputs = new ArrayList<>(List.of(q));
    inputs.add(
        isFlat ? constant(s, f[0], keys, heads * f[3]) : constant(s, f[0], heads, keys, f[3]));
    inputs.add(
        isFlat ? constant(s, f[0], keys, heads * size) : constant(s, f[0], heads, keys, size));
    inputs.add(s.draw.coin() ? mask(s, f, keys + past) : null);
    inputs.add(past > 0 ? constant(s, f[0], heads, past, f[3]) : null);
    inputs.add(past > 0 ? constant(s, f[0], heads, past, size) : null);
    inputs.add(s.opset >= 24 && past == 0 && s.draw.oneIn(3) ? lengths(s, f[0], keys) : null);
    s.node("Attention", results(q, f, isFlat, heads, size, past > 0 ? keys + past : 0), inputs);
    if (isFlat) {
      s.with("q_num_heads", f[1]).with("kv_num_heads", heads);
    }
    describe(s);
  }

  /** With a past, the keys and values of both, which the runtime asks for. */
  private static List<Signature> results(
      Operand q, int[] f, boolean isFlat, int heads, int size, int keys) {
    Signature y =
        q.signature()
            .shaped(
                isFlat ? new int[] {f[0], f[2], f[1] * size} : new int[] {f[0], f[1], f[2], size});
    return keys == 0
        ? List.of(y)
        : List.of(
            y,
            q.signature().shaped(f[0], heads, keys, f[3]),
            q.signature().shaped(f[0], heads, keys, size));
  }

  private static void describe(Sketch s) {
    if (s.draw.coin()) {
      s.with("is_causal", s.draw.between(0, 1));
    }
    if (s.draw.oneIn(3)) {
      s.with("scale", 0.25 + s.draw.share());
    }
    if (s.draw.oneIn(3)) {
      s.with("softcap", s.draw.oneOf(0.5, 2.0, 30.0));
    }
    if (s.draw.oneIn(5)) {
      s.with("softmax_precision", 1);
    }
    if (s.draw.oneIn(5)) {
      s.with("qk_matmul_output_mode", s.draw.between(0, 3));
    }
  }

  private static Operand mask(Sketch s, int[] f, int keys) {
    int[] shape = s.draw.oneOf(List.of(new int[] {f[2], keys}, new int[] {f[0], 1, f[2], keys}));
    ElementType type = s.draw.coin() ? ElementType.BOOL : s.realType();
    return s.initialiser(new Signature(type, shape));
  }

  private static Operand lengths(Sketch s, int batches, int keys) {
    long[] lengths = new long[batches];
    Arrays.setAll(lengths, i -> s.draw.between(1, keys));
    return s.parameter(OnnxTensor.int64(s.nextConstant(), lengths));
  }

  /** Of constant angles, which are as good as any if they belong to none. */
  static void rotary(Sketch s) {
    Operand any = s.real();
    Operand x = any.count() <= MOST ? any : ReshapeNodes.part(s, any);
    int pairs = s.draw.between(1, 2);
    Operand wide =
        ElementwiseNodes.join(
            s, ReshapeNodes.to(s, x, x.count(), 1), s.constant(new int[] {2 * pairs}));
    boolean isFlat = s.draw.coin();
    int n = x.count();
    Operand input =
        isFlat
            ? ReshapeNodes.to(s, wide, 1, n, 2 * pairs)
            : ReshapeNodes.to(s, wide, 1, 1, n, 2 * pairs);
    int turned = s.draw.between(1, pairs);
    boolean isChosen = s.draw.coin();
    int[] cache = isChosen ? new int[] {n + 1, turned} : new int[] {1, n, turned};
    List<Operand> inputs = new ArrayList<>(List.of(input, constant(s, cache), constant(s, cache)));
    if (isChosen) {
      long[] places = new long[n];
      Arrays.setAll(places, i -> s.draw.between(0, n));
      int[] shape = {1, n};
      inputs.add(
          s.parameter(OnnxTensor.integers(s.nextConstant(), ElementType.INT64, shape, places)));
    }
    s.node("RotaryEmbedding", List.of(input.signature()), inputs);
    if (isFlat) {
      s.with("num_heads", 1);
    }
    if (turned < pairs || s.draw.oneIn(3)) {
      s.with("rotary_embedding_dim", 2 * turned);
    }
    if (s.draw.coin()) {
      s.with("interleaved", s.draw.between(0, 1));
    }
  }

  static void swiGlu(Sketch s) {
    Operand x = s.real();
    s.node("SwiGLU", x.signature(), x, constant(s, x.shape()));
    if (s.draw.coin()) {
      s.with("alpha", s.draw.oneOf(0.5, 2.0));
    }
  }

  /** Of constant labels. */
  static void loss(Sketch s, String operator) {
    Operand any = s.real();
    int[] f = ReshapeNodes.factors(s.draw, any.count(), s.draw.between(2, 4));
    Operand x = ReshapeNodes.to(s, any, f);
    int[] samples = x.signature().without(1).shape();
    boolean ignores = s.draw.oneIn(3);
    int ignored = s.draw.oneOf(-1, 0, f[1]);
    long[] labels = new long[x.count() / f[1]];
    Arrays.setAll(labels, i -> ignores && s.draw.oneIn(4) ? ignored : s.draw.between(0, f[1] - 1));
    List<Operand> inputs = new ArrayList<>(List.of(x));
    inputs.add(
        s.parameter(OnnxTensor.integers(s.nextConstant(), ElementType.INT64, samples, labels)));
    inputs.add(s.draw.coin() ? constant(s, f[1]) : null);
    String reduction = s.draw.oneOf("none", "sum", "mean");
    int[] result = reduction.equals("none") ? samples : new int[0];
    s.node(operator, List.of(x.signature().shaped(result)), inputs);
    if (!reduction.equals("mean") || s.draw.coin()) {
      s.with("reduction", reduction);
    }
    if (ignores) {
      s.with("ignore_index", ignored);
    }
  }
}
