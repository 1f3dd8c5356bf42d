package org.plumbline.verifier.certified;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.plumbline.certificates.check.PointEnclosure;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.WholeInputs;

/**
 * Whether a network and a property are what their files say, at one point. The values of all
 * tensors that layers hold have to agree, as real numbers, within the error bounds of both
 * evaluations; with binary32 semantics what a runtime computes that rounds after every node has to
 * lie in the enclosure that is charged; and the formula, evaluated as it is written, has to be true
 * of the point and what the network makes of it just if the rows that are proved about are.
 */
final class PointComparison {
  private static final int POINTS_WITHOUT_CASES = 50;

  private final List<ModelComparison> models;
  private final Optional<JoinedComparison> joined;
  private final PropertyComparison property;
  private final Arrangement arrangement;
  private final Query query;
  private final Network network;
  private final Semantics semantics;
  private final Optional<PointEnclosure> enclosure;
  private int compared;
  private String lastObstacle = "";

  /**
   * @param models one after the other, whose outputs are those of the query
   * @param joined of the query's network, unless it is that of the only model
   */
  PointComparison(
      List<ModelComparison> models,
      Optional<JoinedComparison> joined,
      PropertyComparison property,
      Arrangement arrangement,
      Query query,
      Semantics semantics) {
    this.models = List.copyOf(models);
    this.joined = joined;
    this.property = property;
    this.arrangement = arrangement;
    this.query = query;
    this.network = query.network();
    this.semantics = semantics;
    this.enclosure =
        semantics == Semantics.FLOAT32
            ? Optional.of(PointEnclosure.of(network, semantics))
            : Optional.empty();
  }

  /** Points that were compared. */
  int compared() {
    return compared;
  }

  /** What the points said that were looked at, none of which differs. */
  Comparison summary() {
    if (compared > 0 && !property.hasMovedMerged()) {
      return new Comparison.Unknown(
          "a second reading of the property found no violation, near which inputs have to be equal");
    }
    return compared > 0
        ? new Comparison.Agrees(compared)
        : new Comparison.Unknown(
            "a second reading of the files could be compared at no point: " + lastObstacle);
  }

  /** Of a property that no input can violate: its formula is false at points anywhere. */
  Comparison withoutCases(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int outputs = network.outputSize() - arrangement.products().size();
    for (int k = 0; k < POINTS_WITHOUT_CASES; k++) {
      double[] x = random.doubles(network.inputSize(), -k, k + 1).toArray();
      double[] y = random.doubles(outputs, -k, k + 1).toArray();
      Optional<Comparison> found = property.at(x, y);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return new Comparison.Agrees(POINTS_WITHOUT_CASES);
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
        "the model is not defined at the input "
            + TensorComparison.text(x)
            + ": "
            + e.getMessage());
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
    double[] y = typed(found.inputs());
    return Arrays.stream(y).allMatch(Double::isFinite)
        && found
            .violated()
            .contains(
                found.point(),
                arrangement.withProducts(found.point(), PropertyComparison.exact(y)));
  }

  /** What differs, if anything does. */
  private Optional<Comparison> readings(double[] x) {
    Optional<Comparison> real = realValues(x);
    if (real.isPresent() || enclosure.isEmpty()) {
      return real;
    }
    Optional<List<Box>> boxes = enclosure.get().at(x);
    double[] y = typed(x);
    if (boxes.isEmpty()) {
      return Optional.empty();
    }
    Box outputs = boxes.get().get(network.outputIndex());
    Box box =
        new Box(Arrays.copyOf(outputs.lower(), y.length), Arrays.copyOf(outputs.upper(), y.length));
    if (!box.contains(y)) {
      return Optional.of(
          new Comparison.Differs(
              "the output in binary32, input " + TensorComparison.text(x),
              box.toString(),
              TensorComparison.text(y)));
    }
    return Optional.empty();
  }

  /** The outputs of all models in binary32, one after the other. */
  private double[] typed(double[] x) {
    return models.stream().flatMapToDouble(model -> DoubleStream.of(model.typed(x))).toArray();
  }

  private Optional<Comparison> realValues(double[] x) {
    List<ReferenceTensor> outputs = new ArrayList<>();
    ModelComparison.Values values = null;
    for (ModelComparison model : models) {
      values = model.at(x);
      if (values.difference().isPresent()) {
        return values.difference();
      }
      outputs.addAll(values.outputs());
    }
    if (joined.isPresent()) {
      values = joined.get().at(x, outputs);
      if (values.difference().isPresent()) {
        return values.difference();
      }
    }
    int declared = values.computed().length - arrangement.products().size();
    return property.at(x, Arrays.copyOf(values.computed(), declared));
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
}
