package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;
import org.plumbline.network.onnx.operators.RecurrentCell.State;

/** RNN, GRU and LSTM over sequences of a fixed length, written out element by element. */
final class RecurrentLowering {
  /** More would make networks of very many layers, about which nothing can be proved. */
  private static final int MOST_STEPS = 1024;

  private final Call call;
  private final int gates;
  private final int length;
  private final int batch;
  private final int hidden;
  private final int directions;
  private final boolean isFirstReverse;

  /** What a cell makes of an element and a state. */
  private interface Step {
    State after(RecurrentCell cell, Value x, State before);
  }

  private RecurrentLowering(Call call, int gates) {
    this.call = call;
    this.gates = gates;
    int[] x = call.input(0).shape();
    int[] r = call.input(2).shape();
    if (x.length != 3 || r.length != 3) {
      throw call.refuse("inputs of shapes " + Shapes.text(x) + " and " + Shapes.text(r));
    }
    this.length = x[0];
    this.batch = x[1];
    this.hidden = call.attributes.integer("hidden_size", r[2]);
    String direction = call.attributes.text("direction", "forward");
    this.directions = direction.equals("bidirectional") ? 2 : 1;
    this.isFirstReverse = direction.equals("reverse");
    if (directions == 1 && !isFirstReverse && !direction.equals("forward")) {
      throw call.refuse("attribute direction is " + direction);
    } else if (call.opset() >= 14 && call.attributes.integer("layout", 0) != 0) {
      throw call.refuse("attribute layout is not 0; supported is 0");
    } else if (length < 1 || (long) length * directions > MOST_STEPS) {
      throw call.refuse("a sequence of " + length + "; supported are 1 to " + MOST_STEPS);
    }
    requireShape(1, directions, gates * hidden, x[2]);
    requireShape(2, directions, gates * hidden, hidden);
    requireWholeSequences();
    call.requireOneType(4);
  }

  private void requireShape(int input, int... shape) {
    if (!Arrays.equals(call.input(input).shape(), shape)) {
      throw call.refuse(
          "input "
              + input
              + " of shape "
              + Shapes.text(call.input(input).shape())
              + " instead of "
              + Shapes.text(shape));
    }
  }

  private void requireWholeSequences() {
    for (int given : call.hasInput(4) ? call.integers(4) : new int[0]) {
      if (given != length) {
        throw call.refuse("sequences of " + given + " of " + length + "; supported are whole ones");
      }
    }
  }

  static Value[] rnn(Call call) {
    RecurrentLowering rnn = new RecurrentLowering(call, 1);
    List<Activation> functions = new ArrayList<>();
    for (String name : call.attributes.texts("activations")) {
      functions.add(
          switch (name) {
            case "Tanh" -> Activation.TANH;
            case "Sigmoid" -> Activation.SIGMOID;
            case "Relu" -> Activation.RELU;
            default -> throw call.refuse("attribute activations holds " + name);
          });
    }
    if (!functions.isEmpty() && functions.size() != rnn.directions) {
      throw call.refuse(functions.size() + " activations");
    }
    return rnn.run(
        d ->
            (cell, x, before) ->
                cell.rnn(x, before, functions.isEmpty() ? Activation.TANH : functions.get(d)));
  }

  static Value[] gru(Call call) {
    RecurrentLowering gru = new RecurrentLowering(call, 3);
    gru.requireFunctions("Sigmoid", "Tanh");
    boolean isLinearFirst = call.attributes.integer("linear_before_reset", 0) != 0;
    return gru.run(d -> (cell, x, before) -> cell.gru(x, before, isLinearFirst));
  }

  static Value[] lstm(Call call) {
    RecurrentLowering lstm = new RecurrentLowering(call, 4);
    lstm.requireFunctions("Sigmoid", "Tanh", "Tanh");
    if (call.attributes.integer("input_forget", 0) != 0) {
      throw call.refuse("attribute input_forget is not 0; supported is 0");
    }
    return lstm.run(d -> (cell, x, before) -> cell.lstm(x, before));
  }

