package org.plumbline.soundness.training.layer;

import java.util.List;
import org.plumbline.soundness.circuit.Graph;

/** y = x + f(x). */
public final class ResidualLayer implements TrainableLayer {
  private final List<TrainableLayer> branch;
  private final Scratch sums;
  private final Scratch byBranch;

  public ResidualLayer(int values, List<TrainableLayer> branch) {
    this.sums = new Scratch(values);
    this.byBranch = new Scratch(values);
    this.branch = List.copyOf(branch);
  }

  @Override
  public float[] forward(int rows, float[] x) {
    float[] y = x;
    for (TrainableLayer layer : branch) {
      y = layer.forward(rows, y);
    }
    return sum(x, y, sums.of(rows));
  }

  @Override
  public float[] backward(int rows, float[] byOutput, boolean learns) {
    float[] back = byBranch.of(rows);
    System.arraycopy(byOutput, 0, back, 0, back.length);
    for (int k = branch.size() - 1; k >= 0; k--) {
      back = branch.get(k).backward(rows, back, learns);
    }
    return sum(byOutput, back, byOutput);
  }

  private static float[] sum(float[] a, float[] b, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  @Override
  public List<Parameter> parameters() {
    return branch.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public void refresh() {
    branch.forEach(TrainableLayer::refresh);
  }

  @Override
  public String write(Graph graph, String x) {
    String y = x;
    for (TrainableLayer layer : branch) {
      y = layer.write(graph, y);
    }
    return graph.node("Add", y, x);
  }
}
