package org.plumbline.reference.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * RNN, GRU and LSTM: one hidden unit of one sequence after the other, by the equations of
 * docs/Operators.md. Functions are those of the standard's defaults, for RNN also Relu and Sigmoid;
 * all sequences are as long as the input, layouts are the first one.
 */
final class Recurrence {
  private final Call call;
  private final String kind;
  private final int gates;
  private final ReferenceTensor x;
  private final ReferenceTensor w;
  private final ReferenceTensor r;
  private final ReferenceTensor b;
  private final ReferenceTensor p;
  private final int hidden;
  private final boolean isLinearFirst;
  private final List<UnaryOperator<Scalar>> functions = new ArrayList<>();

  private Recurrence(Call call) {
    this.call = call;
    this.kind = call.operator();
    this.gates = kind.equals("RNN") ? 1 : kind.equals("GRU") ? 3 : 4;
    this.x = call.real(0);
    this.w = call.real(1);
    this.r = call.real(2);
    this.b = call.has(3) ? call.real(3) : null;
    this.p = kind.equals("LSTM") && call.has(7) ? call.real(7) : null;
    this.hidden = r.shape().rank() == 3 ? r.shape().dim(2) : 0;
    this.isLinearFirst =
        kind.equals("GRU") && call.attributes.integer("linear_before_reset", 0) != 0;
  }

  static List<ReferenceTensor> evaluate(Call call) {
    return new Recurrence(call).all();
  }

  private List<ReferenceTensor> all() {
    String direction = call.attributes.choice("direction", "forward", "reverse", "bidirectional");
    int directions = direction.equals("bidirectional") ? 2 : 1;
    check(directions);
    int time = x.shape().dim(0);
    int batch = x.shape().dim(1);
    Shape everything = call.claim(time, directions, batch, hidden);
    Shape ends = call.claim(directions, batch, hidden);
    RealBuilder outputs = new RealBuilder(everything);
    RealBuilder lastOutput = new RealBuilder(ends);
    RealBuilder lastMemory = new RealBuilder(ends);
    for (int d = 0; d < directions; d++) {
      boolean isBackward = direction.equals("reverse") || d == 1;
      for (int n = 0; n < batch; n++) {
        Scalar[] h = start(5, d, n, batch);
        Scalar[] c = kind.equals("LSTM") ? start(6, d, n, batch) : h;
        for (int step = 0; step < time; step++) {
          int t = isBackward ? time - 1 - step : step;
          Scalar[][] next = next(d, (t * batch + n) * x.shape().dim(2), h, c);
          h = next[0];
          c = next[1];
          for (int i = 0; i < hidden; i++) {
            outputs.set(((t * directions + d) * batch + n) * hidden + i, h[i]);
          }
        }
        for (int i = 0; i < hidden; i++) {
          lastOutput.set((d * batch + n) * hidden + i, h[i]);
          lastMemory.set((d * batch + n) * hidden + i, c[i]);
        }
      }
    }
    List<ReferenceTensor> results = new ArrayList<>();
    results.add(outputs.build(x.type()));
    results.add(lastOutput.build(x.type()));
    if (kind.equals("LSTM")) {
      results.add(lastMemory.build(x.type()));
    }
    return results;
  }

  private void check(int directions) {
    if (x.shape().rank() != 3 || x.shape().dim(0) < 1) {
      throw new ReferenceException("a sequence of shape " + x.shape());
    }
    checkShape(w, directions, gates * hidden, x.shape().dim(2));
    checkShape(r, directions, gates * hidden, hidden);
    checkShape(b, directions, 2 * gates * hidden);
    checkShape(p, directions, 3 * hidden);
    boolean isOther = call.attributes.integer("hidden_size", hidden) != hidden;
    if (isOther || call.opset() >= 14 && call.attributes.integer("layout", 0) != 0) {
      throw new ReferenceException("attribute hidden_size or layout is not supported");
    } else if (kind.equals("LSTM") && call.attributes.integer("input_forget", 0) != 0) {
      throw new ReferenceException("attribute input_forget is not 0");
    }
    if (call.has(4)) {
      for (long length : call.list(4)) {
        if (length != x.shape().dim(0)) {
          throw new ReferenceException("a sequence of length " + length + " in " + x.shape());
        }
      }
    }
    name(directions);
  }

  private void checkShape(ReferenceTensor some, long... dims) {
    if (some != null && !some.shape().equals(Shape.of(dims))) {
      throw new ReferenceException("a parameter of shape " + some.shape());
    }
    if (some != null) {
      call.checkSameType(x, some);
    }
  }

  private void name(int directions) {
    List<String> names = new ArrayList<>(call.attributes.texts("activations"));
    List<String> usual =
        switch (kind) {
          case "RNN" -> List.of("Tanh");
          case "GRU" -> List.of("Sigmoid", "Tanh");
          default -> List.of("Sigmoid", "Tanh", "Tanh");
        };
    for (int d = 0; names.size() < directions * usual.size() && d < directions; d++) {
      names.addAll(usual);
    }
    if (names.size() != directions * usual.size()) {
      throw new ReferenceException("attribute activations is " + names);
    }
    for (int i = 0; i < names.size(); i++) {
      boolean isUsual = names.get(i).equals(usual.get(i % usual.size()));
      if (!isUsual && !kind.equals("RNN")) {
        throw new ReferenceException("attribute activations is " + names);
      }
      functions.add(function(names.get(i).toLowerCase(Locale.ROOT)));
    }
  }

