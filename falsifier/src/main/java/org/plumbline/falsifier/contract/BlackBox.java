package org.plumbline.falsifier.contract;

/**
 * A classifier of which nothing is known but its answers. One instance serves one caller at a time.
 */
public interface BlackBox extends AutoCloseable {
  /** What an answer tells. */
  enum Knowledge {
    /** A score for every class; the greatest wins, the first of them at a tie. */
    SCORES,
    /** The winning class alone. */
    LABELS
  }

  /** Values of one input. */
  int inputs();

  /** Classes, numbered from 0; at least 2. */
  int classes();

  Knowledge knowledge();

  /**
   * Answers {@code [rows × classes]} to inputs {@code [rows × inputs]}, both flat. Where labels are
   * all that is known, the winner's score is 1 and all others are 0.
   *
   * @return not to be changed, valid until the next call, possibly longer than needed
   * @throws BlackBoxException if there is no answer, or none that makes sense
   */
  double[] scores(int rows, double[] x);

  @Override
  default void close() {}

  /** The class that wins by the scores that start at an offset: the first of the greatest. */
  static int winner(double[] scores, int offset, int classes) {
    int best = 0;
    for (int j = 1; j < classes; j++) {
      best = scores[offset + j] > scores[offset + best] ? j : best;
    }
    return best;
  }
}
