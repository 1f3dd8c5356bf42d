package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.LoweringContext;
import org.plumbline.network.onnx.lowering.Value;

/** The outputs of a model that are asked about: the network's output is all of their elements. */
final class ModelOutputs {
  private final OnnxModel model;
  private final List<String> names;

  /**
   * @throws OnnxParseException if there is no such output, or several and none is chosen
   */
  ModelOutputs(OnnxModel model, ModelSelection selection) {
    this.model = model;
    List<OnnxValueInfo> outputs = model.graph().outputs();
    List<String> all = outputs.stream().map(OnnxValueInfo::name).toList();
    if (outputs.isEmpty()) {
      throw refusal("the network has no output");
    } else if (selection.outputs() instanceof ModelSelection.Named named) {
      if (!all.contains(named.name())) {
        throw refusal("the network has no output '" + named.name() + "' but " + all);
      }
      this.names = List.of(named.name());
    } else if (selection.outputs() instanceof ModelSelection.All asked) {
      asked.hidden().forEach(this::requireComputed);
      this.names = Stream.concat(all.stream(), asked.hidden().stream()).toList();
    } else if (all.size() == 1) {
      this.names = all;
    } else {
      throw refusal(
          "the network has "
              + all.size()
              + " outputs ("
              + ModelInputs.names(outputs)
              + "); say which one is meant, as in --output "
              + all.get(0));
    }
  }

  private void requireComputed(String tensor) {
    if (model.graph().nodes().stream().noneMatch(node -> node.outputs().contains(tensor))) {
      throw refusal("no node of the network computes a tensor '" + tensor + "'");
    }
  }

  List<String> names() {
    return names;
  }

  /** What they are, when all are computed. */
  List<ModelPorts.Output> ports(LoweringContext context) {
    List<ModelPorts.Output> ports = new ArrayList<>();
    for (String name : names) {
      Value output = context.value(name);
      ports.add(new ModelPorts.Output(name, output.type().text(), output.shape()));
    }
    return ports;
  }

  /**
   * Adds the network's output.
   *
   * @return its shape
   */
  int[] add(LoweringContext context, NetworkBuilder builder) {
    int size = 0;
    for (String name : names) {
      Value output = context.value(name);
      if (output.count() == 0) {
        throw refusal("the output " + name + " is empty: " + Shapes.text(output.shape()));
      }
      if (output instanceof Value.Variable variable && context.excluded(variable) != null) {
        throw refusal("the output " + name + " holds -Infinity, which masks scores of a Softmax");
      }
      if (output instanceof Value.Variable variable && context.undefined(variable) != null) {
        throw refusal("the output " + name + " holds NaN, from scores masked by -Infinity");
      }
      size = Math.addExact(size, output.count());
    }
    builder.setNode("output " + String.join(", ", names));
    if (names.size() > 1) {
      joined(context, size);
      return new int[] {1, size};
    }
    Value output = context.value(names.get(0));
    if (output instanceof Value.Variable variable) {
      builder.add(new AffineLayer(variable.layer(), new SelectionMap(size, Shapes.identity(size))));
    } else {
      context.constant(reals(names.get(0), output));
    }
    return output.shape();
  }

  private Value.Reals reals(String name, Value output) {
    return ((Value.Constant) output).asReals(what -> refusal("the output " + name + ": " + what));
  }

  /** All elements in a row: a sum of selections, of which one is not zero at each place. */
  private void joined(LoweringContext context, int size) {
    List<AffineLayer.Term> terms = new ArrayList<>();
    double[] bias = new double[size];
    double[] errors = new double[size];
    double[] deviations = new double[size];
    int first = 0;
    for (String name : names) {
      Value output = context.value(name);
      int count = output.count();
      if (output instanceof Value.Variable variable) {
        context.claim(size);
        int[] index = new int[size];
        Arrays.fill(index, -1);
        for (int i = 0; i < count; i++) {
          index[first + i] = i;
        }
        terms.add(new AffineLayer.Term(variable.layer(), new SelectionMap(count, index)));
      } else {
        Value.Reals constant = reals(name, output);
        for (int i = 0; i < count; i++) {
          bias[first + i] = constant.values()[i];
          errors[first + i] = constant.error(i);
          deviations[first + i] = constant.deviation(i);
        }
      }
      first += count;
    }
    int[] shape = {1, size};
    Value.Reals constants = new Value.Reals(shape, ElementType.FLOAT, bias, errors, deviations);
    if (terms.isEmpty()) {
      context.constant(constants);
    } else {
      context.sum(terms, constants, shape);
    }
  }

  private OnnxParseException refusal(String what) {
    return new OnnxParseException(model.file(), what);
  }
}
