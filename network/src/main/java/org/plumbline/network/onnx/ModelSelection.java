package org.plumbline.network.onnx;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.plumbline.network.onnx.file.OnnxDimension;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/**
 * What of a model is read: which of its outputs, with which shapes of inputs that it leaves open,
 * and with which inputs fixed.
 *
 * @param shapes of inputs by name; an empty name is the only input
 * @param values of inputs by name, which are constants then: one for all elements, or one for each
 */
public record ModelSelection(
    Outputs outputs, SortedMap<String, int[]> shapes, SortedMap<String, double[]> values) {
  private static final int EXAMPLE = 8;

  /** Extents beyond it are refused when the network is read. */
  private static final long LARGEST = Integer.MAX_VALUE;

  /** Nothing is chosen: the model has one output, and inputs that say what they are. */
  public static final ModelSelection NONE =
      new ModelSelection(new Only(), new TreeMap<>(), new TreeMap<>());

  /** Which outputs the network has. */
  public sealed interface Outputs {}

  /** The only one; a model of several is refused. */
  public record Only() implements Outputs {}

  /**
   * All, one after the other in the order of the graph.
   *
   * @param hidden names of other tensors of the graph, which come behind them
   */
  public record All(List<String> hidden) implements Outputs {
    public All {
      hidden = List.copyOf(hidden);
    }
  }

  /** One of this name. */
  public record Named(String name) implements Outputs {}

  public ModelSelection {
    shapes = Collections.unmodifiableSortedMap(new TreeMap<>(shapes));
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public ModelSelection withOutput(String name) {
    return new ModelSelection(new Named(name), shapes, values);
  }

  /** The same with all outputs, unless one is named. */
  public ModelSelection withAllOutputs() {
    return outputs instanceof Named ? this : new ModelSelection(new All(List.of()), shapes, values);
  }

  /** The same with all outputs and some other tensors of the graph behind them. */
  public ModelSelection withHidden(List<String> tensors) {
    return new ModelSelection(new All(tensors), shapes, values);
  }

  public ModelSelection withShape(String input, int... shape) {
    SortedMap<String, int[]> more = new TreeMap<>(shapes);
    more.put(input, shape.clone());
    return new ModelSelection(outputs, more, values);
  }

  /**
   * The same with an extent of 8 for each axis that is open and not the first, where nothing is
   * chosen for the input: for a look at a model, not for an answer about it.
   */
  public ModelSelection withExamples(OnnxModel model) {
    ModelSelection result = this;
    for (OnnxValueInfo input : model.graph().realInputs()) {
      List<OnnxDimension> axes = input.shape();
      boolean isOpen = axes.stream().skip(1).anyMatch(OnnxDimension::isOpen);
      boolean isChosen = shapes.containsKey(input.name()) || shapes.containsKey("");
      if (isOpen && !isChosen) {
        result = result.withShape(input.name(), example(input));
      }
    }
    return result;
  }

  /** The extents that an input declares, with 8 for each that is open, and 1 for a batch. */
  static int[] example(OnnxValueInfo input) {
    int[] shape = new int[input.shape().size()];
    for (int d = 0; d < shape.length; d++) {
      OnnxDimension axis = input.shape().get(d);
      shape[d] = axis.isOpen() ? d == 0 ? 1 : EXAMPLE : (int) Math.min(LARGEST, axis.extent());
    }
    return shape;
  }

  /** As a command line says a shape: 1x3x64x64. */
  public static String shapeText(int[] shape) {
    return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }

  public ModelSelection withValue(String input, double... value) {
    SortedMap<String, double[]> more = new TreeMap<>(values);
    more.put(input, value.clone());
    return new ModelSelection(outputs, shapes, more);
  }

  /** All that was chosen, so that two texts are the same only if the choices are; else empty. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (outputs instanceof Named named) {
      text.append("output ").append(counted(named.name())).append('\n');
    }
    if (outputs instanceof All all) {
      all.hidden().forEach(name -> text.append("hidden ").append(counted(name)).append('\n'));
    }
    shapes.forEach(
        (name, shape) ->
            text.append("shape ")
                .append(counted(name))
                .append(Arrays.toString(shape))
                .append('\n'));
    values.forEach(
        (name, value) ->
            text.append("value ").append(counted(name)).append(exact(value)).append('\n'));
    return text.toString();
  }

  private static String counted(String name) {
    return name.length() + ":" + name + " ";
  }

  private static String exact(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toHexString).collect(Collectors.joining(" "));
  }

  /** The value of an input, or null if it is not fixed. */
  double[] value(String input) {
    return values.get(input);
  }

  /** Names of inputs that something is said of. */
  Map<String, String> named() {
    Map<String, String> names = new TreeMap<>();
    shapes.keySet().forEach(name -> names.put(name, "--input-shape"));
    values.keySet().forEach(name -> names.put(name, "--input-value"));
    return names;
  }
}
