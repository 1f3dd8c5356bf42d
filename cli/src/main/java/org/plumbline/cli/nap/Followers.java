package org.plumbline.cli.nap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.Observation;

/** The inputs that follow each pattern: their mean, their extremes, and some of them. */
final class Followers implements Consumer<Observation> {
  private static final int MOST_EXAMPLES = 6;

  private final List<OfClass> classes;

  Followers(List<ClassPattern> patterns) {
    this.classes = patterns.stream().map(OfClass::new).toList();
  }

  @Override
  public void accept(Observation observation) {
    classes.forEach(one -> one.accept(observation));
  }

  /** In the order of the patterns. */
  List<OfClass> classes() {
    return classes;
  }

  /** Those of one pattern. */
  static final class OfClass {
    private final ClassPattern of;
    private final List<Observation> typical = new ArrayList<>();
    private final List<Observation> others = new ArrayList<>();
    private final List<Observation> refuting = new ArrayList<>();
    private double[] sum = {};
    private double[] least = {};
    private double[] greatest = {};
    private int count;

    OfClass(ClassPattern of) {
      this.of = of;
    }

    private void accept(Observation observation) {
      if (!of.pattern().isFollowedBy(observation.active())) {
        return;
      }
      double[] x = observation.input();
      if (count++ == 0) {
        sum = new double[x.length];
        least = filled(x.length, Double.POSITIVE_INFINITY);
        greatest = filled(x.length, Double.NEGATIVE_INFINITY);
      }
      for (int i = 0; i < x.length; i++) {
        sum[i] += x[i];
        least[i] = Math.min(least[i], x[i]);
        greatest[i] = Math.max(greatest[i], x[i]);
      }
      List<Observation> kept =
          observation.predicted() != of.label()
              ? refuting
              : observation.isCorrect() ? typical : others;
      if (kept.size() < MOST_EXAMPLES) {
        kept.add(observation);
      }
    }

    private static double[] filled(int length, double value) {
      double[] values = new double[length];
      Arrays.fill(values, value);
      return values;
    }

    int count() {
      return count;
    }

    double[] mean() {
      return Arrays.stream(sum).map(value -> value / count).toArray();
    }

    double[] least() {
      return least;
    }

    double[] greatest() {
      return greatest;
    }

    /** Some that have the class by label and network. */
    List<Observation> typical() {
      return typical;
    }

    /** Some that the network takes for another class. */
    List<Observation> refuting() {
      return refuting;
    }

    /** Some that are labelled otherwise, though the network takes them for the class. */
    List<Observation> others() {
      return others;
    }
  }
}
