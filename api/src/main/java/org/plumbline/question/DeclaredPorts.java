package org.plumbline.question;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.network.model.Network;
import org.plumbline.specs.vnnlib.VnnLibParseException;
import org.plumbline.specs.vnnlib2.ElementType;
import org.plumbline.specs.vnnlib2.NetworkDeclaration;
import org.plumbline.specs.vnnlib2.Position;
import org.plumbline.specs.vnnlib2.VariableDeclaration;

/**
 * That the inputs, outputs and hidden tensors that a property declares are those of the model: by
 * place, with the same shapes, and the same types unless they are declared as real numbers.
 */
record DeclaredPorts(String property, NetworkDeclaration declared) {

  /** A tensor of the model. */
  private record Tensor(String name, String type, int[] shape) {
    String shapeText() {
      return IntStream.of(shape)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  /**
   * @throws VnnLibParseException if they are not
   */
  void requireThoseOf(Network network) {
    ModelPorts ports = network.reading().ports();
    if (ports.equals(ModelPorts.NONE)) {
      requireSize("input", declared.inputs(), network.inputSize());
      requireSize("output", declared.outputs(), network.outputSize());
      return;
    }
    List<Tensor> inputs =
        ports.inputs().stream().map(p -> new Tensor(p.name(), p.type(), p.shape())).toList();
    List<Tensor> all =
        ports.outputs().stream().map(p -> new Tensor(p.name(), p.type(), p.shape())).toList();
    int outputs = all.size() - declared.hidden().size();
    require("input", declared.inputs(), inputs);
    require("output", declared.outputs(), all.subList(0, outputs));
    require("hidden tensor", declared.hidden(), all.subList(outputs, all.size()));
  }

  private void requireSize(String kind, List<VariableDeclaration> variables, int size) {
    if (variables.size() != 1 || variables.get(0).size() != size) {
      throw error(declared.position(), "the network has one " + kind + " of " + size + " numbers");
    }
  }

  private void require(String kind, List<VariableDeclaration> variables, List<Tensor> tensors) {
    if (variables.size() != tensors.size()) {
      throw error(
          declared.position(),
          "the model has "
              + count(tensors.size(), kind)
              + tensors.stream()
                  .map(t -> t.name() + " " + t.shapeText())
                  .collect(Collectors.joining(", ", " (", ")"))
              + ", and "
              + variables.size()
              + " declared for network "
              + declared.name());
    }
    for (int k = 0; k < tensors.size(); k++) {
      require(kind, variables.get(k), tensors.get(k));
    }
  }

  private static String count(int number, String kind) {
    return number + " " + kind + (number == 1 ? "" : "s");
  }

  private void require(String kind, VariableDeclaration variable, Tensor tensor) {
    String what = "the " + kind + " " + tensor.name() + " of the model";
    if (!variable.shapeText().equals(tensor.shapeText())) {
      throw error(
          variable.position(),
          variable.name()
              + " is declared with the shape "
              + variable.shapeText()
              + ", and "
              + what
              + " has "
              + tensor.shapeText());
    }
    if (variable.type() != ElementType.REAL && !variable.type().word().equals(tensor.type())) {
      throw error(
          variable.position(),
          variable.name()
              + " is declared as "
              + variable.type().word()
              + ", and "
              + what
              + " is of type "
              + tensor.type()
              + "; real asks about real numbers whatever the type is");
    }
  }

  private VnnLibParseException error(Position at, String what) {
    return new VnnLibParseException(property, at.line(), at.column(), what);
  }
}
