package org.plumbline.verifier.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.verifier.fuzz.Problem.Row;

/** Makes a problem simpler for as long as it still fails. */
final class Shrinker {
  private final Predicate<Problem> isFailing;
  private int attempts;

  /**
   * @param attempts to spend at most
   */
  Shrinker(Predicate<Problem> isFailing, int attempts) {
    this.isFailing = isFailing;
    this.attempts = attempts;
  }

  Problem shrink(Problem problem) {
    for (Problem candidate : simpler(problem)) {
      for (Problem variant : List.of(candidate, RandomProblem.atHint(candidate))) {
        if (attempts-- <= 0) {
          return problem;
        }
        if (isFailing.test(variant)) {
          return shrink(variant);
        }
      }
    }
    return problem;
  }

  private static List<Problem> simpler(Problem problem) {
    List<Problem> result = new ArrayList<>();
    addFewerRows(problem, result);
    addFewerLayers(problem, result);
    addNarrowerBoxes(problem, result);
    for (int k = 1; k < problem.network().depth(); k++) {
      addSimplerLayers(problem, k, result);
    }
    return result;
  }

  private static void addFewerRows(Problem problem, List<Problem> result) {
    for (int p = 0; p < problem.unsafe().size(); p++) {
      if (problem.unsafe().size() > 1) {
        List<List<Row>> fewer = new ArrayList<>(problem.unsafe());
        fewer.remove(p);
        result.add(problem.withUnsafe(fewer));
      }
      for (int r = 0; problem.unsafe().get(p).size() > 1 && r < 2; r++) {
        List<List<Row>> fewer = new ArrayList<>(problem.unsafe());
        List<Row> rows = new ArrayList<>(fewer.get(p));
        rows.remove(Math.min(r, rows.size() - 1));
        fewer.set(p, rows);
        result.add(problem.withUnsafe(fewer));
      }
    }
  }

  /** Every layer in turn gives way to one that it reads, where the sizes are equal. */
  private static void addFewerLayers(Problem problem, List<Problem> result) {
    Network network = problem.network();
    for (int k = 1; k < network.depth(); k++) {
      for (int source : network.layer(k).sources()) {
        if (network.layer(source).size() == network.layer(k).size() && network.depth() > 2) {
          result.add(problem.withNetwork(without(network, k, source)));
        }
      }
    }
  }

  private static Network without(Network network, int removed, int instead) {
    boolean[] isUsed = new boolean[network.depth()];
    int output = removed == network.outputIndex() ? instead : network.outputIndex();
    isUsed[output] = true;
    for (int k = output; k > 0; k--) {
      for (int source : network.layer(k).sources()) {
        isUsed[source == removed ? instead : source] |= isUsed[k] && k != removed;
      }
    }
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    int[] newIndex = new int[network.depth()];
    for (int k = 1; k <= output; k++) {
      if (k == removed) {
        newIndex[k] = newIndex[instead];
      } else if (isUsed[k]) {
        newIndex[k] = builder.add(renumbered(network.layer(k), newIndex));
      }
    }
    return builder.build();
  }

  private static Layer renumbered(Layer layer, int[] newIndex) {
    if (layer instanceof AffineLayer affine) {
      List<AffineLayer.Term> terms =
          affine.terms().stream()
              .map(t -> new AffineLayer.Term(newIndex[t.source()], t.map()))
              .toList();
      return new AffineLayer(terms, affine.bias(), affine.biasError());
    } else if (layer instanceof ActivationLayer act) {
      return new ActivationLayer(newIndex[act.source()], act.size(), act.activation());
    } else if (layer instanceof ProductLayer product) {
      return new ProductLayer(newIndex[product.left()], newIndex[product.right()], product.size());
    } else if (layer instanceof ReluDifferenceLayer difference) {
      return new ReluDifferenceLayer(
          newIndex[difference.base()], newIndex[difference.change()], difference.size());
    } else if (layer instanceof MaximumLayer maximum) {
      return new MaximumLayer(newIndex[maximum.source()], maximum.groupStart(), maximum.members());
    }
    throw new IllegalArgumentException("an input cannot be renumbered");
  }

