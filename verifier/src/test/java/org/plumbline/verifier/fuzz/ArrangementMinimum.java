package org.plumbline.verifier.fuzz;

import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.query.Premise;

/**
 * The minimum of a small ReLU network of one or two inputs by enumeration of all activation
 * patterns. Such a network is linear on the cells of an arrangement of line pieces, so its minimum
 * over a box is at a vertex: an intersection of two lines, each an edge of the box or the zero line
 * of a neuron under some pattern. All of them are evaluated; under a premise, those that satisfy
 * its literals.
 */
final class ArrangementMinimum {
  private final Subject subject;
  private final ForwardPass forward;
  private final Premise premise;
  private double least = Double.POSITIVE_INFINITY;

  private ArrangementMinimum(Subject subject, Premise premise) {
    this.subject = subject;
    this.premise = premise;
    this.forward = new ForwardPass(subject.network(), new JavaGemm());
  }

  static double of(Subject subject) {
    return of(subject, Premise.NONE);
  }

  /** Infinite where no input follows the premise. */
  static double of(Subject subject, Premise premise) {
    ArrangementMinimum search = new ArrangementMinimum(subject, premise);
    int neurons = 0;
    for (int l = 0; l + 1 < subject.weights().length; l++) {
      neurons += subject.weights()[l].length;
    }
    for (int pattern = 0; pattern < 1 << neurons; pattern++) {
      search.visit(search.lines(pattern, neurons));
    }
    return search.least;
  }

  /** Lines a·x = b as rows {a₁, a₂, b}: zero lines of all neurons, then the edges of the box. */
  private double[][] lines(int pattern, int neurons) {
    int inputs = subject.lower().length;
    double[][] lines = new double[neurons + 4][];
    double[][] values = new double[inputs][3];
    for (int i = 0; i < inputs; i++) {
      values[i][i] = 1;
    }
    int next = 0;
    for (int l = 0; l + 1 < subject.weights().length; l++) {
      double[][] layer = subject.weights()[l];
      double[][] after = new double[layer.length][3];
      for (int r = 0; r < layer.length; r++, next++) {
        after[r][2] = layer[r][layer[r].length - 1];
        for (int c = 0; c < values.length; c++) {
          for (int d = 0; d < 3; d++) {
            after[r][d] += layer[r][c] * values[c][d];
          }
        }
        lines[next] = new double[] {after[r][0], after[r][1], -after[r][2]};
        if ((pattern >> next & 1) == 0) {
          after[r] = new double[3];
        }
      }
      values = after;
    }
    boolean flat = inputs == 1;
    lines[next] = new double[] {1, 0, subject.lower()[0]};
    lines[next + 1] = new double[] {1, 0, subject.upper()[0]};
    lines[next + 2] = new double[] {0, 1, flat ? 0 : subject.lower()[1]};
    lines[next + 3] = new double[] {0, 1, flat ? 0 : subject.upper()[1]};
    return lines;
  }

  private void visit(double[][] lines) {
    for (int i = 0; i < lines.length; i++) {
      for (int j = 0; j < i; j++) {
        double determinant = lines[i][0] * lines[j][1] - lines[i][1] * lines[j][0];
        if (determinant != 0) {
          evaluate(
              (lines[i][2] * lines[j][1] - lines[i][1] * lines[j][2]) / determinant,
              (lines[i][0] * lines[j][2] - lines[i][2] * lines[j][0]) / determinant);
        }
      }
    }
  }

  private void evaluate(double first, double second) {
    double[] x = subject.lower().length == 1 ? new double[] {first} : new double[] {first, second};
    for (int i = 0; i < x.length; i++) {
      double slack = 1e-9 * (1 + Math.abs(x[i]));
      if (!(x[i] >= subject.lower()[i] - slack && x[i] <= subject.upper()[i] + slack)) {
        return;
      }
      x[i] = Math.max(subject.lower()[i], Math.min(subject.upper()[i], x[i]));
    }
    double[][] values = forward.trace(1, x);
    for (Premise.Literal literal : premise.literals()) {
      double z = values[literal.layer()][literal.neuron()];
      if ((literal.isActive() ? -z : z) > 1e-9) {
        return;
      }
    }
    least = Math.min(least, values[values.length - 1][0]);
  }
}
