package org.plumbline.network.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ConvolutionMapTest extends LinearMapContractTest {
  @Override
  LinearMap map(Random random) {
    return convolution(random);
  }

  /** Strides, dilation, groups, kernels of any shape, padding on any side. */
  static ConvolutionMap convolution(Random random) {
    int kernelHeight = 1 + random.nextInt(3);
    int kernelWidth = 1 + random.nextInt(3);
    Window window =
        new Window(
            3 + random.nextInt(4),
            3 + random.nextInt(4),
            1 + random.nextInt(4),
            1 + random.nextInt(4),
            kernelHeight,
            kernelWidth,
            1 + random.nextInt(2),
            1 + random.nextInt(2),
            1 + random.nextInt(2),
            1 + random.nextInt(2),
            random.nextInt(3),
            random.nextInt(3));
    int groups = 1 + random.nextInt(2);
    int in = groups * (1 + random.nextInt(2));
    int out = groups * (1 + random.nextInt(3));
    double[] kernel = gaussians(random, out * (in / groups) * window.taps());
    return new ConvolutionMap(window, in, out, groups, kernel, 0);
  }

  /** Image 1 2 3 / 4 5 6 / 7 8 9, kernel 1 10 / 100 1000, padded by one above and to the left. */
  @Test
  void slidesAWindowOverAPaddedImage() {
    Window window = new Window(3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1);
    LinearMap map = new ConvolutionMap(window, 1, 1, 1, new double[] {1, 10, 100, 1000}, 0);
    double[] y = new double[4];
    map.apply(new JavaGemm(), 1, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0, y, 0);
    assertThat(y).containsExactly(1000, 3200, 7040, 9865);
  }
}
