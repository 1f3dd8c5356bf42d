package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * Which layers are tables, and their lines, as {@code docs/certificate-format.md} says, in
 * rationals: for ReLU networks with exact coefficients.
 */
final class ExactTables {
  private final Network network;
  private final boolean isOff;

  /**
   * @param isOff whether there is a premise
   */
  ExactTables(Network network, boolean isOff) {
    this.network = network;
    this.isOff = isOff;
  }

  private record Entry(int column, Fraction value) {}

  private static List<Entry> row(AffineLayer layer, int i) {
    List<Entry> entries = new ArrayList<>();
    layer.terms().get(0).map().visitRow(i, (j, v) -> entries.add(new Entry(j, Fraction.of(v))));
    return entries;
  }

  private long readers(int k) {
    return network.layers().stream()
        .mapToLong(l -> java.util.Arrays.stream(l.sources()).filter(s -> s == k).count())
        .sum();
  }

  /** The layer that tables of layer k are functions of, or −1 if they are none. */
  int source(int k) {
    if (isOff
        || !(network.layer(k) instanceof AffineLayer sums)
        || sums.terms().size() != 1
        || !(network.layer(sums.sources()[0]) instanceof ActivationLayer relus)
        || !(network.layer(relus.source()) instanceof AffineLayer scaled)
        || scaled.terms().size() != 1
        || readers(sums.sources()[0]) != 1
        || readers(relus.source()) != 1) {
      return -1;
    }
    List<Integer> used = new ArrayList<>();
    for (int j = 0; j < scaled.size(); j++) {
      if (row(scaled, j).size() != 1) {
        return -1;
      }
    }
    for (int i = 0; i < sums.size(); i++) {
      List<Entry> row = row(sums, i);
      row.forEach(e -> used.add(e.column()));
      if (row.size() < 2
          || row.stream().map(e -> row(scaled, e.column()).get(0).column()).distinct().count()
              > 1) {
        return -1;
      }
    }
    return used.stream().distinct().count() == used.size() ? scaled.sources()[0] : -1;
  }

  /** Whether the ReLUs that read a layer are those of tables. */
  boolean isInside(int k) {
    for (int t = 3; t < network.depth(); t++) {
      if (source(t) >= 0 && scaled(t) == network.layer(k)) {
        return true;
      }
    }
    return false;
  }

  /** Whether some tables are functions of a layer. */
  boolean areOf(int k) {
    for (int t = 3; t < network.depth(); t++) {
      if (source(t) == k) {
        return true;
      }
    }
    return false;
  }

  private Layer scaled(int k) {
    return network.layer(((ActivationLayer) network.layer(network.layer(k).sources()[0])).source());
  }

  /** The neuron that a table is a function of. */
  int neuron(int k, int i) {
    int relu = row((AffineLayer) network.layer(k), i).get(0).column();
    return row((AffineLayer) scaled(k), relu).get(0).column();
  }

  private Fraction value(int k, int i, Fraction t) {
    AffineLayer sums = (AffineLayer) network.layer(k);
    AffineLayer scaled = (AffineLayer) scaled(k);
    Fraction sum = Fraction.of(sums.bias()[i]);
    for (Entry entry : row(sums, i)) {
      Fraction w = row(scaled, entry.column()).get(0).value();
      Fraction z = w.times(t).plus(Fraction.of(scaled.bias()[entry.column()]));
      sum = sum.plus(entry.value().times(z.greatest(Fraction.ZERO)));
    }
    return sum;
  }

  private List<Fraction> points(int k, int i, Fraction low, Fraction high) {
    AffineLayer scaled = (AffineLayer) scaled(k);
    List<Fraction> points = new ArrayList<>(List.of(low, high));
    for (Entry entry : row((AffineLayer) network.layer(k), i)) {
      Fraction w = row(scaled, entry.column()).get(0).value();
      Fraction kink = Fraction.of(scaled.bias()[entry.column()]).over(w).negated();
      if (kink.compareTo(low) > 0 && kink.compareTo(high) < 0) {
        points.add(kink);
      }
    }
    points.sort(Fraction::compareTo);
    return points;
  }

  /** The least of {@code sign·f(t) − s·t}. */
  Fraction least(int k, int i, int sign, Fraction s, Fraction low, Fraction high) {
    Fraction least = null;
    for (Fraction t : points(k, i, low, high)) {
      Fraction value = value(k, i, t);
      Fraction g = (sign > 0 ? value : value.negated()).minus(s.times(t));
      least = least == null ? g : least.least(g);
    }
    return least;
  }

  /** The slope of the line below (side 1) or above (side −1) a table. */
  Fraction slope(int k, int i, int side, Fraction low, Fraction high) {
    List<Fraction> x = points(k, i, low, high);
    Fraction two = Fraction.of(2);
    Fraction middle = low.plus(high).over(two);
    Fraction best = Fraction.ZERO;
    Fraction lowest = null;
    for (Fraction a : x) {
      for (Fraction b : x) {
        boolean isOver = a.compareTo(middle) < 0 && b.compareTo(middle) >= 0 && a.compareTo(b) < 0;
        if (isOver) {
          Fraction ya = value(k, i, a);
          Fraction rise = value(k, i, b).minus(ya).over(b.minus(a));
          Fraction at = ya.plus(rise.times(middle.minus(a)));
          Fraction height = side > 0 ? at : at.negated();
          if (lowest == null || height.compareTo(lowest) < 0) {
            lowest = height;
            best = rise;
          }
        }
      }
    }
    return best;
  }

  /** The slope of parallel lines: of three candidates the one with the least gap. */
  Fraction parallel(int k, int i, Fraction low, Fraction high) {
    Fraction width = high.minus(low);
    Fraction chord =
        width.signum() == 0 ? Fraction.ZERO : value(k, i, high).minus(value(k, i, low)).over(width);
    Fraction best = Fraction.ZERO;
    Fraction least = null;
    for (Fraction s : List.of(slope(k, i, 1, low, high), slope(k, i, -1, low, high), chord)) {
      Fraction gap =
          least(k, i, -1, s.negated(), low, high).plus(least(k, i, 1, s, low, high)).negated();
      if (least == null || gap.compareTo(least) < 0) {
        least = gap;
        best = s;
      }
    }
    return best;
  }
}
