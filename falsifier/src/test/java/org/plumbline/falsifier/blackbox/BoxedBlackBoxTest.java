package org.plumbline.falsifier.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.network.interval.Box;

class BoxedBlackBoxTest {
  private static final Box BOX = new Box(new double[] {-2, 0.1}, new double[] {2, 0.1});

  /** Its scores are its inputs. */
  private static final class Echo implements BlackBox {
    @Override
    public int inputs() {
      return 2;
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
      return Arrays.copyOf(x, 2 * rows);
    }
  }

  private static BoxedBlackBox boxed() {
    return new BoxedBlackBox(new Echo(), BOX, new int[] {1, 0});
  }

  @Test
  void endsStandForEndsAndPlacesForPlaces() {
    assertThat(boxed().scores(3, new double[] {0, 0, 1, 1, 0.3, 0.5}))
        .containsExactly(-2, 0.1, 2, 0.1, 0, 0.1);
  }

  @Test
  void anInputHasAnImageAndOneOutsideTheNearest() {
    assertThat(boxed().image(new double[] {1, 0.1})).containsExactly(0, 0.75);
    assertThat(boxed().image(new double[] {7, 9})).containsExactly(0, 1);
    double most = Double.MAX_VALUE;
    BoxedBlackBox wide =
        new BoxedBlackBox(
            new Echo(), new Box(new double[] {-most, 0}, new double[] {most, 1}), new int[] {0, 1});
    assertThat(wide.image(new double[] {0, 1})).containsExactly(0.5, 1);
    assertThat(wide.input(new double[] {1, 0.5})).containsExactly(most, 0.5);
  }

  @Test
  void aBoxOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> new BoxedBlackBox(new Echo(), BOX, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
