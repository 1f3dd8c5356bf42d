package org.plumbline.certificates.check;

import java.util.HashMap;
import java.util.Map;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;

/**
 * A zonotope as {@code docs/certificate-format.md} says, in rationals, for ReLU networks: with all
 * symbols that there can be, or with none.
 */
final class ExactZonotope {
  private static final Fraction HALF = Fraction.ONE.over(Fraction.of(2));

  /** Stands for what is the same for all points. */
  private static final Integer CENTRE = -1;

  private final Network network;
  private final ExactTables tables;
  private final ExactBounds bounds;
  private final boolean hasSymbols;
  private final Neuron[][] neurons;
  private int symbols;

  /** A sum of symbols, off by at most the rest. */
  private record Neuron(Map<Integer, Fraction> terms, Fraction rest) {
    static Neuron none() {
      return new Neuron(new HashMap<>(), Fraction.ZERO);
    }

    Neuron plus(Neuron other, Fraction times) {
      Map<Integer, Fraction> sum = new HashMap<>(terms);
      other.terms.forEach((s, g) -> sum.merge(s, g.times(times), Fraction::plus));
      return new Neuron(sum, rest.plus(other.rest.times(size(times))));
    }

    Neuron with(Integer symbol, Fraction value) {
      Map<Integer, Fraction> sum = new HashMap<>(terms);
      sum.merge(symbol, value, Fraction::plus);
      return new Neuron(sum, rest);
    }

    Neuron off(Fraction more) {
      return new Neuron(terms, rest.plus(more));
    }

    Fraction centre() {
      return terms.getOrDefault(CENTRE, Fraction.ZERO);
    }

    Fraction radius() {
      Fraction sum = rest;
      for (Map.Entry<Integer, Fraction> term : terms.entrySet()) {
        sum = term.getKey().equals(CENTRE) ? sum : sum.plus(size(term.getValue()));
      }
      return sum;
    }

    private static Fraction size(Fraction value) {
      return value.signum() < 0 ? value.negated() : value;
    }
  }

  ExactZonotope(Network network, ExactTables tables, ExactBounds bounds, boolean hasSymbols) {
    this.network = network;
    this.tables = tables;
    this.bounds = bounds;
    this.hasSymbols = hasSymbols;
    this.neurons = new Neuron[network.depth()][];
    neurons[0] = new Neuron[network.inputSize()];
    for (int j = 0; j < neurons[0].length; j++) {
      neurons[0][j] = between(Neuron.none(), bounds.lower(0, j), bounds.upper(0, j));
    }
  }

  /** A neuron plus something between two numbers. */
  private Neuron between(Neuron neuron, Fraction low, Fraction high) {
    Neuron moved = neuron.with(CENTRE, low.plus(high).times(HALF));
    Fraction half = high.minus(low).times(HALF);
    if (half.signum() == 0) {
      return moved;
    }
    return hasSymbols ? moved.with(symbols++, half) : moved.off(half);
  }

  /** Bounds a layer; the caller has bounded it by intervals. */
  void bound(int k) {
    neurons[k] = new Neuron[network.layer(k).size()];
    for (int i = 0; i < neurons[k].length; i++) {
      Neuron neuron =
          tables.source(k) >= 0
              ? table(k, i)
              : network.layer(k) instanceof AffineLayer affine
                  ? affine(affine, i)
                  : relu((ActivationLayer) network.layer(k), i);
      neurons[k][i] = neuron;
      bounds.raise(k, i, neuron.centre().minus(neuron.radius()));
      bounds.reduce(k, i, neuron.centre().plus(neuron.radius()));
    }
  }

  private Neuron affine(AffineLayer affine, int i) {
    Neuron[] sum = {Neuron.none().with(CENTRE, Fraction.of(affine.bias()[i]))};
    for (AffineLayer.Term term : affine.terms()) {
      Neuron[] from = neurons[term.source()];
      term.map().visitRow(i, (j, v) -> sum[0] = sum[0].plus(from[j], Fraction.of(v)));
    }
    return sum[0];
  }

  private Neuron relu(ActivationLayer act, int i) {
    Neuron from = neurons[act.source()][i];
    Fraction low = bounds.lower(act.source(), i);
    Fraction high = bounds.upper(act.source(), i);
    if (low.signum() >= 0) {
      return from;
    } else if (high.signum() <= 0) {
      return Neuron.none();
    }
    Fraction chord = high.over(high.minus(low));
    Neuron scaled = Neuron.none().plus(from, chord);
    return between(scaled, Fraction.ZERO, chord.times(low).negated());
  }

  private Neuron table(int k, int i) {
    int t = tables.neuron(k, i);
    Fraction low = bounds.lower(tables.source(k), t);
    Fraction high = bounds.upper(tables.source(k), t);
    Fraction slope = tables.parallel(k, i, low, high);
    Fraction least = tables.least(k, i, 1, slope, low, high);
    Fraction most = tables.least(k, i, -1, slope.negated(), low, high).negated();
    Neuron scaled = Neuron.none().plus(neurons[tables.source(k)][t], slope);
    return between(scaled, least, most);
  }
}
