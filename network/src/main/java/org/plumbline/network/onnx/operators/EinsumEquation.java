package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Which axes of its operands an Einsum takes for the same. Axes are named by letters, or by
 * negative numbers where an ellipsis stands for them, its last being −1.
 *
 * @param operands the names of each operand's axes
 * @param output the names of the result's axes
 * @param extents of all axes that are named
 */
record EinsumEquation(
    List<List<Integer>> operands, List<Integer> output, Map<Integer, Integer> extents) {

  /** The equation of a node, for its inputs. */
  static EinsumEquation of(Call call) {
    String equation = call.attributes.text("equation", "").replace(" ", "");
    int arrow = equation.indexOf("->");
    String[] terms = (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
    if (terms.length != call.inputs()) {
      throw call.refuse("equation " + equation + " for " + call.inputs() + " inputs");
    }
    List<List<Integer>> operands = new ArrayList<>();
    Map<Integer, Integer> extents = new HashMap<>();
    int ellipsis = -1;
    for (int k = 0; k < terms.length; k++) {
      Value value = call.input(k);
      int open = value.rank() - terms[k].replace("...", "").length();
      if (terms[k].contains("...")) {
        if (open < 0 || ellipsis >= 0 && open != ellipsis) {
          throw call.refuse("equation " + equation + ", whose ellipsis is of no one rank");
        }
        ellipsis = open;
      }
      List<Integer> names = names(call, terms[k], Math.max(0, ellipsis));
      measure(call, names, value, extents);
      operands.add(names);
    }
    List<Integer> output =
        arrow < 0
            ? implied(call, operands, Math.max(0, ellipsis))
            : names(call, equation.substring(arrow + 2), Math.max(0, ellipsis));
    boolean isKnown = extents.keySet().containsAll(output);
    boolean isLost = ellipsis > 0 && !output.contains(-1);
    if (!isKnown || isLost || output.stream().distinct().count() < output.size()) {
      throw call.refuse("equation " + equation + ", whose result is not defined");
    }
    return new EinsumEquation(operands, output, extents);
  }

  private static List<Integer> names(Call call, String term, int ellipsis) {
    List<Integer> names = new ArrayList<>();
    String rest = term.replace("...", ".");
    for (char c : rest.toCharArray()) {
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!isLetter && (c != '.' || rest.indexOf('.') != rest.lastIndexOf('.'))) {
        throw call.refuse("term " + term + " of its equation");
      }
      if (isLetter) {
        names.add((int) c);
      }
      for (int axis = -ellipsis; c == '.' && axis < 0; axis++) {
        names.add(axis);
      }
    }
    return names;
  }

  /** Axes of an ellipsis broadcast, those with a letter do not. */
  private static void measure(
      Call call, List<Integer> names, Value value, Map<Integer, Integer> extents) {
    boolean fits = names.size() == value.rank();
    for (int d = 0; fits && d < value.rank(); d++) {
      int extent = value.shape()[d];
      int name = names.get(d);
      int known = extents.getOrDefault(name, extent);
      fits = known == extent || name < 0 && (known == 1 || extent == 1);
      extents.put(name, known == 1 ? extent : known);
    }
    if (!fits) {
      throw call.refuse("its equation for an input of shape " + Shapes.text(value.shape()));
    }
  }

  /** The ellipsis, then the letters that stand once. */
  private static List<Integer> implied(Call call, List<List<Integer>> operands, int ellipsis) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    operands.forEach(names -> names.forEach(name -> counts.merge(name, 1, Integer::sum)));
    List<Integer> output = new ArrayList<>();
    for (int axis = -ellipsis; axis < 0; axis++) {
      output.add(axis);
    }
    counts.forEach(
        (name, count) -> {
          if (name > 0 && count == 1) {
            output.add(name);
          }
        });
    boolean isMixed =
        output.stream().anyMatch(name -> name > 'Z')
            && output.stream().anyMatch(EinsumEquation::isUpper);
    if (isMixed) {
      throw call.refuse(
          "its equation implies an order of upper-case and lower-case letters; write the result out");
    }
    return output;
  }

  private static boolean isUpper(int name) {
    return name > 0 && name <= 'Z';
  }
}
