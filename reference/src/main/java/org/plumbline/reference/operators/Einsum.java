package org.plumbline.reference.operators;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * Einsum: {@code output[free letters] = Σ over the other letters of the product of all operands},
 * as nested loops. Source: docs/Operators.md; an ellipsis stands for axes that broadcast.
 */
final class Einsum {
  private final Call call;
  private final List<ReferenceTensor> operands;
  private final List<List<String>> terms = new ArrayList<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private int ellipsis = -1;

  private Einsum(Call call) {
    this.call = call;
    this.operands = call.allInputs();
  }

  static ReferenceTensor einsum(Call call) {
    String equation = call.attributes.text("equation").replace(" ", "");
    return new Einsum(call).evaluate(equation);
  }

  private ReferenceTensor evaluate(String equation) {
    int arrow = equation.indexOf("->");
    String left = arrow < 0 ? equation : equation.substring(0, arrow);
    String[] inputs = left.split(",", -1);
    if (inputs.length != operands.size()) {
      throw new ReferenceException(
          "the equation " + equation + " for " + operands.size() + " operands");
    }
    for (int i = 0; i < inputs.length; i++) {
      Elementwise.numeric(operands.get(i));
      call.checkSameType(operands.get(0), operands.get(i));
      terms.add(letters(inputs[i], operands.get(i).shape().rank()));
      measure(terms.get(i), operands.get(i).shape());
    }
    List<String> output =
        arrow < 0 ? implied() : letters(equation.substring(arrow + 2), ellipsis < 0 ? 0 : -1);
    boolean losesEllipsis = ellipsis > 0 && !output.contains("0");
    if (losesEllipsis
        || !sizes.keySet().containsAll(output)
        || output.stream().distinct().count() < output.size()) {
      throw new ReferenceException("the output of the equation " + equation);
    }
    return sum(output);
  }

  /**
   * The names of a term's axes: letters, and numbers for those of an ellipsis, the last being 0.
   */
  private List<String> letters(String term, int rank) {
    List<String> letters = new ArrayList<>();
    String rest = term.replace("...", ".");
    for (int at = 0; at < rest.length(); at++) {
      char c = rest.charAt(at);
      if (c == '.') {
        int axes = rank < 0 ? ellipsis : rank - (rest.length() - 1);
        if (axes < 0 || ellipsis >= 0 && axes != ellipsis) {
          throw new ReferenceException("the ellipsis of the term " + term);
        }
        ellipsis = axes;
        for (int i = axes - 1; i >= 0; i--) {
          letters.add(Integer.toString(i));
        }
      } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
        letters.add(String.valueOf(c));
      } else {
        throw new ReferenceException("the term " + term + " of the equation");
      }
    }
    return letters;
  }

  private void measure(List<String> term, Shape shape) {
    if (term.size() != shape.rank()) {
      throw new ReferenceException("the term " + term + " for a tensor of shape " + shape);
    }
    for (int i = 0; i < shape.rank(); i++) {
      int dim = shape.dim(i);
      int known = sizes.merge(term.get(i), dim, (a, b) -> a == 1 ? b : a);
      boolean isBroadcast = dim == 1 && Character.isDigit(term.get(i).charAt(0));
      if (known != dim && !isBroadcast) {
        throw new ReferenceException(
            "axis " + term.get(i) + " of the equation is both " + known + " and " + dim);
      }
    }
  }

  /** The ellipsis, then the letters that occur once, in the order of their codes. */
  private List<String> implied() {
    Map<String, Integer> counts = new TreeMap<>();
    terms.forEach(term -> term.forEach(letter -> counts.merge(letter, 1, Integer::sum)));
    List<String> output = new ArrayList<>();
    for (int i = ellipsis - 1; i >= 0; i--) {
      output.add(Integer.toString(i));
    }
    counts.forEach(
        (letter, count) -> {
          if (count == 1 && !Character.isDigit(letter.charAt(0))) {
            output.add(letter);
          }
        });
    return output;
  }

  private Shape shape(List<String> letters) {
    return Shape.of(letters.stream().mapToLong(sizes::get).toArray());
  }

  private ReferenceTensor sum(List<String> output) {
    List<String> summed = new ArrayList<>(sizes.keySet());
    summed.removeAll(output);
    Shape outer = call.claim(shape(output));
    Shape inner = call.claim(shape(summed));
    int[][] starts = new int[operands.size()][];
    int[][] steps = new int[operands.size()][];
    for (int i = 0; i < operands.size(); i++) {
      starts[i] = Broadcast.walk(outer, strides(i, output), 0);
      steps[i] = Broadcast.walk(inner, strides(i, summed), 0);
    }
    ElementType type = operands.get(0).type();
    RealBuilder reals = new RealBuilder(type.isReal() ? outer : Shape.SCALAR);
    long[] integers = new long[type.isReal() ? 0 : outer.size()];
    for (int o = 0; o < outer.size(); o++) {
      call.budget().work((long) inner.size() * operands.size());
      if (type.isReal()) {
        reals.set(o, realSum(o, starts, steps));
      } else {
        integers[o] = type.wrap(integerSum(o, starts, steps));
      }
    }
    return type.isReal() ? reals.build(type) : ReferenceTensor.wrap(type, outer, integers);
  }

  /** How far one step along each of these axes goes in an operand; repeated letters add up. */
  private int[] strides(int operand, List<String> axes) {
    Shape shape = operands.get(operand).shape();
    int[] strides = shape.strides();
    int[] result = new int[axes.size()];
    for (int i = 0; i < shape.rank(); i++) {
      String letter = terms.get(operand).get(i);
      int at = axes.indexOf(letter);
      if (at >= 0) {
        result[at] += isRepeated(letter, shape.dim(i)) ? 0 : strides[i];
      }
    }
    return result;
  }

  /** Only the axes of an ellipsis broadcast. */
  private boolean isRepeated(String letter, int dim) {
    if (dim == sizes.get(letter)) {
      return false;
    }
    if (!Character.isDigit(letter.charAt(0))) {
      throw new ReferenceException("axis " + letter + " of the equation is 1 and not 1");
    }
    return true;
  }

  private Scalar realSum(int output, int[][] starts, int[][] steps) {
    Scalar sum = call.constant(0);
    for (int k = 0; k < steps[0].length; k++) {
      Scalar product = operands.get(0).scalar(call.mode(), starts[0][output] + steps[0][k]);
      for (int i = 1; i < operands.size(); i++) {
        product =
            product.times(operands.get(i).scalar(call.mode(), starts[i][output] + steps[i][k]));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  private long integerSum(int output, int[][] starts, int[][] steps) {
    long sum = 0;
    for (int k = 0; k < steps[0].length; k++) {
      long product = 1;
      for (int i = 0; i < operands.size(); i++) {
        product *= operands.get(i).integer(starts[i][output] + steps[i][k]);
      }
      sum += product;
    }
    return sum;
  }
}
