package org.plumbline.verifier.certified;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.check.PointEnclosure;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.reference.Evaluation;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.RunningError;
import org.plumbline.specs.replay.WholeInputs;

/**
 * Whether a network and a property are what their files say, at one point. The values of all
 * tensors that layers hold have to agree, as real numbers, within the error bounds of both
 * evaluations; with binary32 semantics what a runtime computes that rounds after every node has to
 * lie in the enclosure that is charged; and the formula, evaluated as it is written, has to be true
 * of the point and what the network makes of it just if the rows that are proved about are.
 */
final class PointComparison {
  private final ReferenceReading.Files files;
  private final Query query;
  private final Network network;
  private final Semantics semantics;
  private final RunningError running;
  private final Optional<PointEnclosure> enclosure;
  private final PropertyComparison property;
  private final ModelTensors tensors;
  private int compared;
  private String lastObstacle = "";

  PointComparison(ReferenceReading.Files files, Query query, Semantics semantics) {
    this.files = files;
    this.query = query;
    this.network = query.network();
    this.semantics = semantics;
    this.running = new RunningError(network);
    this.enclosure =
        semantics == Semantics.FLOAT32
            ? Optional.of(PointEnclosure.of(network, semantics))
            : Optional.empty();
    this.property = new PropertyComparison(files.property(), query.property());
    this.tensors = new ModelTensors(files.model(), network);
  }

  /** Points that were compared. */
  int compared() {
    return compared;
  }

  /** What the points said that were looked at, none of which differs. */
  Comparison summary() {
    return compared > 0
        ? new Comparison.Agrees(compared)
        : new Comparison.Unknown(
            "a second reading of the files could be compared at no point: " + lastObstacle);
  }

  /**
   * @param number of the case that the point is of
   */
  Comparison at(int number, double[] point) {
    double[] real = semantics == Semantics.REAL ? point : inFloat32(number, point);
    Optional<double[]> whole =
        WholeInputs.nearest(
            network.reading().ports(), query.property().cases().get(number).inputs(), real);
    if (whole.isEmpty()) {
      lastObstacle = "the question has no point of whole numbers, which the model takes";
      return summary();
    }
    double[] x = whole.get();
    try {
      Optional<Comparison> found = readings(x);
      if (found.isPresent()) {
        return found.get();
      }
      compared++;
    } catch (UncertainException e) {
      lastObstacle = e.getMessage();
    } catch (UndefinedException e) {
      return undefined(x, e);
    }
    return summary();
  }

  private static Comparison undefined(double[] x, UndefinedException e) {
    return new Comparison.Undefined(
        "the model is not defined at the input " + text(x) + ": " + e.getMessage());
  }

  /** At a counterexample: violated by the files, too. */
  Comparison at(Counterexample found) {
    double[] x = found.inputs();
    try {
      Optional<Comparison> difference = realValues(x);
      if (difference.isEmpty()
          && found.classification() == Counterexample.Classification.FLOAT32_ONLY) {
        return isViolatedInFloat32(found)
            ? new Comparison.Agrees(1)
            : new Comparison.Unknown("a run that rounds after every node of the model has it not");
      }
      return difference.orElse(new Comparison.Agrees(1));
    } catch (UncertainException e) {
      return new Comparison.Unknown(e.getMessage());
    } catch (UndefinedException e) {
      return undefined(x, e);
    }
  }

  private boolean isViolatedInFloat32(Counterexample found) {
    double[] y = tensors.output(evaluation(found.inputs(), Mode.TYPED));
    return Arrays.stream(y).allMatch(Double::isFinite)
        && found.violated().contains(found.point(), PropertyComparison.exact(y));
  }

  /** What differs, if anything does. */
  private Optional<Comparison> readings(double[] x) {
    Optional<Comparison> real = realValues(x);
    if (real.isPresent() || enclosure.isEmpty()) {
      return real;
    }
    Optional<List<Box>> boxes = enclosure.get().at(x);
    double[] y = tensors.output(evaluation(x, Mode.TYPED));
    if (boxes.isPresent() && !boxes.get().get(network.outputIndex()).contains(y)) {
      Box box = boxes.get().get(network.outputIndex());
      return Optional.of(
          new Comparison.Differs(
              "the output in binary32, input " + text(x), box.toString(), text(y)));
    }
    return Optional.empty();
  }

  private Optional<Comparison> realValues(double[] x) {
    Evaluation evaluation = evaluation(x, Mode.REAL);
    RunningError.Layers layers = running.layers(x, new double[x.length]);
    for (String name : evaluation.names()) {
      Integer layer = network.reading().tensors().get(name);
      if (layer != null) {
        Optional<Comparison> found =
            values(
                evaluation.place(name),
                x,
                layers.values()[layer],
                layers.errors()[layer],
                evaluation.value(name));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    int last = network.outputIndex();
    Optional<Comparison> output = outputs(x, last, layers, evaluation.outputs());
    if (output.isPresent()) {
      return output;
    }
    return property.at(x, Arrays.copyOf(layers.values()[last], network.outputSize()));
  }

  /** Compares all outputs of the model, which are those of the network one after the other. */
  private Optional<Comparison> outputs(
      double[] x, int last, RunningError.Layers layers, List<ReferenceTensor> outputs) {
    int first = 0;
    for (ReferenceTensor tensor : outputs) {
      int size = tensor.shape().size();
      int end = Math.min(first + size, network.outputSize());
      Optional<Comparison> found =
          values(
              "the output",
              x,
              Arrays.copyOfRange(layers.values()[last], first, end),
              Arrays.copyOfRange(layers.errors()[last], first, end),
              tensor);
      if (found.isPresent()) {
        return found;
      }
      first = end;
    }
    return first == network.outputSize()
        ? Optional.empty()
        : Optional.of(
            new Comparison.Differs(
                "the output", network.outputSize() + " elements", first + " elements"));
  }

  private Evaluation evaluation(double[] x, Mode mode) {
    return files.model().evaluate(tensors.inputs(x), mode);
  }

  private Optional<Comparison> values(
      String where, double[] x, double[] computed, double[] errors, ReferenceTensor tensor) {
    int size = tensor.shape().size();
    if (size != errors.length) {
      return Optional.of(
          new Comparison.Differs(where, errors.length + " elements", size + " elements"));
    }
    for (int i = 0; i < size; i++) {
      double value = ModelTensors.number(tensor, i);
      double radius = tensor.isReal() ? tensor.radius(i) : Math.abs(value) * 0x1p-53;
      double off = Math.abs(computed[i] - value);
      if (off > (errors[i] + radius) * (1 + 0x1p-20) + Double.MIN_NORMAL) {
        return Optional.of(
            new Comparison.Differs(
                where + ", element " + i + ", input " + text(x),
                computed[i] + " ± " + errors[i],
                value + " ± " + radius));
      }
    }
    return Optional.empty();
  }

  /** The nearest binary32 point inside the box, or the point itself where there is none. */
  private double[] inFloat32(int number, double[] point) {
    Box box = query.boxes().get(number);
    double[] x = new double[point.length];
    for (int i = 0; i < x.length; i++) {
      float nearest = (float) point[i];
      float inside =
          nearest < box.lower()[i]
              ? Math.nextUp(nearest)
              : nearest > box.upper()[i] ? Math.nextDown(nearest) : nearest;
      x[i] = inside;
    }
    return x;
  }

  private static String text(double[] x) {
    return x.length <= 8
        ? Arrays.toString(x)
        : Arrays.toString(Arrays.copyOf(x, 8)).replace("]", ", … " + (x.length - 8) + " more]");
  }
}
