package org.plumbline.network.onnx.operators;

import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * One direction of RNN, GRU or LSTM: its parameters, and its state after one more element. Products
 * with {@code Wᵀ} and the bias that goes with them are given; gates lie side by side.
 *
 * @param recurrent {@code Rᵀ}, of shape [hidden, gates · hidden]
 * @param bias of the recurrent product, [gates · hidden]
 * @param peepholes of LSTM, [3 · hidden] in the order of input, output, forget; or null
 */
record RecurrentCell(
    Call call, int batch, int hidden, Value recurrent, Value bias, Value peepholes) {

  /**
   * What is handed on.
   *
   * @param output H, [batch, hidden]
   * @param memory C of LSTM, or null
   */
  record State(Value output, Value memory) {}

  /** {@code H = f(x + H' · Rᵀ + b)}. */
  State rnn(Value x, State before, Activation f) {
    return new State(apply(plus(x, recurred(before.output)), f), null);
  }

  /**
   * {@code z, r = σ(…)}, {@code n = tanh(x + (r ⊙ H') · Rᵀ + b)} or, with the linear step first,
   * {@code tanh(x + r ⊙ (H' · Rᵀ + b))}; {@code H = (1 − z) ⊙ n + z ⊙ H' = n + z ⊙ (H' − n)}.
   */
  State gru(Value x, State before, boolean isLinearFirst) {
    Value h = before.output;
    Value recurred = recurred(h);
    Value update = apply(plus(gate(x, 0), gate(recurred, 0)), Activation.SIGMOID);
    Value reset = apply(plus(gate(x, 1), gate(recurred, 1)), Activation.SIGMOID);
    Value inner =
        isLinearFirst
            ? times(reset, gate(recurred, 2))
            : plus(
                MatrixLowering.multiply(call, times(reset, h), columns(recurrent, 2)),
                columns(ReshapeLowering.reshaped(bias, 1, bias.count()), 2));
    Value fresh = apply(plus(gate(x, 2), inner), Activation.TANH);
    Value change = times(update, ArithmeticLowering.sum(call, h, fresh, -1));
    return new State(plus(fresh, change), null);
  }

  /**
   * {@code C = σ(f) ⊙ C' + σ(i) ⊙ tanh(c)}, {@code H = σ(o) ⊙ tanh(C)}; gates in the order of
   * input, output, forget, cell.
   */
  State lstm(Value x, State before) {
    Value all = plus(x, recurred(before.output));
    Value input = apply(peeped(gate(all, 0), 0, before.memory), Activation.SIGMOID);
    Value forget = apply(peeped(gate(all, 2), 2, before.memory), Activation.SIGMOID);
    Value fresh = apply(gate(all, 3), Activation.TANH);
    Value memory = plus(times(forget, before.memory), times(input, fresh));
    Value open = apply(peeped(gate(all, 1), 1, memory), Activation.SIGMOID);
    return new State(times(open, apply(memory, Activation.TANH)), memory);
  }

  private Value peeped(Value gate, int number, Value memory) {
    if (peepholes == null) {
      return gate;
    }
    Value weights = columns(ReshapeLowering.reshaped(peepholes, 1, 3 * hidden), number);
    return plus(gate, times(memory, weights));
  }

  private Value recurred(Value h) {
    return plus(MatrixLowering.multiply(call, h, recurrent), bias);
  }

  private Value gate(Value all, int number) {
    return columns(all, number);
  }

  /** The columns of one gate. */
  private Value columns(Value matrix, int gate) {
    int[] shape = {matrix.shape()[0], hidden};
    int[] steps = {matrix.shape()[1], 1};
    call.graph.claim(shape);
    return call.graph.pick(matrix, Shapes.walk(gate * hidden, steps, shape), shape);
  }

  private Value apply(Value x, Activation activation) {
    return ActivationLowering.apply(call, x, activation);
  }

  private Value plus(Value a, Value b) {
    return ArithmeticLowering.sum(call, a, b, 1);
  }

  private Value times(Value a, Value b) {
    return ArithmeticLowering.mul(call, a, b);
  }
}