  private static void addNarrowerBoxes(Problem problem, List<Problem> result) {
    Box box = problem.box();
    for (int i = 0; i < box.size(); i++) {
      if (box.lower()[i] < box.upper()[i]) {
        double at = problem.hint() == null ? box.lower()[i] : problem.hint()[i];
        result.add(problem.withBox(cut(box, i, at, at)));
        double middle = 0.5 * box.lower()[i] + 0.5 * box.upper()[i];
        if (box.lower()[i] < middle && middle < box.upper()[i]) {
          result.add(
              problem.withBox(
                  at <= middle
                      ? cut(box, i, box.lower()[i], middle)
                      : cut(box, i, middle, box.upper()[i])));
        }
      }
      if (box.lower()[i] == box.upper()[i] && box.lower()[i] != 0) {
        result.add(problem.withBox(cut(box, i, 0, 0)));
      }
    }
  }

  private static Box cut(Box box, int i, double low, double high) {
    double[] lower = box.lower().clone();
    double[] upper = box.upper().clone();
    lower[i] = low;
    upper[i] = high;
    return new Box(lower, upper);
  }

  private static void addSimplerLayers(Problem problem, int k, List<Problem> result) {
    Network network = problem.network();
    if (network.layer(k) instanceof ActivationLayer act
        && act.activation().kind() != Activation.Kind.RELU) {
      ActivationLayer relu = new ActivationLayer(act.source(), act.size(), Activation.RELU);
      result.add(problem.withNetwork(replaced(network, k, relu)));
    } else if (network.layer(k) instanceof AffineLayer affine) {
      addSimplerAffine(problem, k, affine, result);
    }
  }

  private static void addSimplerAffine(
      Problem problem, int k, AffineLayer affine, List<Problem> result) {
    for (int t = 0; affine.terms().size() > 1 && t < affine.terms().size(); t++) {
      List<AffineLayer.Term> fewer = new ArrayList<>(affine.terms());
      fewer.remove(t);
      add(problem, k, fewer, affine.bias(), result);
    }
    for (int t = 0; t < affine.terms().size(); t++) {
      AffineLayer.Term term = affine.terms().get(t);
      double[] weights = dense(term);
      for (int w = 0; w < weights.length; w++) {
        for (double value : simplerThan(weights[w])) {
          double[] changed = weights.clone();
          changed[w] = value;
          List<AffineLayer.Term> terms = new ArrayList<>(affine.terms());
          int columns = term.map().inputSize();
          terms.set(
              t,
              new AffineLayer.Term(term.source(), new DenseMap(affine.size(), columns, changed)));
          add(problem, k, terms, affine.bias(), result);
        }
      }
    }
    for (int o = 0; o < affine.size(); o++) {
      for (double value : simplerThan(affine.bias()[o])) {
        double[] changed = affine.bias().clone();
        changed[o] = value;
        add(problem, k, affine.terms(), changed, result);
      }
    }
  }

  private static double[] simplerThan(double value) {
    double power = Math.copySign(Math.scalb(1.0, Math.getExponent(value)), value);
    boolean isPower = value == power || value == 0 || Math.getExponent(value) < -1022;
    return value == 0 ? new double[0] : isPower ? new double[] {0} : new double[] {0, power};
  }

  private static double[] dense(AffineLayer.Term term) {
    int columns = term.map().inputSize();
    double[] weights = new double[columns * term.map().outputSize()];
    for (int o = 0; o < term.map().outputSize(); o++) {
      int row = o * columns;
      term.map().visitRow(o, (input, weight) -> weights[row + input] = weight);
    }
    return weights;
  }

  private static void add(
      Problem problem, int k, List<AffineLayer.Term> terms, double[] bias, List<Problem> result) {
    AffineLayer changed = new AffineLayer(terms, bias, null);
    result.add(problem.withNetwork(replaced(problem.network(), k, changed)));
  }

  private static Network replaced(Network network, int k, Layer layer) {
    List<Layer> layers = new ArrayList<>(network.layers());
    layers.set(k, layer);
    return RandomNetwork.of(layers);
  }
}
