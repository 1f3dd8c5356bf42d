package org.plumbline.network.onnx.lowering;

import java.util.Arrays;
import java.util.BitSet;
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
import org.plumbline.network.model.Reading;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.NodeOrder;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.Shapes;

/** The values known so far and the layers built so far. */
public final class LoweringContext {
  /** Elements that lowering may create, so that a small file cannot ask for all memory. */
  private static final long MOST_ELEMENTS = 1L << 26;

  private final NetworkBuilder builder;
  private final long opset;
  private final NodeOrder order;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<Integer, SoftmaxRows> softmaxes = new HashMap<>();
  private final Optional<RegionalInputs> known;

  /** Layers of which something is taken for granted. */
  private final BitSet needed;

  /** Which elements of a layer stand for −∞, whatever the layer has. */
  private final Map<Integer, boolean[]> excluded;

  /** Which elements of a layer stand for NaN, whatever the layer has. */
  private final Map<Integer, boolean[]> undefined;

  /** The inputs that a layer consists of, for layers that only pick inputs. */
  private final Map<Integer, int[]> picks;

  private long claimed;
  private String operator = "";
  private ElementType resultType = ElementType.FLOAT;

  /**
   * @param stored elements of the tensors in the file, which lowering may copy a few times
   * @param known what may be taken for known of the inputs, if anything
   */
  public LoweringContext(
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
    this.excluded = new HashMap<>();
    this.undefined = new HashMap<>();
    this.needed = new BitSet();
  }

  private LoweringContext(LoweringContext before, RegionalInputs known) {
    this.builder = before.builder;
    this.opset = before.opset;
    this.order = before.order;
    this.known = Optional.of(known);
    this.picks = before.picks;
    this.excluded = before.excluded;
    this.undefined = before.undefined;
    this.needed = before.needed;
    this.values.putAll(before.values);
  }

  /** The values known here, for nodes to be lowered once more with other whole parts of inputs. */
  public LoweringContext with(RegionalInputs other) {
    return new LoweringContext(this, other);
  }

  long opset() {
    return opset;
  }

  /** The value of a name; {@link NodeOrder} has made sure that it is defined. */
  public Value value(String name) {
    return values.get(name);
  }

  /** Whether anything that the output depends on reads the value. */
  public boolean isDemanded(String name) {
    return order.isDemanded(name);
  }

  public void define(String name, Value value) {
    values.put(name, value);
    if (value instanceof Value.Variable variable
        && excluded(variable) == null
        && undefined(variable) == null) {
      builder.name(name, variable.layer());
    }
  }

  /** The layers that follow compute for a node; their elements are of a type unless said so. */
  public void begin(OnnxNode node, ElementType type) {
    builder.setNode("node " + node.label() + " (" + node.qualifiedOperator() + ")");
    resultType = type;
    operator = node.operator();
  }

  /** Takes for granted that the elements of a variable lie in a range. */
  public void need(
      Value.Variable variable, double least, double greatest, Reading.Need need, String why) {
    needed.set(variable.layer());
    builder.need(variable.layer(), least, greatest, need, why);
  }

  /** Says that the node computes with what is not known in binary32 arithmetic. */
  public void unknownInFloat32(String what) {
    builder.unknownInFloat32(what);
  }

  public Layer layer(int index) {
    return builder.layer(index);
  }

  /** Which elements of a variable stand for −∞, whatever its layer has; null for none. */
  public boolean[] excluded(Value.Variable variable) {
    return excluded.get(variable.layer());
  }

  /** Which elements of a variable stand for NaN, whatever its layer has; null for none. */
  public boolean[] undefined(Value.Variable variable) {
    return undefined.get(variable.layer());
  }

