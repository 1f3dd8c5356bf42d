package org.plumbline.benchmarks.exports;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.plumbline.benchmarks.exports.Result.Outcome;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelSelection;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.question.NetworkFile;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;
import org.plumbline.specs.replay.RunningError;

/**
 * Reads a model as {@code verify} does and compares it, at the points of its sample, with the
 * second reading, whose values have to lie within the error bounds of both, and with the other
 * runtime, which computes in its own types: within {@link #RELATIVE} of the greatest output, plus
 * {@link #ABSOLUTE}. Where that leaves one greatest output only, it has to be the same. Where
 * float32 may round across a step of a quantised model, {@link #STEPS} is allowed: all else is left
 * to the second reading. Where an input is no number, only outputs that do not depend on it are
 * compared. Of a model of several outputs all are read; where one of them cannot be, as a
 * classifier's label, the last that can is, as with {@code --output}.
 */
final class Reading {
  private static final double RELATIVE = 1e-3;

  /** Where the other runtime's outputs have 8 digits. */
  private static final double OF_BFLOAT16 = 0x1p-8;

  private static final double ABSOLUTE = 1e-5;
  private static final double STEPS = 0.05;

  private final Sample sample;
  private ReferenceModel reference;
  private NetworkFile file;

  /** Which elements of a point's outputs the network computes. */
  private int from;

  private int end;
  private List<String> outputs = List.of();

  Reading(Sample sample) {
    this.sample = sample;
  }

  Result result() {
    if (sample.failure().isPresent()) {
      return new Result(sample.name(), Outcome.NOT_MADE, sample.failure().get(), Set.of());
    }
    Network network;
    try {
      network = network();
    } catch (ParseException | UnsupportedOperatorException e) {
      return new Result(sample.name(), Outcome.REFUSED, line(e), missing());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return result(Outcome.CRASHED, e.toString());
    }
    try {
      return compared(network);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return result(Outcome.CRASHED, "compared: " + e);
    }
  }

  private Network network() {
    NetworkFile read = NetworkFile.of(sample.model());
    int all = sample.outputs().stream().mapToInt(Sample.Port::size).sum();
    try {
      return chosen(read.withAllOutputs(), List.of(), 0, all);
    } catch (ParseException | UnsupportedOperatorException e) {
      int before = all;
      for (int k = sample.outputs().size() - 1; k >= 0 && sample.outputs().size() > 1; k--) {
        Sample.Port port = sample.outputs().get(k);
        before -= port.size();
        try {
          NetworkFile one = read.with(ModelSelection.NONE.withOutput(port.name()));
          return chosen(one, List.of(port.name()), before, before + port.size());
        } catch (ParseException | UnsupportedOperatorException other) {
          continue;
        }
      }
      throw e;
    }
  }

  private Network chosen(NetworkFile of, List<String> names, int first, int last) {
    Network network = of.network();
    file = of;
    outputs = names;
    from = first;
    end = last;
    return network;
  }

  private Result compared(Network network) {
    RunningError running = new RunningError(network);
    Outcome outcome = Outcome.NOT_COMPARED;
    String words = "there is no point";
    for (Sample.Point whole : sample.points()) {
      double[] out = Arrays.copyOfRange(whole.out(), from, end);
      Sample.Point point =
          finite(running, network, new Sample.Point(whole.in(), out, whole.isNearStep()));
      Result one = compared(network, running, point);
      if (one.outcome() == Outcome.WRONG) {
        return one;
      }
      boolean isWorse = one.outcome().compareTo(outcome) > 0;
      if (isWorse && one.outcome() != Outcome.NOT_COMPARED || outcome == Outcome.NOT_COMPARED) {
        outcome = one.outcome();
        words = one.words();
      }
    }
    return result(outcome, words);
  }

