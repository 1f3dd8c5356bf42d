package org.plumbline.falsifier.game;

import java.util.List;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.trial.Trial;

/** Judges states by asking about their images, in batches that memory allows. */
public record TrialMargins(Ladders ladders, Trial trial) implements Margins {
  private static final int MOST_VALUES = 1 << 22;

  @Override
  public double[] of(List<State> states) {
    int values = ladders.domain().values();
    int most = Math.max(1, Math.min(states.size(), MOST_VALUES / values));
    double[] batch = new double[most * values];
    double[] margins = new double[states.size()];
    for (int first = 0; first < margins.length; first += most) {
      int rows = Math.min(most, margins.length - first);
      for (int r = 0; r < rows; r++) {
        ladders.write(states.get(first + r), batch, r);
      }
      System.arraycopy(trial.margins(rows, batch), 0, margins, first, rows);
    }
    return margins;
  }

  @Override
  public boolean areRanked() {
    return trial.knowledge() == BlackBox.Knowledge.SCORES;
  }
}
