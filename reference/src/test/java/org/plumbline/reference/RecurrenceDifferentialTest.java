package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.Differential.Question;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** RNN, GRU and LSTM, against ONNX Runtime. */
class RecurrenceDifferentialTest {
  private static final long SEED = 20261230;
  private static final int TIME = 3;
  private static final int HIDDEN = 3;

  private final Random random = new Random(SEED);
  private final Differential differential = new Differential(SEED);

  private ReferenceTensor sample(long... dims) {
    return Samples.of(random, ElementType.FLOAT32, dims);
  }

  private ReferenceTensor maybe(long... dims) {
    return random.nextBoolean() ? sample(dims) : null;
  }

  private void check(String operator, int opset, String direction, int variant) {
    int directions = direction.equals("bidirectional") ? 2 : 1;
    int batch = 1 + variant % 2;
    int gates = operator.equals("RNN") ? 1 : operator.equals("GRU") ? 3 : 4;
    long[] lengths = new long[batch];
    Arrays.fill(lengths, TIME);
    List<ReferenceTensor> inputs = new ArrayList<>();
    inputs.add(sample(TIME, batch, 2));
    inputs.add(sample(directions, gates * HIDDEN, 2));
    inputs.add(sample(directions, gates * HIDDEN, HIDDEN));
    inputs.add(maybe(directions, 2 * gates * HIDDEN));
    inputs.add(
        variant % 3 == 0
            ? ReferenceTensor.integers(ElementType.INT32, Shape.of(batch), lengths)
            : null);
    inputs.add(maybe(directions, batch, HIDDEN));
    if (operator.equals("LSTM")) {
      inputs.add(maybe(directions, batch, HIDDEN));
      inputs.add(variant % 2 == 0 ? sample(directions, 3 * HIDDEN) : null);
    }
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(attribute("hidden_size", HIDDEN));
    attributes.add(attribute("direction", direction));
    if (operator.equals("GRU")) {
      attributes.add(attribute("linear_before_reset", variant % 2));
    }
    differential.check(
        Question.of(operator, opset, inputs.toArray(ReferenceTensor[]::new))
            .with(attributes.toArray(AttributeProto[]::new))
            .outputs(operator.equals("LSTM") ? 3 : 2)
            .units(256));
  }

  @Test
  void allDirectionsAndInputs() {
    for (int opset : new int[] {7, 13, 14, 21, 22, 24}) {
      for (String operator : List.of("RNN", "GRU", "LSTM")) {
        for (String direction : List.of("forward", "reverse", "bidirectional")) {
          for (int variant = 0; variant < 6; variant++) {
            check(operator, opset, direction, variant);
          }
        }
      }
    }
    assertThat(differential.compared()).containsKeys("RNN", "GRU", "LSTM");
  }
}
