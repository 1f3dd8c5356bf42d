package org.plumbline.soundness.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a ReLU network from formulas. A value is an input or {@code max(0, form)}; it lives at a
 * depth, and reaches deeper layers through neurons that repeat it: {@code max(0, v)} for a value
 * that is never negative, {@code max(0, x)} and {@code max(0, −x)} for an input. The network
 * computes exactly the formulas, in real arithmetic.
 */
public final class Circuit {
  private final int inputs;
  private final List<Value> values = new ArrayList<>();
  private final List<List<Integer>> layers = new ArrayList<>();
  private final Map<Long, Form> repeated = new HashMap<>();

  private record Value(int depth, Form preactivation) {}

  public Circuit(int inputs) {
    this.inputs = inputs;
    layers.add(new ArrayList<>());
    for (int i = 0; i < inputs; i++) {
      layers.get(0).add(i);
      values.add(new Value(0, null));
    }
  }

  public Form input(int index) {
    if (index < 0 || index >= inputs) {
      throw new IndexOutOfBoundsException("input " + index + " of " + inputs);
    }
    return Form.of(index);
  }

  public Form relu(Form form) {
    int depth = depth(form);
    return Form.of(neuron(depth + 1, at(depth, form)));
  }

  public Form abs(Form form) {
    return relu(form).plus(relu(form.times(-1)));
  }

  public Form min(Form a, Form b) {
    return a.minus(relu(a.minus(b)));
  }

  /** The form limited to [0, 1]. */
  public Form unit(Form form) {
    return relu(form).minus(relu(form.plus(-1)));
  }

  /** The network whose outputs are the forms. */
  public ReluNetwork outputs(Form... forms) {
    int depth = 0;
    for (Form form : forms) {
      depth = Math.max(depth, depth(form));
    }
    List<Form> rows = new ArrayList<>();
    for (Form form : forms) {
      rows.add(at(depth, form));
    }
    List<Dense> dense = new ArrayList<>();
    for (int d = 1; d <= depth; d++) {
      List<Form> preactivations = new ArrayList<>();
      for (int value : layers.get(d)) {
        preactivations.add(values.get(value).preactivation());
      }
      dense.add(dense(d - 1, preactivations));
    }
    dense.add(dense(depth, rows));
    return new ReluNetwork(inputs, dense);
  }

  private Dense dense(int depth, List<Form> rows) {
    Map<Integer, Integer> columns = new HashMap<>();
    for (int value : layers.get(depth)) {
      columns.put(value, columns.size());
    }
    double[][] weights = new double[rows.size()][columns.size()];
    double[] bias = new double[rows.size()];
    for (int r = 0; r < bias.length; r++) {
      double[] row = weights[r];
      rows.get(r).terms().forEach((value, c) -> row[columns.get(value)] = c);
      bias[r] = rows.get(r).constant();
    }
    return new Dense(weights, bias);
  }

  private int depth(Form form) {
    int depth = 0;
    for (int value : form.terms().keySet()) {
      depth = Math.max(depth, values.get(value).depth());
    }
    return depth;
  }

  private int neuron(int depth, Form preactivation) {
    while (layers.size() <= depth) {
      layers.add(new ArrayList<>());
    }
    values.add(new Value(depth, preactivation));
    layers.get(depth).add(values.size() - 1);
    return values.size() - 1;
  }

  /** The same form over values of one depth. */
  private Form at(int depth, Form form) {
    Form moved = Form.constant(form.constant());
    for (Map.Entry<Integer, Double> term : form.terms().entrySet()) {
      moved = moved.plus(repeated(term.getKey(), depth).times(term.getValue()));
    }
    return moved;
  }

  private Form repeated(int value, int depth) {
    Value origin = values.get(value);
    if (origin.depth() == depth) {
      return Form.of(value);
    }
    long key = (long) value << 32 | depth;
    Form known = repeated.get(key);
    if (known == null) {
      known = Form.constant(0);
      if (origin.depth() == 0 && depth == 1) {
        known = Form.of(neuron(1, Form.of(value)));
        known = known.minus(Form.of(neuron(1, Form.of(value).times(-1))));
      } else {
        for (Map.Entry<Integer, Double> term : repeated(value, depth - 1).terms().entrySet()) {
          Form copy = Form.of(neuron(depth, Form.of(term.getKey())));
          known = known.plus(copy.times(term.getValue()));
        }
      }
      repeated.put(key, known);
    }
    return known;
  }
}
