package org.plumbline.network.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the input and the output of a network are those of its model.
 *
 * @param inputs whose elements are the network's input, one after the other
 * @param fixed inputs of the model that are constants of the network
 * @param outputs whose elements are the network's output, one after the other
 */
public record ModelPorts(List<Input> inputs, List<Fixed> fixed, List<Output> outputs) {
  /** Of a network that was read from no model with ports. */
  public static final ModelPorts NONE = new ModelPorts(List.of(), List.of(), List.of());

  /**
   * An input of the model.
   *
   * @param type of its elements, such as {@code float32} or {@code int64}
   * @param shape of the tensor, empty for a single number
   * @param whole which numbers it takes where it takes whole ones only
   */
  public record Input(String name, String type, int[] shape, Optional<Whole> whole) {
    /** Elements. */
    public int size() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  /**
   * An output of the model, or another tensor of its graph that is asked about.
   *
   * @param type of its elements, as of an input
   * @param shape of the tensor, empty for a single number
   */
  public record Output(String name, String type, int[] shape) {
    /** Elements. */
    public int size() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  /** All whole numbers from the least to the greatest. */
  public record Whole(double least, double greatest) {}

  /**
   * An input that is a constant.
   *
   * @param values of its elements, each a number of its type
   */
  public record Fixed(String name, int[] shape, double[] values) {}

  public ModelPorts {
    inputs = List.copyOf(inputs);
    fixed = List.copyOf(fixed);
    outputs = List.copyOf(outputs);
  }

  /** The names of the outputs. */
  public List<String> outputNames() {
    return outputs.stream().map(Output::name).toList();
  }

  /** Whether some elements of the input are whole numbers for the model. */
  public boolean hasWholeInputs() {
    return inputs.stream().anyMatch(input -> input.whole().isPresent());
  }
}
