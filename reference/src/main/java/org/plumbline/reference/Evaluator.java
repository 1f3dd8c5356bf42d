package org.plumbline.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.plumbline.reference.file.Branch;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.file.Functions;
import org.plumbline.reference.file.Node;
import org.plumbline.reference.file.TensorReader;
import org.plumbline.reference.kernel.Budget;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.operators.FlexAttention;
import org.plumbline.reference.operators.Operators;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;

/** Computes the nodes of a model one after the other. */
public final class Evaluator {
  private static final int MOST_DEPTH = 48;

  /**
   * A Softmax of nothing but −∞ is NaN, which these hand on; what does not choose something else
   * instead is undefined.
   */
  private static final Set<String> KEEPING_NAN = Set.of("Softmax", "Identity", "Cast", "CastLike");

  private final int opset;
  private final Mode mode;
  private final Budget budget;
  private final Map<String, ReferenceTensor> known;
  private final Functions functions;
  private final int depth;
  private final Map<String, ReferenceTensor> computed = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();

  /**
   * @param known the inputs and the initializers
   */
  Evaluator(
      int opset,
      Mode mode,
      Budget budget,
      Map<String, ReferenceTensor> known,
      Functions functions) {
    this(opset, mode, budget, known, functions, 0);
  }

  /**
   * @param depth of calls and branches around it
   */
  private Evaluator(
      int opset,
      Mode mode,
      Budget budget,
      Map<String, ReferenceTensor> known,
      Functions functions,
      int depth) {
    this.opset = opset;
    this.mode = mode;
    this.budget = budget;
    this.known = new HashMap<>(known);
    this.functions = functions;
    this.depth = depth;
  }

  /**
   * @param hidden names of results that come behind the outputs
   */
  Evaluation run(List<Node> nodes, List<Declaration> outputs, List<String> hidden) {
    nodes.forEach(this::compute);
    List<ReferenceTensor> results = new ArrayList<>();
    for (Declaration output : outputs) {
      ReferenceTensor result = known.get(output.name());
      if (result == null) {
        throw new ReferenceException("the output " + output + " is one that is not computed");
      }
      if (!output.allows(result.type(), result.shape())) {
        throw new ReferenceException(
            "the output " + output + " comes out as " + result.type() + result.shape());
      }
      results.add(mode == Mode.REAL && result.isReal() ? checked(result, false) : result);
    }
    hidden.forEach(name -> results.add(computed(name)));
    return new Evaluation(computed, places, results);
  }

  private ReferenceTensor computed(String name) {
    ReferenceTensor result = computed.get(name);
    if (result == null) {
      throw new ReferenceException("the hidden tensor \"" + name + "\" is not computed");
    }
    return result;
  }

  private void compute(Node node) {
    List<ReferenceTensor> inputs = new ArrayList<>();
    node.inputs().forEach(name -> inputs.add(known.get(name)));
    List<ReferenceTensor> results;
    try {
      budget.work(0);
      results = results(node, inputs);
    } catch (ReferenceException e) {
      throw e.at(node.place());
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ReferenceException(node.place() + ": cannot be evaluated: " + e, e);
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.outputs().get(i);
      if (!name.isEmpty() && results.get(i) != null) {
        known.put(name, results.get(i));
        computed.put(name, results.get(i));
        places.put(name, node.place());
      }
    }
  }

  private List<ReferenceTensor> results(Node node, List<ReferenceTensor> inputs) {
    if (functions.has(node)) {
      return called(node, inputs);
    } else if (node.isIf()) {
      return branch(node, inputs);
    } else if (node.isFlexAttention()) {
      return flexAttention(node, inputs);
    }
    Operators.check(node.qualifiedOperator(), opset);
    Call call = new Call(node, opset, mode, budget, inputs);
    List<ReferenceTensor> results = Operators.evaluate(call);
    call.checkAllRead();
    if (results.size() < call.outputCount()) {
      throw new ReferenceException("output " + results.size() + " is not one that is computed");
    }
    boolean mayBeNaN = KEEPING_NAN.contains(node.qualifiedOperator());
    return results.stream().map(result -> settle(result, mayBeNaN)).toList();
  }

