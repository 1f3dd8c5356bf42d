package org.plumbline.verifier.certified;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.network.model.Network;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.property.DeclaredNetwork;
import org.plumbline.reference.property.DeclaredTensor;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;

/**
 * Whether the tensors that a property declares are those of the model: by place, with the same
 * shapes, and the same types unless they are declared as real numbers; hidden ones by name, too.
 */
record DeclaredTensors(DeclaredNetwork declared) {

  /**
   * What differs, if anything does.
   *
   * @param network of the first reading, whose inputs are the model's; one without ports has one
   *     input and one output, whose sizes count
   * @param outputs of the model, with its hidden tensors
   */
  Optional<Comparison> difference(
      Network network, ReferenceModel model, List<ReferenceTensor> outputs) {
    ModelPorts ports = network.reading().ports();
    if (ports.equals(ModelPorts.NONE)) {
      return differ("one input and one output", sizes(), sizes(network));
    }
    Map<String, ElementType> types =
        model.inputs().stream().collect(Collectors.toMap(Declaration::name, Declaration::type));
    List<String> ofInputs = new ArrayList<>();
    for (ModelPorts.Input input : ports.inputs()) {
      ofInputs.add(form(String.valueOf(types.get(input.name())), list(input.shape())));
    }
    List<String> ofOutputs = new ArrayList<>();
    outputs.forEach(
        output -> ofOutputs.add(form(output.type().toString(), list(output.shape().dims()))));
    List<DeclaredTensor> behind = new ArrayList<>(declared.outputs());
    behind.addAll(declared.hidden());
    return differ("the hidden tensors", declared.hiddenNames(), model.hidden())
        .or(() -> differ("the inputs", forms(declared.inputs(), ofInputs), ofInputs))
        .or(() -> differ("the outputs", forms(behind, ofOutputs), ofOutputs));
  }

  private List<Integer> sizes() {
    List<Integer> sizes = new ArrayList<>();
    declared.inputs().forEach(tensor -> sizes.add(tensor.size()));
    declared.outputs().forEach(tensor -> sizes.add(tensor.size()));
    declared.hidden().forEach(tensor -> sizes.add(tensor.size()));
    return sizes;
  }

  private static List<Integer> sizes(Network network) {
    return List.of(network.inputSize(), network.outputSize());
  }

  private Optional<Comparison> differ(String what, List<?> written, List<?> read) {
    return written.equals(read)
        ? Optional.empty()
        : Optional.of(
            new Comparison.Differs(
                "network " + declared.name() + ": " + what, read.toString(), written.toString()));
  }

  private static List<Integer> list(int[] shape) {
    return Arrays.stream(shape).boxed().toList();
  }

  private static String form(String type, List<Integer> shape) {
    return type + shape;
  }

  /** As declared, with the model's type where it is {@code real}. */
  private static List<String> forms(List<DeclaredTensor> tensors, List<String> ofModel) {
    List<String> forms = new ArrayList<>();
    for (int k = 0; k < tensors.size(); k++) {
      DeclaredTensor tensor = tensors.get(k);
      boolean takesAny = tensor.isReal() && k < ofModel.size();
      String type =
          takesAny ? ofModel.get(k).substring(0, ofModel.get(k).indexOf('[')) : tensor.type();
      forms.add(form(type, tensor.shape()));
    }
    return forms;
  }
}
