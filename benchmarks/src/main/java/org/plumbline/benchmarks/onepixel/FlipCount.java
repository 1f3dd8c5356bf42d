package org.plumbline.benchmarks.onepixel;

import java.util.HashSet;
import java.util.Set;
import org.plumbline.falsifier.contract.BlackBox;

/** Notes the changes of one value that give an image another class. */
final class FlipCount implements BlackBox {
  private final BlackBox inner;
  private final int label;
  private final double[] original;
  private final Set<Change> flips = new HashSet<>();

  FlipCount(BlackBox inner, int label, double[] original) {
    this.inner = inner;
    this.label = label;
    this.original = original;
  }

  private record Change(int place, double value) {}

  int flips() {
    return flips.size();
  }

  /** How many places have such a change. */
  long pixels() {
    return flips.stream().mapToInt(Change::place).distinct().count();
  }

  @Override
  public int inputs() {
    return inner.inputs();
  }

  @Override
  public int classes() {
    return inner.classes();
  }

  @Override
  public Knowledge knowledge() {
    return inner.knowledge();
  }

  @Override
  public double[] scores(int rows, double[] x) {
    double[] scores = inner.scores(rows, x);
    for (int r = 0; r < rows; r++) {
      if (BlackBox.winner(scores, r * classes(), classes()) != label) {
        for (int i = 0; i < original.length; i++) {
          double value = x[r * original.length + i];
          if (value != original[i]) {
            flips.add(new Change(i, value));
          }
        }
      }
    }
    return scores;
  }
}