  /** The point with 0 for inputs that are no numbers, without the outputs that depend on them. */
  private static Sample.Point finite(RunningError running, Network network, Sample.Point point) {
    if (Arrays.stream(point.in()).allMatch(Double::isFinite)
        || point.in().length != network.inputSize()
        || point.out().length != network.outputSize()) {
      return point;
    }
    double[] open = point.in().clone();
    double[] in = point.in().clone();
    for (int i = 0; i < in.length; i++) {
      open[i] = Double.isFinite(in[i]) ? in[i] : Double.NaN;
      in[i] = Double.isFinite(in[i]) ? in[i] : 0;
    }
    double[] values = running.layers(open, new double[in.length]).values()[network.outputIndex()];
    double[] out = point.out().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Double.isNaN(values[i]) ? Double.NaN : out[i];
    }
    boolean isKnown = Arrays.stream(out).anyMatch(Double::isFinite);
    return isKnown ? new Sample.Point(in, out, point.isNearStep()) : point;
  }

  private Result compared(Network network, RunningError running, Sample.Point point) {
    if (point.in().length == 0) {
      return result(Outcome.NOT_COMPARED, "the input is empty");
    } else if (point.in().length != network.inputSize()
        || point.out().length != network.outputSize()) {
      return result(
          Outcome.WRONG,
          "%d inputs and %d outputs instead of %d and %d"
              .formatted(
                  network.inputSize(),
                  network.outputSize(),
                  point.in().length,
                  point.out().length));
    }
    RunningError.Layers layers = running.layers(point.in(), new double[point.in().length]);
    double[] values = layers.values()[network.outputIndex()];
    double[] errors = layers.errors()[network.outputIndex()];
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      return result(Outcome.NOT_COMPARED, "an output is not known in double arithmetic");
    }
    boolean isShort = sample.outputs().stream().anyMatch(port -> port.type().equals("bfloat16"));
    Optional<String> differs = runtime(point.out(), values, isShort ? OF_BFLOAT16 : RELATIVE);
    try {
      Optional<String> other = difference(second(point), values, errors);
      if (other.isPresent()) {
        return result(Outcome.WRONG, other.get());
      } else if (differs.isPresent()) {
        boolean isRounded = point.isNearStep() && runtime(point.out(), values, STEPS).isEmpty();
        return result(isRounded ? Outcome.RIGHT_BUT_FOR_ROUNDING : Outcome.WRONG, differs.get());
      }
      return result(Outcome.RIGHT, "");
    } catch (UncertainException | UndefinedException e) {
      return result(Outcome.NOT_COMPARED, "second reading: " + line(e));
    } catch (ReferenceException e) {
      return differs.isPresent()
          ? result(Outcome.WRONG, differs.get())
          : result(Outcome.READ_ONCE, "second reading: " + line(e));
    }
  }

  /** All outputs, one after the other. */
  private List<ReferenceTensor> second(Sample.Point point) {
    if (reference == null) {
      reference =
          ReferenceModel.parse(
              file.content().name(), file.content().bytes(), file.data().contents(), outputs);
    }
    Map<String, ReferenceTensor> inputs = new HashMap<>();
    int at = 0;
    for (Declaration input : reference.inputs()) {
      Sample.Port port =
          sample.inputs().stream()
              .filter(p -> p.name().equals(input.name()))
              .findFirst()
              .orElseThrow(() -> new ReferenceException("no values for input " + input));
      double[] given = Arrays.copyOfRange(point.in(), at, at += port.size());
      inputs.put(input.name(), ReferenceTensor.reals(input.type(), Shape.of(port.shape()), given));
    }
    return reference.evaluate(inputs, Mode.REAL).outputs();
  }

  private static Optional<String> difference(
      List<ReferenceTensor> second, double[] values, double[] errors) {
    int element = 0;
    for (ReferenceTensor output : second) {
      for (int i = 0; i < output.size() && element < values.length; i++, element++) {
        double number = output.isReal() ? output.value(i) : output.integer(i);
        double radius = output.isReal() ? output.radius(i) : Math.abs(number) * 0x1p-53;
        double allowed = (errors[element] + radius) * (1 + 0x1p-20) + Double.MIN_NORMAL;
        if (Math.abs(values[element] - number) > allowed) {
          return Optional.of(
              "element %d is %s ± %s, by the second reading %s ± %s"
                  .formatted(element, values[element], errors[element], number, radius));
        }
      }
    }
    return element == values.length
        ? Optional.empty()
        : Optional.of("%d outputs, by the second reading %d".formatted(values.length, element));
  }

  /** Elements that are not finite in the other runtime tell nothing: its types end before ours. */
  private static Optional<String> runtime(double[] expected, double[] values, double relative) {
    double most = 0;
    for (double value : expected) {
      most = Double.isFinite(value) ? Math.max(most, Math.abs(value)) : most;
    }
    double allowed = ABSOLUTE + relative * most;
    int first = 0;
    int ours = 0;
    for (int i = 0; i < expected.length; i++) {
      if (Double.isFinite(expected[i]) && !(Math.abs(values[i] - expected[i]) <= allowed)) {
        return Optional.of(
            "element %d is %s, by the other runtime %s".formatted(i, values[i], expected[i]));
      }
      first = expected[i] > expected[first] ? i : first;
      ours = values[i] > values[ours] ? i : ours;
    }
    boolean isClear = expected[first] - expected[ours] > allowed;
    return isClear
        ? Optional.of("class %d, by the other runtime %d".formatted(ours, first))
        : Optional.empty();
  }

  private Set<String> missing() {
    try {
      Set<String> known = OnnxLowering.operators();
      return OnnxReader.model(sample.model()).graph().nodes().stream()
          .map(OnnxNode::qualifiedOperator)
          .filter(name -> !known.contains(name))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException | RuntimeException e) {
      return Set.of();
    }
  }

  private Result result(Outcome outcome, String words) {
    return new Result(sample.name(), outcome, words, Set.of());
  }

  /** The first line of a message, without the file's path. */
  private String line(Exception e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return first
        .replace(sample.model() + ": ", "")
        .replaceAll("the supported operators are .*", "");
  }
}
