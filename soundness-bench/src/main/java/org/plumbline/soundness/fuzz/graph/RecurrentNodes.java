package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxTensor;

/** RNN, GRU and LSTM over short sequences. */
final class RecurrentNodes {
  private RecurrentNodes() {}

  static void recurrent(Sketch s, String operator) {
    Operand some = s.of(ElementType.FLOAT);
    Operand part = some.count() <= 12 ? some : ReshapeNodes.part(s, some);
    Operand x = ReshapeNodes.to(s, part, ReshapeNodes.factors(s.draw, part.count(), 3));
    String direction = s.draw.oneOf("forward", "reverse", "bidirectional");
    int directions = direction.equals("bidirectional") ? 2 : 1;
    int hidden = s.draw.between(1, 3);
    int gates = operator.equals("RNN") ? 1 : operator.equals("GRU") ? 3 : 4;
    int batch = x.extent(1);
    Operand[] inputs = new Operand[8];
    inputs[0] = x;
    inputs[1] = weights(s, directions, gates * hidden, x.extent(2));
    inputs[2] = weights(s, directions, gates * hidden, hidden);
    inputs[3] = s.draw.coin() ? weights(s, directions, 2 * gates * hidden) : null;
    inputs[4] = s.draw.oneIn(4) ? lengths(s, x.extent(0), batch) : null;
    inputs[5] = s.draw.coin() ? weights(s, directions, batch, hidden) : null;
    boolean isLstm = operator.equals("LSTM");
    inputs[6] = isLstm && s.draw.coin() ? weights(s, directions, batch, hidden) : null;
    inputs[7] = isLstm && s.draw.oneIn(4) ? weights(s, directions, 3 * hidden) : null;
    Signature end = Signature.of(ElementType.FLOAT, directions, batch, hidden);
    List<Signature> results = new ArrayList<>();
    results.add(Signature.of(ElementType.FLOAT, x.extent(0), directions, batch, hidden));
    results.add(end);
    if (isLstm) {
      results.add(end);
    }
    s.node(operator, results, Arrays.asList(inputs));
    s.with("hidden_size", hidden);
    describe(s, operator, direction, directions);
  }

  private static Operand weights(Sketch s, int... shape) {
    return s.constant(Signature.of(ElementType.FLOAT, shape));
  }

  private static Operand lengths(Sketch s, int length, int batch) {
    long[] lengths = new long[batch];
    Arrays.fill(lengths, length);
    return s.parameter(
        OnnxTensor.integers(s.nextConstant(), ElementType.INT32, new int[] {batch}, lengths));
  }

  private static void describe(Sketch s, String operator, String direction, int directions) {
    if (!direction.equals("forward") || s.draw.coin()) {
      s.with("direction", direction);
    }
    if (operator.equals("GRU")) {
      s.with("linear_before_reset", s.draw.between(0, 1));
    }
    if (operator.equals("RNN") && s.draw.coin()) {
      String name = s.draw.oneOf("Tanh", "Relu", "Sigmoid");
      String[] names = new String[directions];
      Arrays.fill(names, name);
      s.with("activations", new OnnxAttribute.Texts(List.of(names)));
    }
  }
}
