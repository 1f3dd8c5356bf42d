package org.plumbline.benchmarks.onepixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.NetworkBuilder;

class OnePixelRunTest {
  private static final double[] BLACK = new double[6];

  /** y₀ = bias − x₂ − x₄ / 2, y₁ = 0, of images of 2 × 3. */
  private static OnePixelRun run(double bias) {
    NetworkBuilder builder = new NetworkBuilder(1, 6);
    double[] weights = {0, 0, -1, 0, -0.5, 0, 0, 0, 0, 0, 0, 0};
    builder.add(new AffineLayer(0, new DenseMap(2, 6, weights), new double[] {bias, 0}));
    BlackBox box = new NetworkBlackBox(builder.build(), JavaGemm::new, 1);
    return new OnePixelRun(box, new ImageDomain(1, 2, 3, 0, 1));
  }

  /** x₂ &gt; 0.499 has the values 128 to 255 of 255, x₄ &gt; 0.998 the last. */
  @Test
  void countsFlipsAndPixels() {
    OnePixelRun run = run(0.499);
    OnePixelRun.Row row = run.row(run.candidate(7, 0, BLACK));
    assertThat(row.image().margin()).isEqualTo(0.499);
    assertThat(row.flips()).isEqualTo(128 + 1);
    assertThat(row.pixels()).isEqualTo(2);
    assertThat(row.found()).isTrue();
    assertThat(row.isMissed()).isFalse();
  }

  @Test
  void whereNothingFlipsNothingIsMissed() {
    OnePixelRun run = run(1.1);
    OnePixelRun.Row row = run.row(run.candidate(7, 0, BLACK));
    assertThat(row.flips()).isZero();
    assertThat(row.found()).isFalse();
    assertThat(row.isMissed()).isFalse();
    assertThat(new OnePixelRun.Row(row.image(), 1, 1, false, 9).isMissed()).isTrue();
  }

  @Test
  void theLeastMarginsOfRightAnswersAreTested() {
    OnePixelRun.Candidate near = run(0.1).candidate(1, 0, BLACK);
    OnePixelRun.Candidate far = run(0.9).candidate(2, 0, BLACK);
    OnePixelRun.Candidate wrong = run(0.9).candidate(3, 1, BLACK);
    assertThat(OnePixelRun.nearest(List.of(far, wrong, near), 2)).containsExactly(near, far);
    assertThat(OnePixelRun.nearest(List.of(far, wrong, near), 1)).containsExactly(near);
  }
}
