package org.plumbline.network.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
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

  /** Images next to each other, some of them zero but for one number, are what each is alone. */
  @RepeatedTest(100)
  void multipliesManyImagesAsItDoesEach(RepetitionInfo number) {
    Random random = new Random(number.getCurrentRepetition());
    ConvolutionMap map = convolution(random);
    int rows = 2 + random.nextInt(300);
    double[] x = new double[3 + rows * map.inputSize()];
    for (int r = 0; r < rows; r++) {
      int from = 3 + r * map.inputSize();
      if (random.nextBoolean()) {
        System.arraycopy(gaussians(random, map.inputSize()), 0, x, from, map.inputSize());
      } else {
        x[from + random.nextInt(map.inputSize())] = random.nextInt(2);
      }
    }
    double[] together = gaussians(random, 5 + rows * map.outputSize());
    double[] each = together.clone();
    map.apply(new JavaGemm(), rows, x, 3, together, 5);
    for (int r = 0; r < rows; r++) {
      map.apply(new JavaGemm(), 1, x, 3 + r * map.inputSize(), each, 5 + r * map.outputSize());
    }
    assertThat(together).containsExactly(each, offset(1e-12));
  }
}
