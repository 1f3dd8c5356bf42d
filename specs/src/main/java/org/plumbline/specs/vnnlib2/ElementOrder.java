package org.plumbline.specs.vnnlib2;

import java.util.List;

/**
 * Where elements of tensors stand among all inputs and all outputs. Inputs: those of all networks,
 * one network after the other, in the order of declaration, each row-major. Outputs: network by
 * network first its outputs, then its hidden tensors, each row-major.
 */
public final class ElementOrder {
  /** Most inputs, and most outputs with hidden elements. */
  public static final int MAX_ELEMENTS = 10_000_000;

  private final List<VariableDeclaration> variables;
  private final int[] offsets;
  private final int inputs;
  private final int outputs;

  private ElementOrder(
      List<VariableDeclaration> variables, int[] offsets, int inputs, int outputs) {
    this.variables = variables;
    this.offsets = offsets;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * @throws ArithmeticException with more elements than {@link #MAX_ELEMENTS}
   */
  public static ElementOrder of(Document document) {
    List<VariableDeclaration> variables = document.variables();
    int[] offsets = new int[variables.size()];
    long inputs = 0;
    long outputs = 0;
    int first = 0;
    for (NetworkDeclaration network : document.networks()) {
      inputs = place(network.inputs(), first, offsets, inputs);
      int hidden = first + network.inputs().size();
      int output = hidden + network.hidden().size();
      outputs = place(network.outputs(), output, offsets, outputs);
      outputs = place(network.hidden(), hidden, offsets, outputs);
      first = output + network.outputs().size();
    }
    return new ElementOrder(variables, offsets, (int) inputs, (int) outputs);
  }

  private static long place(
      List<VariableDeclaration> tensors, int first, int[] offsets, long before) {
    long offset = before;
    for (int k = 0; k < tensors.size(); k++) {
      offsets[first + k] = (int) offset;
      long size = tensors.get(k).size();
      if (size > MAX_ELEMENTS - offset) {
        throw new ArithmeticException(
            "with "
                + tensors.get(k).name()
                + tensors.get(k).shapeText()
                + " more than "
                + MAX_ELEMENTS
                + " "
                + (tensors.get(k).role() == Role.INPUT ? "inputs" : "outputs")
                + " are declared");
      }
      offset += size;
    }
    return offset;
  }

  /** Number of input elements. */
  public int inputs() {
    return inputs;
  }

  /** Number of output elements, with those of hidden tensors. */
  public int outputs() {
    return outputs;
  }

  /** Whether it is an input, not an output or hidden. */
  public boolean isInput(Element element) {
    return variables.get(element.variable()).role() == Role.INPUT;
  }

  /** Its place among the inputs, or else among the outputs. */
  public int index(Element element) {
    return offsets[element.variable()] + (int) element.index();
  }

  /** The place of the first element of {@code variables().get(variable)}. */
  public int offset(int variable) {
    return offsets[variable];
  }

  /** The input element at a place. */
  public Element input(int index) {
    for (int v = 0; v < offsets.length; v++) {
      VariableDeclaration variable = variables.get(v);
      if (variable.role() == Role.INPUT
          && index >= offsets[v]
          && index - offsets[v] < variable.size()) {
        return new Element(v, index - offsets[v]);
      }
    }
    throw new IndexOutOfBoundsException(index + " of " + inputs + " inputs");
  }

  /** {@code X[0,1]}. */
  public String name(Element element) {
    return variables.get(element.variable()).elementText(element.index());
  }
}
