package org.plumbline.network.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.NetworkBuilder;

/** The values known so far and the layers built so far. */
final class LoweringContext {
  /** Elements that lowering may create, so that a small file cannot ask for all memory. */
  private static final long MOST_ELEMENTS = 1L << 26;

  private final NetworkBuilder builder;
  private final long opset;
  private final NodeOrder order;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<Integer, SoftmaxRows> softmaxes = new HashMap<>();
  private final Optional<RegionalInputs> known;

  /** The inputs that a layer consists of, for layers that only pick inputs. */
  private final Map<Integer, int[]> picks;

  private long claimed;

  /**
   * @param stored elements of the tensors in the file, which lowering may copy a few times
   * @param known what may be taken for known of the inputs, if anything
   */
  LoweringContext(
      NetworkBuilder builder,
      long opset,
      NodeOrder order,
      long stored,
      Optional<RegionalInputs> known) {
    this.builder = builder;
    this.opset = opset;
    this.order = order;
    this.claimed = -4 * stored;
    this.known = known;
    this.picks = new HashMap<>();
  }

  private LoweringContext(LoweringContext before, RegionalInputs known) {
    this.builder = before.builder;
    this.opset = before.opset;
    this.order = before.order;
    this.known = Optional.of(known);
    this.picks = before.picks;
    this.values.putAll(before.values);
  }

  /** The values known here, for nodes to be lowered once more with other whole parts of inputs. */
  LoweringContext with(RegionalInputs other) {
    return new LoweringContext(this, other);
  }

  long opset() {
    return opset;
  }

  /** The value of a name; {@link NodeOrder} has made sure that it is defined. */
  Value value(String name) {
    return values.get(name);
  }

  /** Whether anything that the output depends on reads the value. */
  boolean isDemanded(String name) {
    return order.isDemanded(name);
  }

  void define(String name, Value value) {
    values.put(name, value);
  }

  Layer layer(int index) {
    return builder.layer(index);
  }

  /** Remembers that a layer is a Softmax. */
  void note(int layer, SoftmaxRows softmax) {
    softmaxes.put(layer, softmax);
  }

  /** What is known of a layer that is a Softmax, else null. */
  SoftmaxRows softmax(int layer) {
    return softmaxes.get(layer);
  }

  /** Counts the elements about to be created; refuses a shape before memory is asked for it. */
  int claim(int... shape) {
    int count = Shapes.count(shape);
    claimed += count;
    if (claimed > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          "a tensor of shape "
              + Shapes.text(shape)
              + " brings the network above 2^26 computed elements");
    }
    return count;
  }

  Value.Variable add(Layer layer, int... shape) {
    return new Value.Variable(builder.add(layer), shape);
  }

  Value.Variable affine(Value.Variable source, LinearMap map, int... shape) {
    return add(new AffineLayer(source.layer(), map), shape);
  }

  /** {@code y = M x + b} with a bias of the layer's size. */
  Value.Variable affine(Value.Variable source, LinearMap map, Value.Constant bias, int... shape) {
    return sum(List.of(new AffineLayer.Term(source.layer(), map)), bias, shape);
  }

  Value.Variable sum(List<AffineLayer.Term> terms, Value.Constant bias, int... shape) {
    return add(new AffineLayer(terms, bias.values(), bias.errors()), shape);
  }

  Value.Variable activation(Value.Variable source, Activation activation) {
    claim(source.shape());
    return add(new ActivationLayer(source.layer(), source.count(), activation), source.shape());
  }

  /** Whether something may be taken for known of the inputs. */
  boolean knowsInputs() {
    return known.isPresent();
  }

  /** A layer that is the same for all inputs. */
  Value.Variable constant(Value.Constant value) {
    int[] nothing = new int[value.count()];
    Arrays.fill(nothing, -1);
    Value.Variable input = new Value.Variable(0, layer(0).size());
    return affine(input, new SelectionMap(input.count(), nothing), value, value.shape());
  }

  /** Picks elements: {@code result[i] = source[index[i]]}, zero where the index is negative. */
  Value pick(Value source, int[] index, int... shape) {
    if (source instanceof Value.Constant constant) {
      return constant.pick(index, 0, shape);
    }
    Value.Variable variable = (Value.Variable) source;
    int[] inputs = inputs(variable, index);
    double[] fixed = inputs == null ? null : known.get().values(inputs);
    if (fixed != null) {
      return new Value.Constant(shape, fixed, null, false);
    }
    SelectionMap map = new SelectionMap(source.count(), index);
    Value.Variable picked =
        map.isIdentity()
            ? new Value.Variable(variable.layer(), shape)
            : affine(variable, map, shape);
    if (inputs != null) {
      picks.put(picked.layer(), inputs);
    }
    return picked;
  }

  /** The inputs that elements of a variable are, or null if one is none or nothing is known. */
  private int[] inputs(Value.Variable variable, int[] index) {
    boolean isInput = variable.layer() == 0;
    int[] all = picks.get(variable.layer());
    if (known.isEmpty() || index.length == 0 || !isInput && all == null) {
      return null;
    }
    int[] inputs = new int[index.length];
    for (int i = 0; i < inputs.length; i++) {
      if (index[i] < 0) {
        return null;
      }
      inputs[i] = isInput ? index[i] : all[index[i]];
    }
    return inputs;
  }

  /** The whole parts of a variable whose elements are inputs, if they may be taken for known. */
  Value.Constant wholeParts(Call call, Value.Variable variable) {
    int[] inputs = inputs(variable, Shapes.identity(variable.count()));
    return inputs == null
        ? null
        : new Value.Constant(variable.shape(), known.get().wholeParts(call, inputs), null, true);
  }
}