  /** Remembers which elements of a layer stand for NaN. */
  void markUndefined(int layer, boolean[] which) {
    undefined.put(layer, which);
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
  public int claim(int... shape) {
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

  public Value.Variable add(Layer layer, int... shape) {
    if (SingleFunctions.isPart(layer, operator)) {
      unknownInFloat32("runtimes have formulas of their own for it");
    }
    return new Value.Variable(builder.add(layer), shape, resultType, false);
  }

  /** {@code y = M x}, for a matrix that a runtime takes as it is. */
  public Value.Variable affine(Value.Variable source, LinearMap map, int... shape) {
    return add(new AffineLayer(source.layer(), map), shape);
  }

  /** {@code y = M x + b} with a bias of the layer's size, M as a runtime takes it. */
  public Value.Variable affine(
      Value.Variable source, LinearMap map, Value.Reals bias, int... shape) {
    return affine(source, map, bias, 0, shape);
  }

  /**
   * {@code y = M x + b} with a bias of the layer's size.
   *
   * @param deviation of M's entries, see {@link AffineLayer#deviation}
   */
  public Value.Variable affine(
      Value.Variable source, LinearMap map, Value.Reals bias, double deviation, int... shape) {
    return sum(List.of(new AffineLayer.Term(source.layer(), map)), bias, deviation, shape);
  }

  /**
   * The same with a bias that may be −∞ where scores are masked: these elements are remembered, and
   * {@link #excluded} says which they are.
   */
  public Value.Variable maskedSum(List<AffineLayer.Term> terms, Value.Reals bias, int... shape) {
    if (bias.isFinite()) {
      return sum(terms, bias, shape);
    }
    boolean[] isExcluded = new boolean[bias.count()];
    double[] values = bias.values().clone();
    for (int i = 0; i < values.length; i++) {
      isExcluded[i] = values[i] == Double.NEGATIVE_INFINITY;
      values[i] = isExcluded[i] ? 0 : values[i];
    }
    unknownInFloat32("masks by an infinite number");
    Value.Reals rest =
        new Value.Reals(bias.shape(), bias.type(), values, bias.errors(), bias.deviations());
    Value.Variable result = sum(terms, rest, shape);
    excluded.put(result.layer(), isExcluded);
    return result;
  }

  /** The sum of terms with matrices that a runtime takes as they are. */
  public Value.Variable sum(List<AffineLayer.Term> terms, Value.Reals bias, int... shape) {
    return sum(terms, bias, 0, shape);
  }

  private Value.Variable sum(
      List<AffineLayer.Term> terms, Value.Reals bias, double deviation, int... shape) {
    if (!bias.isFinite()) {
      throw new IllegalArgumentException("an infinite number is added to a computed one");
    }
    double both = Math.max(deviation, bias.relativeDeviation());
    return add(new AffineLayer(terms, bias.values(), bias.errors(), both), shape);
  }

  /** σ of every element, which has to be defined for all of them. */
  public Value.Variable activation(Value.Variable source, Activation activation) {
    Value.Variable result = definedActivation(source, activation);
    DomainRange.require(this, result, activation);
    return result;
  }

  /** σ of every element, where it is known to be defined. */
  public Value.Variable definedActivation(Value.Variable source, Activation activation) {
    claim(source.shape());
    return add(new ActivationLayer(source.layer(), source.count(), activation), source.shape());
  }

  /** Whether nothing is taken for granted of a variable and of what it is computed from. */
  public boolean isDefinedEverywhere(Value.Variable variable) {
    BitSet isReached = new BitSet();
    isReached.set(variable.layer());
    for (int k = variable.layer(); k > 0; k = isReached.previousSetBit(k - 1)) {
      if (needed.get(k)) {
        return false;
      }
      for (int source : layer(k).sources()) {
        isReached.set(source);
      }
    }
    return !needed.get(0);
  }

  /** Whether something may be taken for known of the inputs. */
  boolean knowsInputs() {
    return known.isPresent();
  }

  /** What may be taken for known of the inputs. */
  public Optional<RegionalInputs> knownInputs() {
    return known;
  }

  /** Whether more was asked for than memory is given for, so that nothing else can be lowered. */
  public boolean isFull() {
    return claimed > MOST_ELEMENTS;
  }

  /** A layer that is the same for all inputs. */
  public Value.Variable constant(Value.Reals value) {
    int[] nothing = new int[value.count()];
    Arrays.fill(nothing, -1);
    int inputs = layer(0).size();
    Value.Variable input = new Value.Variable(0, new int[] {inputs}, value.type(), false);
    return affine(input, new SelectionMap(inputs, nothing), value, value.shape());
  }

  /** Picks elements: {@code result[i] = source[index[i]]}, zero where the index is negative. */
  public Value pick(Value source, int[] index, int... shape) {
    if (source instanceof Value.Constant constant) {
      return constant.pick(index, shape);
    }
    Value.Variable variable = (Value.Variable) source;
    int[] inputs = inputs(variable, index);
    double[] fixed = inputs == null ? null : known.get().values(inputs);
    if (fixed != null) {
      return new Value.Reals(shape, variable.type(), fixed, null, null);
    }
    SelectionMap map = new SelectionMap(source.count(), index);
    Value.Variable picked =
        map.isIdentity()
            ? variable.reshaped(shape)
            : new Value.Variable(
                affine(variable, map, shape).layer(), shape, variable.type(), variable.isWhole());
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
  public Value.Integers wholeParts(Call call, Value.Variable variable, ElementType type) {
    int[] inputs = inputs(variable, Shapes.identity(variable.count()));
    return inputs == null
        ? null
        : new Value.Integers(variable.shape(), type, known.get().wholeParts(call::refuse, inputs));
  }
}
