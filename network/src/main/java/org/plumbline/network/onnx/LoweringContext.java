package org.plumbline.network.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ParseException;

/** The values known so far and the layers built so far. */
final class LoweringContext {
  /** A network with more neurons in one layer is refused rather than tried. */
  private static final int LARGEST_LAYER = 1 << 26;

  private final String file;
  private final NetworkBuilder builder;
  private final Map<String, Value> values = new HashMap<>();

  LoweringContext(String file, NetworkBuilder builder) {
    this.file = file;
    this.builder = builder;
  }

  NetworkBuilder builder() {
    return builder;
  }

  Value value(String name, OnnxNode reader) {
    Value value = values.get(name);
    if (value == null) {
      throw new ParseException(
          file,
          "node "
              + reader.name()
              + " ("
              + reader.operator()
              + ") reads "
              + name
              + ", which no earlier node computes: the graph has a gap or a cycle");
    }
    return value;
  }

  Value get(String name) {
    return values.get(name);
  }

  void define(String name, Value value) {
    if (values.putIfAbsent(name, value) != null) {
      throw new ParseException(file, "the value " + name + " is computed twice");
    }
  }

  Value.Variable add(Layer layer, int... shape) {
    if (layer.size() > LARGEST_LAYER) {
      throw new ParseException(file, "a layer of " + layer.size() + " neurons");
    }
    return new Value.Variable(builder.add(layer), shape);
  }

  Value.Variable affine(Value.Variable source, LinearMap map, int... shape) {
    return add(new AffineLayer(source.layer(), map), shape);
  }

  Value.Variable affine(Value.Variable source, LinearMap map, double[] bias, int... shape) {
    return add(new AffineLayer(source.layer(), map, bias), shape);
  }

  Value.Variable activation(Value.Variable source, Activation activation) {
    return add(new ActivationLayer(source.layer(), source.count(), activation), source.shape());
  }

  /** Picks elements: {@code result[i] = source[index[i]]}, zero where the index is negative. */
  Value pick(Value source, int[] index, int... shape) {
    if (source instanceof Value.Constant constant) {
      double[] picked = new double[index.length];
      for (int i = 0; i < index.length; i++) {
        picked[i] = index[i] < 0 ? 0 : constant.values()[index[i]];
      }
      return constant(shape, picked, constant.tensor().isInteger());
    }
    Value.Variable variable = (Value.Variable) source;
    SelectionMap map = new SelectionMap(source.count(), index);
    return map.isIdentity()
        ? new Value.Variable(variable.layer(), shape)
        : affine(variable, map, shape);
  }

  static Value.Constant constant(int[] shape, double[] values, boolean isInteger) {
    return new Value.Constant(new OnnxTensor("", shape, values, isInteger));
  }

  /** A constant as a layer, for operators that mix it with computed values. */
  AffineLayer.Term term(Value.Variable source, LinearMap map) {
    return new AffineLayer.Term(source.layer(), map);
  }

  Value.Variable sum(List<AffineLayer.Term> terms, double[] bias, int... shape) {
    return add(new AffineLayer(terms, bias, null), shape);
  }
}