  /** The outputs of a function, whose nodes see its inputs and nothing else. */
  private List<ReferenceTensor> called(Node node, List<ReferenceTensor> inputs) {
    Functions.Body body = functions.called(node, opset);
    Map<String, ReferenceTensor> given = new HashMap<>();
    for (int i = 0; i < body.inputs().size(); i++) {
      given.put(body.inputs().get(i), i < inputs.size() ? inputs.get(i) : null);
    }
    Evaluator inside = inside(body.opset(), given);
    body.nodes().forEach(inside::compute);
    return body.outputs().stream().map(inside.known::get).toList();
  }

  /** The outputs of the branch that the condition decides for, whose nodes see all around it. */
  private List<ReferenceTensor> branch(Node node, List<ReferenceTensor> inputs) {
    ReferenceTensor condition = inputs.size() == 1 ? inputs.get(0) : null;
    if (condition == null || condition.type() != ElementType.BOOL || condition.size() != 1) {
      throw new ReferenceException("its condition is no single truth value");
    }
    String attribute = condition.integer(0) != 0 ? "then_branch" : "else_branch";
    Branch taken = Branch.of(node, attribute, opset, known.keySet());
    Map<String, ReferenceTensor> given = new HashMap<>(known);
    taken.graph().initializers().forEach((name, data) -> given.put(name, TensorReader.read(data)));
    return inside(opset, given).run(taken.nodes(), taken.graph().outputs(), List.of()).outputs();
  }

  /** Attention with graphs for its scores and its probabilities. */
  private List<ReferenceTensor> flexAttention(Node node, List<ReferenceTensor> inputs) {
    Call call = new Call(node, opset, mode, budget, inputs);
    FlexAttention attention = new FlexAttention(call);
    ReferenceTensor scores = modified(node, call, "score_mod", attention.scores());
    ReferenceTensor probabilities =
        modified(node, call, "prob_mod", settle(attention.softmax(scores), false));
    ReferenceTensor result = settle(attention.means(probabilities), false);
    call.checkAllRead();
    return List.of(result);
  }

  private ReferenceTensor modified(Node node, Call call, String attribute, ReferenceTensor x) {
    ReferenceTensor settled = settle(x, false);
    if (!call.attributes.has(attribute)) {
      return settled;
    }
    call.attributes.ignore(attribute);
    Branch graph = Branch.modifier(node, attribute, opset, known.keySet());
    Map<String, ReferenceTensor> given = new HashMap<>(known);
    graph.graph().initializers().forEach((name, data) -> given.put(name, TensorReader.read(data)));
    given.put(graph.graph().inputs().get(0).name(), settled);
    ReferenceTensor result =
        inside(opset, given)
            .run(graph.nodes(), graph.graph().outputs(), List.of())
            .outputs()
            .get(0);
    if (!result.shape().equals(x.shape()) || result.type() != x.type()) {
      throw new ReferenceException(attribute + " makes " + result.type() + result.shape());
    }
    return result;
  }

  private Evaluator inside(int itsOpset, Map<String, ReferenceTensor> given) {
    if (depth == MOST_DEPTH) {
      throw new ReferenceException("calls and branches are nested too deep");
    }
    return new Evaluator(itsOpset, mode, budget, given, functions, depth + 1);
  }

  private ReferenceTensor settle(ReferenceTensor result, boolean mayBeNaN) {
    if (result == null || !result.isReal()) {
      return result;
    }
    return mode == Mode.TYPED ? rounded(result) : checked(result, mayBeNaN);
  }

  private static ReferenceTensor rounded(ReferenceTensor result) {
    ElementType type = result.type();
    double[] values = result.values();
    double[] rounded = new double[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = type.round(values[i]);
    }
    return ReferenceTensor.wrap(type, result.shape(), rounded, null);
  }

  /** A ball is finite, or an infinity that the file holds. */
  private static ReferenceTensor checked(ReferenceTensor result, boolean mayBeNaN) {
    for (int i = 0; i < result.size(); i++) {
      if (!(result.radius(i) < Double.POSITIVE_INFINITY)) {
        throw new UncertainException(
            "element " + i + " of its result is out of the range of double");
      }
      if (Double.isNaN(result.value(i)) && !mayBeNaN) {
        throw new UndefinedException("element " + i + " of its result is no number");
      }
    }
    return result;
  }
}
