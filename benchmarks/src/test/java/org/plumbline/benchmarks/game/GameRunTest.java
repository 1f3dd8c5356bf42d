package org.plumbline.benchmarks.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.ImageDomain;

class GameRunTest {
  private static final ImageDomain DOMAIN = new ImageDomain(1, 6, 6, 0, 1);

  /** Class 1 where the sum of all values exceeds a threshold. */
  private record Bright(double threshold) implements BlackBox {
    @Override
    public int inputs() {
      return DOMAIN.values();
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public Knowledge knowledge() {
      return Knowledge.SCORES;
    }

    @Override
    public double[] scores(int rows, double[] x) {
      double[] scores = new double[2 * rows];
      for (int r = 0; r < rows; r++) {
        double[] image = Arrays.copyOfRange(x, r * inputs(), (r + 1) * inputs());
        scores[2 * r + 1] = Arrays.stream(image).sum() - threshold;
      }
      return scores;
    }
  }

  /** Four black pixels have to become white: 4 > 3.5 ≥ 3. */
  @Test
  void countsThePixelsThatAreNeeded() {
    GameRun.Row row = new GameRun(new Bright(3.5), DOMAIN, 5).row(7, new double[36]);
    assertThat(row.image()).isEqualTo(7);
    assertThat(row.label()).isZero();
    assertThat(row.pixels()).isEqualTo(4);
    assertThat(row.isMinimal()).isTrue();
  }

  @Test
  void imagesThatKeepTheirClassAreNotMinimal() {
    GameRun.Row row = new GameRun(new Bright(40), DOMAIN, 5).row(0, new double[36]);
    assertThat(row.pixels()).isNaN();
    assertThat(row.isMinimal()).isFalse();
  }
}
