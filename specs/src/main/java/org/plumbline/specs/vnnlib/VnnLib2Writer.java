package org.plumbline.specs.vnnlib;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Choice;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * Writes a property as VNN-LIB 2.0 (standard of December 2025): one network with one input tensor X
 * and one output tensor Y of element type {@code real}, row-major. Numbers are plain decimals,
 * since the standard's grammar has no exponents; they are exact.
 */
public final class VnnLib2Writer {
  private final int[] inputShape;
  private final int[] outputShape;
  private final StringBuilder text = new StringBuilder();

  private VnnLib2Writer(int[] inputShape, int[] outputShape) {
    this.inputShape = inputShape;
    this.outputShape = outputShape;
  }

  /**
   * @param inputShape of the model's input, batch dimension included
   * @param outputShape of its output
   * @throws IllegalArgumentException when a shape has another number of elements than the property
   */
  public static String write(Property property, int[] inputShape, int[] outputShape) {
    require(property.inputs(), inputShape);
    require(property.outputs(), outputShape);
    return new VnnLib2Writer(inputShape.clone(), outputShape.clone()).property(property);
  }

  private static void require(int size, int[] shape) {
    if (Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact) != size) {
      throw new IllegalArgumentException(
          "a tensor of shape " + Arrays.toString(shape) + " for " + size + " values");
    }
  }

  private String property(Property property) {
    property.describe().lines().forEach(line -> text.append("; ").append(line).append('\n'));
    text.append("(vnnlib-version <2.0>)\n(declare-network f\n");
    declare("input", "X", inputShape);
    declare("output", "Y", outputShape);
    text.setLength(text.length() - 1);
    text.append(")\n");
    List<Case> cases = property.cases();
    if (cases.size() == 1) {
      bounds(cases.get(0), "(assert ", ")\n");
      text.append("(assert ");
      unsafe(cases.get(0).unsafe());
      text.append(")\n");
    } else {
      text.append("(assert ");
      alternatives(cases);
      text.append(")\n");
    }
    for (Choice choice : property.choices()) {
      text.append("(assert ");
      unsafe(choice.alternatives());
      text.append(")\n");
    }
    return text.toString();
  }

  private void declare(String kind, String name, int[] shape) {
    text.append("  (declare-").append(kind).append(' ').append(name).append(" real ");
    text.append(Arrays.toString(shape).replace(" ", "")).append(")\n");
  }

  private void bounds(Case part, String before, String after) {
    for (int i = 0; i < part.inputs().size(); i++) {
      String x = element("X", i, inputShape);
      text.append(before).append("(>= ").append(x).append(' ');
      text.append(Decimals.withPoint(part.inputs().lower()[i])).append(')').append(after);
      text.append(before).append("(<= ").append(x).append(' ');
      text.append(Decimals.withPoint(part.inputs().upper()[i])).append(')').append(after);
    }
  }

  private void alternatives(List<Case> cases) {
    if (cases.isEmpty()) {
      never();
      return;
    }
    text.append("(or");
    for (Case part : cases) {
      text.append("\n  (and ");
      bounds(part, "", " ");
      unsafe(part.unsafe());
      text.append(')');
    }
    text.append(')');
  }

  private void unsafe(List<Polyhedron> unsafe) {
    if (unsafe.isEmpty()) {
      never();
    } else if (unsafe.size() == 1) {
      conjunction(unsafe.get(0));
    } else {
      text.append("(or");
      for (Polyhedron polyhedron : unsafe) {
        text.append("\n  ");
        conjunction(polyhedron);
      }
      text.append(')');
    }
  }

  /** The language has no word for false. */
  private void never() {
    String y = element("Y", 0, outputShape);
    text.append("(< ").append(y).append(' ').append(y).append(')');
  }

  private void conjunction(Polyhedron polyhedron) {
    List<LinearInequality> inequalities = polyhedron.inequalities();
    if (inequalities.isEmpty()) {
      String y = element("Y", 0, outputShape);
      text.append("(<= ").append(y).append(' ').append(y).append(')');
    } else if (inequalities.size() == 1) {
      comparison(inequalities.get(0));
    } else {
      text.append("(and");
      for (LinearInequality inequality : inequalities) {
        text.append(' ');
        comparison(inequality);
      }
      text.append(')');
    }
  }

  private void comparison(LinearInequality inequality) {
    text.append(inequality.strict() ? "(< " : "(<= ");
    int terms = inequality.inputIndices().length + inequality.outputIndices().length;
    text.append(terms > 1 ? "(+" : terms == 0 ? "0.0" : "");
    terms("X", inputShape, inequality.inputIndices(), inequality.inputCoefficients(), terms);
    terms("Y", outputShape, inequality.outputIndices(), inequality.outputCoefficients(), terms);
    text.append(terms > 1 ? ") " : " ").append(Decimals.withPoint(inequality.rhs())).append(')');
  }

  private void terms(
      String name, int[] shape, int[] indices, BigDecimal[] coefficients, int terms) {
    for (int k = 0; k < indices.length; k++) {
      text.append(terms > 1 ? " " : "");
      String element = element(name, indices[k], shape);
      if (coefficients[k].compareTo(BigDecimal.ONE) == 0) {
        text.append(element);
      } else {
        text.append("(* ").append(Decimals.withPoint(coefficients[k])).append(' ');
        text.append(element).append(')');
      }
    }
  }

  private static String element(String name, int index, int[] shape) {
    int[] at = new int[shape.length];
    int rest = index;
    for (int d = shape.length - 1; d >= 0; d--) {
      at[d] = rest % shape[d];
      rest /= shape[d];
    }
    return shape.length == 0 ? name : name + Arrays.toString(at).replace(" ", "");
  }
}
