package org.plumbline.verifier.branching.space;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DirectedRounding;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/** Turns the exact cases of a property into rows of doubles, rounded so that proofs stay valid. */
public final class UnsafeSets {
  /** {@code 0 ≤ 0}: what a polyhedron without rows asks. Only a premise can refute it. */
  private static final List<LinearInequality> NO_ROW =
      List.of(LinearInequality.ofOutputs(new int[0], new BigDecimal[0], BigDecimal.ZERO));

  private UnsafeSets() {}

  public static List<UnsafeSet> of(Property property) {
    List<UnsafeSet> sets = new ArrayList<>();
    for (Case one : property.cases()) {
      sets.add(of(property, one));
    }
    return sets;
  }

  private static UnsafeSet of(Property property, Case one) {
    List<LinearInequality> rows = new ArrayList<>();
    int[] start = new int[one.unsafe().size() + 1];
    for (int p = 0; p < one.unsafe().size(); p++) {
      Polyhedron polyhedron = one.unsafe().get(p);
      rows.addAll(polyhedron.inequalities().isEmpty() ? NO_ROW : polyhedron.inequalities());
      start[p + 1] = rows.size();
    }
    boolean speaksOfInputs = rows.stream().anyMatch(LinearInequality::speaksOfInputs);
    double[][] outputs = new double[rows.size()][];
    double[][] inputs = speaksOfInputs ? new double[rows.size()][] : null;
    double[] limit = new double[rows.size()];
    for (int r = 0; r < limit.length; r++) {
      LinearInequality row = rows.get(r);
      outputs[r] = dense(property.outputs(), row.outputIndices(), row.outputCoefficients());
      if (speaksOfInputs) {
        inputs[r] = dense(property.inputs(), row.inputIndices(), row.inputCoefficients());
      }
      limit[r] = DirectedRounding.up(row.rhs());
    }
    return new UnsafeSet(one.inputs().toBox(), outputs, inputs, limit, start);
  }

  private static double[] dense(int size, int[] indices, BigDecimal[] coefficients) {
    double[] result = new double[size];
    for (int t = 0; t < indices.length; t++) {
      result[indices[t]] = coefficients[t].doubleValue();
    }
    return result;
  }
}