  private static UnaryOperator<Scalar> function(String name) {
    return switch (name) {
      case "tanh" -> Recurrence::tanh;
      case "sigmoid" -> Recurrence::sigmoid;
      case "relu" -> v -> v.max(0);
      default -> throw new ReferenceException("activation " + name + " is not supported");
    };
  }

  private static Scalar tanh(Scalar v) {
    return v.increasing(StrictMath::tanh);
  }

  private static Scalar sigmoid(Scalar v) {
    return v.increasing(Functions::sigmoid);
  }

  /** What the state is before the first step: an input, or zeros. */
  private Scalar[] start(int input, int direction, int sequence, int batch) {
    Scalar[] state = new Scalar[hidden];
    ReferenceTensor given = call.has(input) ? call.real(input) : null;
    checkShape(given, w.shape().dim(0), batch, hidden);
    for (int i = 0; i < hidden; i++) {
      state[i] =
          given == null
              ? call.constant(0)
              : given.scalar(call.mode(), (direction * batch + sequence) * hidden + i);
    }
    return state;
  }

  /** {@code (X Wᵀ + W_b)} of row {@code gate · hidden + unit}. */
  private Scalar ofInput(int d, int element, int gate, int unit) {
    int row = gate * hidden + unit;
    int width = x.shape().dim(2);
    Scalar sum = bias(d, row);
    for (int k = 0; k < width; k++) {
      int at = (d * gates * hidden + row) * width + k;
      sum = sum.plus(x.scalar(call.mode(), element + k).times(w.scalar(call.mode(), at)));
    }
    return sum;
  }

  /** {@code (H Rᵀ + R_b)} of row {@code gate · hidden + unit}. */
  private Scalar ofState(int d, Scalar[] h, int gate, int unit) {
    int row = gate * hidden + unit;
    Scalar sum = bias(d, gates * hidden + row);
    for (int k = 0; k < hidden; k++) {
      int at = (d * gates * hidden + row) * hidden + k;
      sum = sum.plus(h[k].times(r.scalar(call.mode(), at)));
    }
    return sum;
  }

  private Scalar bias(int d, int place) {
    return b == null ? call.constant(0) : b.scalar(call.mode(), d * 2 * gates * hidden + place);
  }

  private Scalar peephole(int d, int number, int unit, Scalar c) {
    return p == null
        ? call.constant(0)
        : p.scalar(call.mode(), (d * 3 + number) * hidden + unit).times(c);
  }

  /** The next output and memory. */
  private Scalar[][] next(int d, int element, Scalar[] h, Scalar[] c) {
    call.budget().work((long) gates * hidden * (hidden + x.shape().dim(2)));
    return switch (kind) {
      case "RNN" -> {
        Scalar[] out = new Scalar[hidden];
        for (int i = 0; i < hidden; i++) {
          out[i] = functions.get(d).apply(ofInput(d, element, 0, i).plus(ofState(d, h, 0, i)));
        }
        yield new Scalar[][] {out, out};
      }
      case "GRU" -> nextOfGru(d, element, h);
      default -> nextOfLstm(d, element, h, c);
    };
  }

  private Scalar[][] nextOfGru(int d, int element, Scalar[] h) {
    Scalar[] reset = new Scalar[hidden];
    Scalar[] held = new Scalar[hidden];
    for (int i = 0; i < hidden; i++) {
      reset[i] = sigmoid(ofInput(d, element, 1, i).plus(ofState(d, h, 1, i)));
      held[i] = reset[i].times(h[i]);
    }
    Scalar[] out = new Scalar[hidden];
    for (int i = 0; i < hidden; i++) {
      Scalar update = sigmoid(ofInput(d, element, 0, i).plus(ofState(d, h, 0, i)));
      Scalar inner = isLinearFirst ? reset[i].times(ofState(d, h, 2, i)) : ofState(d, held, 2, i);
      Scalar fresh = tanh(ofInput(d, element, 2, i).plus(inner));
      Scalar rest = call.constant(1).minus(update);
      out[i] = rest.times(fresh).plus(update.times(h[i]));
    }
    return new Scalar[][] {out, out};
  }

  private Scalar[][] nextOfLstm(int d, int element, Scalar[] h, Scalar[] c) {
    Scalar[] out = new Scalar[hidden];
    Scalar[] memory = new Scalar[hidden];
    for (int i = 0; i < hidden; i++) {
      Scalar in = ofInput(d, element, 0, i).plus(ofState(d, h, 0, i));
      Scalar forget = ofInput(d, element, 2, i).plus(ofState(d, h, 2, i));
      Scalar fresh = tanh(ofInput(d, element, 3, i).plus(ofState(d, h, 3, i)));
      Scalar kept = sigmoid(forget.plus(peephole(d, 2, i, c[i]))).times(c[i]);
      Scalar taken = sigmoid(in.plus(peephole(d, 0, i, c[i]))).times(fresh);
      memory[i] = kept.plus(taken);
      Scalar open = ofInput(d, element, 1, i).plus(ofState(d, h, 1, i));
      out[i] = sigmoid(open.plus(peephole(d, 1, i, memory[i]))).times(tanh(memory[i]));
    }
    return new Scalar[][] {out, memory};
  }
}
