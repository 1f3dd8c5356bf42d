package org.plumbline.soundness.training.layer;

import java.util.Arrays;
import java.util.Map;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.soundness.circuit.Graph;

/**
 * Self-attention of every head, without projections: tokens of queries, keys and values, each
 * {@code heads × size}, become softmax(Q·Kᵀ)·V (Vaswani et al., <em>Attention Is All You Need</em>,
 * 2017; the scale of Q·Kᵀ is the projection's affair). Few tokens make this too little work for
 * matrix products.
 */
public final class AttentionLayer implements TrainableLayer {
  private final int tokens;
  private final int heads;
  private final int size;
  private final Scratch allShares;
  private final Scratch results;
  private final Scratch byInputs;
  private float[] input;
  private float[] shares;

  public AttentionLayer(int tokens, int heads, int size) {
    this.tokens = tokens;
    this.heads = heads;
    this.size = size;
    this.allShares = new Scratch(heads * tokens * tokens);
    this.results = new Scratch(tokens * width());
    this.byInputs = new Scratch(3 * tokens * width());
  }

  private int width() {
    return heads * size;
  }

  @Override
  public float[] forward(int rows, float[] x) {
    input = x;
    shares = allShares.of(rows);
    float[] result = results.of(rows);
    Arrays.fill(result, 0);
    for (int r = 0; r < rows; r++) {
      for (int h = 0; h < heads; h++) {
        for (int t = 0; t < tokens; t++) {
          attend(r, h, t, result);
        }
      }
    }
    return result;
  }

  private void attend(int row, int head, int token, float[] result) {
    int query = token(row, token) + head * size;
    int first = share(row, head, token);
    float greatest = Float.NEGATIVE_INFINITY;
    for (int s = 0; s < tokens; s++) {
      int key = token(row, s) + width() + head * size;
      shares[first + s] = dot(input, query, input, key);
      greatest = Math.max(greatest, shares[first + s]);
    }
    float sum = 0;
    for (int s = 0; s < tokens; s++) {
      shares[first + s] = (float) Math.exp(shares[first + s] - greatest);
      sum += shares[first + s];
    }
    int to = (row * tokens + token) * width() + head * size;
    for (int s = 0; s < tokens; s++) {
      shares[first + s] /= sum;
      add(shares[first + s], input, token(row, s) + 2 * width() + head * size, result, to);
    }
  }

  @Override
  public float[] backward(int rows, float[] byOutput, boolean learns) {
    float[] back = byInputs.of(rows);
    Arrays.fill(back, 0);
    float[] byShare = new float[tokens];
    for (int r = 0; r < rows; r++) {
      for (int h = 0; h < heads; h++) {
        for (int t = 0; t < tokens; t++) {
          moveBack(r, h, t, byOutput, byShare, back);
        }
      }
    }
    return back;
  }

  /** With shares p and gradients g by them, the gradient by a score is pₛ·(gₛ − Σ p·g). */
  private void moveBack(
      int row, int head, int token, float[] given, float[] byShare, float[] back) {
    int query = token(row, token) + head * size;
    int from = (row * tokens + token) * width() + head * size;
    int first = share(row, head, token);
    float mean = 0;
    for (int s = 0; s < tokens; s++) {
      int value = token(row, s) + 2 * width() + head * size;
      byShare[s] = dot(given, from, input, value);
      mean += shares[first + s] * byShare[s];
      add(shares[first + s], given, from, back, value);
    }
    for (int s = 0; s < tokens; s++) {
      int key = token(row, s) + width() + head * size;
      float byScore = shares[first + s] * (byShare[s] - mean);
      add(byScore, input, key, back, query);
      add(byScore, input, query, back, key);
    }
  }

  private int token(int row, int token) {
    return (row * tokens + token) * 3 * width();
  }

  private int share(int row, int head, int token) {
    return ((row * heads + head) * tokens + token) * tokens;
  }

  private float dot(float[] a, int i, float[] b, int j) {
    float sum = 0;
    for (int k = 0; k < size; k++) {
      sum += a[i + k] * b[j + k];
    }
    return sum;
  }

  private void add(float factor, float[] a, int i, float[] b, int j) {
    for (int k = 0; k < size; k++) {
      b[j + k] += factor * a[i + k];
    }
  }

  @Override
  public String write(Graph graph, String x) {
    String[] results = new String[heads];
    for (int h = 0; h < heads; h++) {
      String query = slice(graph, x, h * size);
      String key = slice(graph, x, width() + h * size);
      String value = slice(graph, x, 2 * width() + h * size);
      String turned =
          graph.node(
              "Transpose", Map.of("perm", new OnnxAttribute.Ints(new long[] {0, 2, 1})), key);
      String scores = graph.node("MatMul", query, turned);
      String share = graph.node("Softmax", Map.of("axis", new OnnxAttribute.Int(2)), scores);
      results[h] = graph.node("MatMul", share, value);
    }
    return heads == 1
        ? results[0]
        : graph.node("Concat", Map.of("axis", new OnnxAttribute.Int(2)), results);
  }

  private String slice(Graph graph, String x, int first) {
    return graph.node(
        "Slice", x, graph.integers(first), graph.integers(first + size), graph.integers(2));
  }
}
