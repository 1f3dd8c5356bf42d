package org.plumbline.reference;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.file.Graph;
import org.plumbline.reference.file.ModelReader;
import org.plumbline.reference.file.NnetText;
import org.plumbline.reference.file.Node;
import org.plumbline.reference.file.NodeOrder;
import org.plumbline.reference.file.TensorReader;
import org.plumbline.reference.kernel.Budget;
import org.plumbline.reference.operators.Operators;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * An ONNX model as protobuf reads it and as the standard defines it: the second reading, which
 * shares nothing with the lowering that networks are verified in.
 *
 * <p>Source: the operators of ONNX 1.19 (opset 24), {@code docs/Operators.md} and {@code
 * docs/Changelog.md}; where they say nothing, what ONNX Runtime 1.29 computes.
 */
public final class ReferenceModel {
  /** The elements of one evaluation, if nobody asks for another limit: 2 to 4 GiB of memory. */
  public static final long ELEMENTS = 1L << 28;

  private final String name;
  private final Graph graph;
  private final List<Node> nodes;
  private final Map<String, ReferenceTensor> constants;
  private final long elements;

  private ReferenceModel(
      String name,
      Graph graph,
      List<Node> nodes,
      Map<String, ReferenceTensor> constants,
      long elements) {
    this.name = name;
    this.graph = graph;
    this.nodes = nodes;
    this.constants = constants;
    this.elements = elements;
  }

  /**
   * Reads a model, all of whose data are in its file.
   *
   * @param name for messages
   * @param bytes the file, plain or gzipped
   * @throws ReferenceException naming file, place and what was found there
   */
  public static ReferenceModel parse(String name, byte[] bytes) {
    return parse(name, bytes, Map.of());
  }

  /**
   * Reads a model.
   *
   * @param files contents of the files beside it that hold data of its initializers, by the
   *     location that the model names
   * @throws ReferenceException also if one is missing
   */
  public static ReferenceModel parse(String name, byte[] bytes, Map<String, byte[]> files) {
    return parse(name, bytes, files, List.of());
  }

  /**
   * Reads a model of which some outputs are asked for.
   *
   * @param outputs their names; if there are none, all are
   * @throws ReferenceException also if there is no such output
   */
  public static ReferenceModel parse(
      String name, byte[] bytes, Map<String, byte[]> files, List<String> outputs) {
    return parse(name, bytes, files, outputs, List.of());
  }

  /**
   * Reads a model of which results of nodes are asked for, too.
   *
   * @param hidden their names in the graph; evaluations have them behind the outputs
   * @throws ReferenceException also if no node computes one
   */
  public static ReferenceModel parse(
      String name,
      byte[] bytes,
      Map<String, byte[]> files,
      List<String> outputs,
      List<String> hidden) {
    try {
      Graph graph = ModelReader.read(bytes, outputs, hidden);
      List<Node> nodes = NodeOrder.of(graph);
      nodes.forEach(node -> checkSupported(node, graph));
      return new ReferenceModel(name, graph, nodes, constants(graph, nodes, files), ELEMENTS);
    } catch (ReferenceException e) {
      throw e.at(name);
    }
  }

  /**
   * Reads a {@code .nnet} file, whose numbers are float64 and whose inputs and outputs are the
   * normalised ones.
   *
   * @param name for messages
   * @param bytes the file
   * @throws ReferenceException naming file and what was found there
   */
  public static ReferenceModel parseNnet(String name, byte[] bytes) {
    try {
      NnetText.Content content = NnetText.read(bytes);
      Graph graph = content.graph();
      return new ReferenceModel(name, graph, graph.nodes(), content.constants(), ELEMENTS);
    } catch (ReferenceException e) {
      throw e.at(name);
    }
  }

  private static void checkSupported(Node node, Graph graph) {
    try {
      if (graph.functions().has(node)) {
        graph.functions().called(node, graph.opset());
      } else if (!node.isIf() && !node.isFlexAttention()) {
        Operators.check(node.qualifiedOperator(), graph.opset());
      }
    } catch (ReferenceException e) {
      throw e.at(node.place());
    }
  }

