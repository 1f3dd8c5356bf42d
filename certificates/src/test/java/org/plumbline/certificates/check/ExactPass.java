package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.List;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;

/** A backward pass as {@code docs/certificate-format.md} says, in rationals, for ReLU networks. */
final class ExactPass {
  private static final Fraction STEPS = Fraction.of(255);

  private final Network network;
  private final SlopeNeurons neurons;
  private final ExactTables tables;
  private final List<Phase> phases;

  ExactPass(Network network, SlopeNeurons neurons, ExactTables tables) {
    this(network, neurons, tables, List.of());
  }

  private ExactPass(Network network, SlopeNeurons neurons, ExactTables tables, List<Phase> phases) {
    this.network = network;
    this.neurons = neurons;
    this.tables = tables;
    this.phases = phases;
  }

  /** What a ReLU reads is at least 0, or at most. */
  record Phase(int layer, int neuron, boolean isAbove) {}

  /** Passes where ReLUs have phases. */
  ExactPass within(List<Phase> some) {
    return new ExactPass(network, neurons, tables, some);
  }

  private Phase phase(int layer, int neuron) {
    return phases.stream()
        .filter(phase -> phase.layer() == layer && phase.neuron() == neuron)
        .findFirst()
        .orElse(null);
  }

  /** {@code coefficient · neuron + constant ≤ 0} in the node. */
  record Term(int layer, int neuron, Fraction coefficient, Fraction constant) {}

  /** At most the function: {@code coefficients · inputs + constant}, and {@code lower}. */
  record Form(Fraction[] coefficients, Fraction constant, Fraction lower) {}

  /** Coefficients of all neurons, all zero. */
  Fraction[][] zero() {
    return network.layers().stream().map(layer -> zeros(layer.size())).toArray(Fraction[][]::new);
  }

  private static Fraction[] zeros(int size) {
    Fraction[] zeros = new Fraction[size];
    Arrays.fill(zeros, Fraction.ZERO);
    return zeros;
  }

  Form boundNeuron(
      int k, int i, boolean isNegated, byte[] slopes, ExactBounds bounds, boolean isParallel) {
    return boundNeuron(k, i, isNegated, List.of(), slopes, bounds, isParallel);
  }

  Form boundNeuron(
      int k,
      int i,
      boolean isNegated,
      List<Term> splits,
      byte[] slopes,
      ExactBounds bounds,
      boolean isParallel) {
    Fraction[][] a = zero();
    a[k][i] = isNegated ? Fraction.ONE.negated() : Fraction.ONE;
    return bound(a, splits, slopes, bounds, isParallel);
  }

  /**
   * @param a coefficients of neurons, used up
   * @param slopes of the certificate, or null
   */
  Form bound(
      Fraction[][] a, List<Term> splits, byte[] slopes, ExactBounds bounds, boolean isParallel) {
    int top = splits.stream().mapToInt(Term::layer).max().orElse(0);
    for (int k = top; k < a.length; k++) {
      top = Arrays.stream(a[k]).anyMatch(c -> c.signum() != 0) ? k : top;
    }
    Fraction constant = Fraction.ZERO;
    Fraction lower = null;
    for (int k = top; k >= 1; k--) {
      for (Term term : splits) {
        if (term.layer() == k) {
          a[k][term.neuron()] = a[k][term.neuron()].plus(term.coefficient());
          constant = constant.plus(term.constant());
        }
      }
      if (tables.source(k) >= 0) {
        lower = greatest(lower, constant.plus(least(a, k, bounds)));
        constant = constant.plus(tables(a, k, bounds, isParallel));
      } else if (network.layer(k) instanceof AffineLayer affine) {
        constant = constant.plus(affine(affine, a, k));
      } else {
        lower = greatest(lower, constant.plus(least(a, k, bounds)));
        ActivationLayer act = (ActivationLayer) network.layer(k);
        constant = constant.plus(relu(act, a, k, slopes, bounds, isParallel));
      }
      a[k] = zeros(a[k].length);
    }
    return new Form(a[0], constant, greatest(lower, constant.plus(least(a, 0, bounds))));
  }

  private static Fraction greatest(Fraction present, Fraction found) {
    return present == null ? found : present.greatest(found);
  }

  private static Fraction least(Fraction[][] a, int top, ExactBounds bounds) {
    Fraction sum = Fraction.ZERO;
    for (int k = 0; k <= top; k++) {
      for (int i = 0; i < a[k].length; i++) {
        sum = sum.plus(bounds.least(k, i, a[k][i]));
      }
    }
    return sum;
  }

  /** Moves coefficients to the sources and returns what they leave in the constant. */
  private static Fraction affine(AffineLayer layer, Fraction[][] a, int k) {
    Fraction constant = Fraction.ZERO;
    for (int i = 0; i < a[k].length; i++) {
      Fraction c = a[k][i];
      if (c.signum() != 0) {
        constant = constant.plus(c.times(Fraction.of(layer.bias()[i])));
        for (AffineLayer.Term term : layer.terms()) {
          Fraction[] below = a[term.source()];
          term.map().visitRow(i, (j, v) -> below[j] = below[j].plus(c.times(Fraction.of(v))));
        }
      }
    }
    return constant;
  }

  private Fraction tables(Fraction[][] a, int k, ExactBounds bounds, boolean isParallel) {
    Fraction constant = Fraction.ZERO;
    int source = tables.source(k);
    for (int i = 0; i < a[k].length; i++) {
      Fraction c = a[k][i];
      int t = tables.neuron(k, i);
      Fraction low = bounds.lower(source, t);
      Fraction high = bounds.upper(source, t);
      if (c.signum() != 0) {
        Fraction slope =
            isParallel
                ? tables.parallel(k, i, low, high)
                : tables.slope(k, i, c.signum(), low, high);
        Fraction signed = c.signum() > 0 ? slope : slope.negated();
        Fraction size = c.signum() > 0 ? c : c.negated();
        Fraction offset = tables.least(k, i, c.signum(), signed, low, high);
        constant = constant.plus(size.times(offset));
        a[source][t] = a[source][t].plus(c.times(slope));
      }
    }
    return constant;
  }

  private Fraction relu(
      ActivationLayer act,
      Fraction[][] a,
      int k,
      byte[] slopes,
      ExactBounds bounds,
      boolean isParallel) {
    Fraction constant = Fraction.ZERO;
    for (int i = 0; i < a[k].length; i++) {
      Fraction c = a[k][i];
      Fraction low = bounds.lower(act.source(), i);
      Fraction high = bounds.upper(act.source(), i);
      Fraction slope;
      Phase phase = phase(act.source(), i);
      if (phase != null) {
        slope = phase.isAbove() ? Fraction.ONE : Fraction.ZERO;
      } else if (c.signum() == 0 || low.signum() < 0 && high.signum() <= 0) {
        slope = Fraction.ZERO;
      } else if (low.signum() >= 0) {
        slope = Fraction.ONE;
      } else {
        Fraction chord = high.over(high.minus(low));
        int position = slopes == null ? -1 : neurons.position(k, i);
        if (c.signum() < 0) {
          slope = chord;
          constant = constant.minus(c.times(chord).times(low));
        } else if (position >= 0 && position < slopes.length) {
          slope = Fraction.of(slopes[position] & 0xff).over(STEPS);
        } else if (isParallel) {
          slope = chord;
        } else {
          slope = high.compareTo(low.negated()) > 0 ? Fraction.ONE : Fraction.ZERO;
        }
      }
      a[act.source()][i] = a[act.source()][i].plus(c.times(slope));
    }
    return constant;
  }
}
