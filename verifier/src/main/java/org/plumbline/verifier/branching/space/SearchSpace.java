package org.plumbline.verifier.branching.space;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.proof.Trace;
import org.plumbline.verifier.proof.TraceMemory;

/**
 * What a search by input splitting ranges over: the cases of a property and the inputs that vary,
 * by more than rounding, in at least one of them. A subproblem stores the ends of those inputs
 * only.
 */
public final class SearchSpace {
  private static final double NARROW = 0x1p-48;

  private final List<UnsafeSet> sets;
  private final Premise premise;
  private final int[] varying;
  private final double[][] scales;

  /**
   * @param premise about neurons of the network that is searched
   */
  public SearchSpace(List<UnsafeSet> sets, Premise premise) {
    this.sets = List.copyOf(sets);
    this.premise = premise;
    this.varying = varyingIn(sets);
    this.scales = sets.stream().map(s -> scaleOf(s, varying)).toArray(double[][]::new);
  }

  private static int[] varyingIn(List<UnsafeSet> sets) {
    Box first = sets.get(0).box();
    return java.util.stream.IntStream.range(0, first.size())
        .filter(i -> sets.stream().anyMatch(set -> isWide(set.box(), i)))
        .toArray();
  }

  /** An input fixed at a decimal is a box of one unit in the last place, and not worth a split. */
  private static boolean isWide(Box box, int i) {
    double low = box.lower()[i];
    double high = box.upper()[i];
    return high - low > NARROW * Math.max(Math.abs(low), Math.abs(high));
  }

  public int sets() {
    return sets.size();
  }

  public UnsafeSet set(int index) {
    return sets.get(index);
  }

  /** What every case takes for granted. */
  public Premise premise() {
    return premise;
  }

  /** Inputs that vary, ascending. */
  public int[] varying() {
    return varying;
  }

  /** One over the width of each varying input in a case; 0 where it does not vary there. */
  public double[] scale(int set) {
    return scales[set];
  }

  private static double[] scaleOf(UnsafeSet set, int[] varying) {
    double[] scale = new double[varying.length];
    for (int v = 0; v < varying.length; v++) {
      double width = set.box().upper()[varying[v]] - set.box().lower()[varying[v]];
      scale[v] = width > 0 ? 1 / width : 0;
    }
    return scale;
  }

  /** The smallest box that holds every case. */
  public Box hull() {
    double[] lower = sets.get(0).box().lower().clone();
    double[] upper = sets.get(0).box().upper().clone();
    for (UnsafeSet set : sets) {
      for (int i = 0; i < lower.length; i++) {
        lower[i] = Math.min(lower[i], set.box().lower()[i]);
        upper[i] = Math.max(upper[i], set.box().upper()[i]);
      }
    }
    return new Box(lower, upper);
  }

  /** One subproblem per case that has a polyhedron to refute. */
  public List<Subproblem> roots() {
    TraceMemory memory = TraceMemory.ofJava();
    List<Subproblem> roots = new ArrayList<>();
    for (int s = 0; s < sets.size(); s++) {
      UnsafeSet set = sets.get(s);
      double[] lower = new double[varying.length];
      double[] upper = new double[varying.length];
      for (int v = 0; v < varying.length; v++) {
        lower[v] = set.box().lower()[varying[v]];
        upper[v] = set.box().upper()[varying[v]];
      }
      int[] open = java.util.stream.IntStream.range(0, set.polyhedra()).toArray();
      roots.add(
          new Subproblem(
              s,
              lower,
              upper,
              open,
              Splits.of(premise),
              null,
              null,
              Double.NEGATIVE_INFINITY,
              1.0 / sets.size(),
              new Trace(memory)));
    }
    return roots;
  }

  /** The root of a case as one subproblem for each of its polyhedra. */
  public List<Subproblem> rootsByPolyhedron() {
    TraceMemory memory = TraceMemory.ofJava();
    List<Subproblem> parts = new ArrayList<>();
    for (Subproblem root : roots()) {
      for (int p : root.open()) {
        double share = root.share() / root.open().length;
        parts.add(
            root.within(
                root.lower(),
                root.upper(),
                new int[] {p},
                root.margin(),
                share,
                new Trace(memory)));
      }
    }
    return parts;
  }

  /** Writes a subproblem's whole input box at an offset. */
  public void box(Subproblem subproblem, double[] lower, double[] upper, int offset) {
    Box box = set(subproblem.unsafeSet()).box();
    System.arraycopy(box.lower(), 0, lower, offset, box.size());
    System.arraycopy(box.upper(), 0, upper, offset, box.size());
    for (int v = 0; v < varying.length; v++) {
      lower[offset + varying[v]] = subproblem.lower()[v];
      upper[offset + varying[v]] = subproblem.upper()[v];
    }
  }
}
