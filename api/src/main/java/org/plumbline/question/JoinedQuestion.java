package org.plumbline.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Element;
import org.plumbline.specs.vnnlib2.ElementOrder;
import org.plumbline.specs.vnnlib2.ElementType;
import org.plumbline.specs.vnnlib2.Float32Evaluation;
import org.plumbline.specs.vnnlib2.JoinedProperty;
import org.plumbline.specs.vnnlib2.VariableDeclaration;
import org.plumbline.specs.vnnlib2.Witness;

/**
 * A question in VNN-LIB 2.0, as it was declared and as it is asked about one network.
 *
 * @param file its name, for messages
 * @param semantics the numbers that it is about
 */
public record JoinedQuestion(
    String file, Document document, JoinedProperty property, Semantics semantics) {

  /**
   * All declared tensors as the standard wants a counterexample.
   *
   * @throws IllegalArgumentException where a number is none of its type
   */
  public String witness(Counterexample found) {
    return Witness.write(document, values(found));
  }

  /**
   * Whether the assertions are true of the witness as it is written, in the arithmetic of float32
   * where that is declared: what is found in real numbers may be rounded away there. Not where some
   * number is none that can be written.
   */
  public boolean isConfirmed(Counterexample found) {
    boolean isFloat32 =
        document.variables().stream().anyMatch(v -> v.type() == ElementType.FLOAT32);
    List<double[]> values = values(found);
    boolean isFinite =
        values.stream().allMatch(tensor -> Arrays.stream(tensor).allMatch(Double::isFinite));
    return isFinite
        && (!isFloat32
            || Float32Evaluation.holds(
                document, e -> (float) values.get(e.variable())[(int) e.index()]));
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