  /** The initializers that something reads. */
  private static Map<String, ReferenceTensor> constants(
      Graph graph, List<Node> nodes, Map<String, byte[]> files) {
    TreeSet<String> read = new TreeSet<>();
    nodes.forEach(node -> read.addAll(node.reads()));
    graph.outputs().forEach(output -> read.add(output.name()));
    read.retainAll(graph.initializers().keySet());
    Map<String, ReferenceTensor> constants = new HashMap<>();
    for (String name : read) {
      try {
        constants.put(name, TensorReader.read(graph.initializers().get(name), files));
      } catch (ReferenceException e) {
        throw e.at("initializer \"" + name + "\"");
      }
    }
    return Collections.unmodifiableMap(constants);
  }

  /** The same model, whose evaluations may have this many elements in all results together. */
  public ReferenceModel withElements(long limit) {
    if (limit < 0 || limit > 1L << 40) {
      throw new IllegalArgumentException("a limit of " + limit + " elements");
    }
    return new ReferenceModel(name, graph, nodes, constants, limit);
  }

  /** The inputs that have no initializer, in their order. */
  public List<Declaration> inputs() {
    return List.copyOf(graph.inputs());
  }

  public List<Declaration> outputs() {
    return List.copyOf(graph.outputs());
  }

  /** The names of the outputs and of the hidden tensors behind them. */
  public List<String> wanted() {
    return graph.wanted();
  }

  /** The names of the results of nodes that are asked for behind the outputs. */
  public List<String> hidden() {
    return graph.hidden();
  }

  /** Every operator that can be evaluated, with its domain in front unless it is ONNX itself. */
  public static SortedSet<String> operators() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(Operators.NAMES));
  }

  /**
   * Computes all that the outputs depend on.
   *
   * @param inputs a tensor for each of {@link #inputs}, of its type and shape
   * @throws UncertainException if a ball touches a jump: another point may be clear
   * @throws UndefinedException if ONNX leaves a result open
   * @throws ReferenceException if an input or a node is not supported or too large
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Evaluation evaluate(Map<String, ReferenceTensor> inputs, Mode mode) {
    try {
      Map<String, ReferenceTensor> known = new HashMap<>(constants);
      for (Declaration declared : graph.inputs()) {
        known.put(declared.name(), checked(declared, inputs.get(declared.name()), mode));
      }
      if (inputs.size() > graph.inputs().size()) {
        throw new ReferenceException(
            "inputs " + inputs.keySet() + " are given, declared are " + graph.inputs());
      }
      return new Evaluator(graph.opset(), mode, new Budget(elements), known, graph.functions())
          .run(nodes, graph.outputs(), graph.hidden());
    } catch (ReferenceException e) {
      throw e.at(name);
    }
  }

  private static ReferenceTensor checked(Declaration declared, ReferenceTensor given, Mode mode) {
    if (given == null) {
      throw new ReferenceException("the input " + declared + " is not given");
    }
    if (!declared.allows(given.type(), given.shape())) {
      throw new ReferenceException(
          "the input " + declared + " is given as " + given.type() + given.shape());
    }
    if (given.isReal() && !fits(given, mode)) {
      throw new ReferenceException(
          "the input " + declared.name() + " has values that " + given.type() + " does not hold");
    }
    return given;
  }

  private static boolean fits(ReferenceTensor given, Mode mode) {
    if (mode == Mode.REAL) {
      return Arrays.stream(given.values()).noneMatch(Double::isNaN);
    }
    return given.isExact()
        && Arrays.stream(given.values())
            .allMatch(v -> Double.isNaN(v) || v == given.type().round(v));
  }

  @Override
  public String toString() {
    return name + ": " + graph.inputs() + " → " + graph.outputs();
  }
}