  private void requireFunctions(String... usual) {
    List<String> given = call.attributes.texts("activations");
    List<String> expected = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      expected.addAll(List.of(usual));
    }
    if (!given.isEmpty() && !given.equals(expected)) {
      throw call.refuse("attribute activations is " + given + "; supported is " + expected);
    }
  }

  /** The step of each direction. */
  private interface Steps {
    Step of(int direction);
  }

  private Value[] run(Steps steps) {
    call.graph.unknownInFloat32("computes a sequence, in parts that runtimes approximate");
    Value[][] outputs = new Value[directions][length];
    Value[] last = new Value[directions];
    Value[] memories = new Value[directions];
    for (int d = 0; d < directions; d++) {
      State end = run(d, steps.of(d), outputs[d]);
      last[d] = end.output();
      memories[d] = end.memory();
    }
    Value[] results = new Value[call.node.outputs().size()];
    for (int i = 0; i < results.length; i++) {
      String name = call.node.outputs().get(i);
      if (!name.isEmpty() && call.graph.isDemanded(name)) {
        results[i] = i == 0 ? all(outputs) : joined(i == 1 ? last : memories);
      }
    }
    return results;
  }

  private State run(int direction, Step step, Value[] outputs) {
    boolean isReverse = isFirstReverse || direction == 1;
    RecurrentCell cell = cell(direction);
    Value projected = projected(direction);
    State state = new State(initial(5, direction), gates == 4 ? initial(6, direction) : null);
    for (int k = 0; k < length; k++) {
      int t = isReverse ? length - 1 - k : k;
      state = step.after(cell, part(projected, t, batch, gates * hidden), state);
      outputs[t] = state.output();
    }
    return state;
  }

  /** Part i of a tensor along its first axis. */
  private Value part(Value value, int i, int... shape) {
    int count = call.graph.claim(shape);
    int[] index = Shapes.identity(count);
    for (int k = 0; k < count; k++) {
      index[k] += i * count;
    }
    return call.graph.pick(value, index, shape);
  }

  private RecurrentCell cell(int direction) {
    int width = gates * hidden;
    Value recurrent = transposed(part(call.input(2), direction, width, hidden));
    Value peepholes = null;
    if (gates == 4 && call.hasInput(7)) {
      requireShape(7, directions, 3 * hidden);
      peepholes = part(call.input(7), direction, 3 * hidden);
    }
    return new RecurrentCell(call, batch, hidden, recurrent, bias(direction, 1), peepholes);
  }

  private Value transposed(Value matrix) {
    return MovementLowering.transposed(call, matrix, new int[] {1, 0});
  }

  /** Of the input's product (0) or of the recurrent one (1). */
  private Value bias(int direction, int half) {
    int width = gates * hidden;
    if (!call.hasInput(3)) {
      return zeros(width);
    }
    requireShape(3, directions, 2 * width);
    return part(call.input(3), 2 * direction + half, width);
  }

  private Value zeros(int... shape) {
    double[] values = new double[call.graph.claim(shape)];
    return new Value.Reals(shape, call.input(0).type(), values, null, null);
  }

  /** {@code X · Wᵀ + b} for all elements of the sequence. */
  private Value projected(int direction) {
    int[] x = call.input(0).shape();
    Value flat = ReshapeLowering.reshaped(call.input(0), length * batch, x[2]);
    Value weights = transposed(part(call.input(1), direction, gates * hidden, x[2]));
    Value product = MatrixLowering.multiply(call, flat, weights);
    return ArithmeticLowering.sum(call, product, bias(direction, 0), 1);
  }

  private Value initial(int input, int direction) {
    if (!call.hasInput(input)) {
      return zeros(batch, hidden);
    }
    requireShape(input, directions, batch, hidden);
    return part(call.input(input), direction, batch, hidden);
  }

  /** {@code [directions, batch, hidden]}. */
  private Value joined(Value[] states) {
    return joined(List.of(states), directions, batch, hidden);
  }

  /** {@code [length, directions, batch, hidden]}. */
  private Value all(Value[][] outputs) {
    List<Value> parts = new ArrayList<>();
    for (int t = 0; t < length; t++) {
      for (int d = 0; d < directions; d++) {
        parts.add(outputs[d][t]);
      }
    }
    return joined(parts, length, directions, batch, hidden);
  }

  private Value joined(List<Value> parts, int... shape) {
    int size = batch * hidden;
    call.graph.claim(parts.size(), parts.size(), size);
    List<int[]> places = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      int[] place = new int[parts.size() * size];
      Arrays.fill(place, -1);
      for (int i = 0; i < size; i++) {
        place[p * size + i] = i;
      }
      places.add(place);
    }
    return JoinLowering.overlay(call, parts, places, shape);
  }
}
