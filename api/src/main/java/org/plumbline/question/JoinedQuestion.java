package org.plumbline.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Element;
import org.plumbline.specs.vnnlib2.ElementOrder;
import org.plumbline.specs.vnnlib2.ElementType;
import org.plumbline.specs.vnnlib2.JoinedProperty;
import org.plumbline.specs.vnnlib2.VariableDeclaration;
import org.plumbline.specs.vnnlib2.Witness;

/**
 * A question in VNN-LIB 2.0, as it was declared and as it is asked about one network.
 *
 * @param file its name, for messages
 */
public record JoinedQuestion(String file, Document document, JoinedProperty property) {

  /**
   * The numbers that the declared types mean: real ones, or those of binary32 for {@code float32}.
   *
   * @throws ParseException where a type is declared whose arithmetic no proof here is about
   */
  public Semantics semantics() {
    List<ElementType> types =
        document.variables().stream()
            .map(VariableDeclaration::type)
            .filter(type -> !type.isWhole() && type != ElementType.REAL)
            .distinct()
            .toList();
    List<ElementType> others = types.stream().filter(t -> t != ElementType.FLOAT32).toList();
    if (!others.isEmpty()) {
      throw new ParseException(
          file,
          "it is about the arithmetic of "
              + others.stream().map(ElementType::word).collect(Collectors.joining(", "))
              + ", which no proof here is about; --semantics real asks about real numbers");
    }
    return types.isEmpty() ? Semantics.REAL : Semantics.FLOAT32;
  }

  /**
   * All declared tensors as the standard wants a counterexample.
   *
   * @throws IllegalArgumentException where a number is none of its type
   */
  public String witness(Counterexample found) {
    return Witness.write(document, values(found));
  }

  /** The elements of each declared tensor, row-major, in the order of the document. */
  public List<double[]> values(Counterexample found) {
    ElementOrder order = property.order();
    int[] free = property.freeOfInput();
    List<VariableDeclaration> variables = document.variables();
    List<double[]> values = new ArrayList<>();
    for (int v = 0; v < variables.size(); v++) {
      VariableDeclaration variable = variables.get(v);
      int offset = order.offset(v);
      int size = (int) variable.size();
      double[] tensor = new double[size];
      if (order.isInput(new Element(v, 0))) {
        Arrays.setAll(tensor, i -> found.inputs()[free[offset + i]]);
      } else if (variable.type() == ElementType.FLOAT32) {
        Arrays.setAll(tensor, i -> found.float32Outputs()[offset + i]);
      } else {
        System.arraycopy(found.outputs(), offset, tensor, 0, size);
      }
      if (variable.type() == ElementType.FLOAT32) {
        Arrays.setAll(tensor, i -> (float) tensor[i]);
      }
      values.add(tensor);
    }
    return values;
  }
}
