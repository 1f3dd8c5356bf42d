package org.plumbline.network.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NonZeroWindowTest {
  private static int in(int outputs, int kernel, int stride, int dilation, int before, int after) {
    return (outputs - 1) * stride + (kernel - 1) * dilation + 1 - before - after;
  }

  /** Every output that sees an input which is not zero is in a strip, which sees it, too. */
  @RepeatedTest(200)
  void stripsHoldWhatSeesSomething(RepetitionInfo number) {
    Random random = new Random(number.getCurrentRepetition());
    int kh = 1 + random.nextInt(3);
    int kw = 1 + random.nextInt(3);
    int sh = 1 + random.nextInt(3);
    int sw = 1 + random.nextInt(3);
    int dh = 1 + random.nextInt(2);
    int dw = 1 + random.nextInt(2);
    int top = random.nextInt(3);
    int left = random.nextInt(3);
    int outHeight = 3 + random.nextInt(5);
    int outWidth = 3 + random.nextInt(5);
    int height = Math.max(1, in(outHeight, kh, sh, dh, top, random.nextInt(2)));
    int width = Math.max(1, in(outWidth, kw, sw, dw, left, random.nextInt(2)));
    Window w = new Window(height, width, outHeight, outWidth, kh, kw, sh, sw, dh, dw, top, left);
    double[] x = new double[2 * w.inPixels()];
    for (int i = random.nextInt(3); i > 0; i--) {
      x[random.nextInt(x.length)] = 1;
    }
    boolean[] isCovered = new boolean[w.outPixels()];
    List<Window> strips = NonZeroWindow.strips(w, 2, x, 0, 1 << (18 + random.nextInt(5)));
    for (Window strip : strips) {
      for (int o = 0; o < strip.outPixels(); o++) {
        int row = o / strip.outWidth();
        int column = o % strip.outWidth();
        int whole = strip.firstIn(w) + row * outWidth + column;
        assertThat(isCovered[whole]).isFalse();
        isCovered[whole] = true;
        assertThat(strip.inRow(row, kh - 1)).isEqualTo(w.inRow(whole / outWidth, kh - 1));
        assertThat(strip.inColumn(column, 0)).isEqualTo(w.inColumn(whole % outWidth, 0));
      }
    }
    for (int o = 0; o < w.outPixels(); o++) {
      assertThat(isCovered[o] || !seesSomething(w, o, x)).as("output %d", o).isTrue();
    }
  }

  private static boolean seesSomething(Window w, int o, double[] x) {
    for (int tap = 0; tap < w.taps(); tap++) {
      int row = w.inRow(o / w.outWidth(), tap / w.kernelWidth());
      int column = w.inColumn(o % w.outWidth(), tap % w.kernelWidth());
      for (int c = 0; c < 2 && w.isRowInside(row) && w.isColumnInside(column); c++) {
        if (x[c * w.inPixels() + row * w.inWidth() + column] != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** A convolution that is large enough to be looked at is the same map. */
  @Test
  void largeConvolutionsMultiplyTheSame() {
    Window w = new Window(64, 64, 63, 64, 3, 3, 1, 1, 1, 1, 0, 1);
    Random random = new Random(1);
    double[] kernel = random.doubles(64 * 64 * 9L, -1, 1).toArray();
    ConvolutionMap map = new ConvolutionMap(w, 64, 64, 1, kernel, 0);
    assertThat(map.products()).isGreaterThan(1 << 26);
    double[] x = new double[2 * map.inputSize()];
    x[70] = 1;
    x[5 * 4096 + 4095] = -2;
    for (int i = map.inputSize(); i < x.length; i++) {
      x[i] = random.nextDouble();
    }
    double[] y = new double[2 * map.outputSize()];
    map.apply(new JavaGemm(), 2, x, 0, y, 0);
    for (int o = 0; o < map.outputSize(); o += 97) {
      double[] sum = new double[2];
      map.visitRow(
          o,
          (i, a) -> {
            sum[0] += a * x[i];
            sum[1] += a * x[map.inputSize() + i];
          });
      assertThat(y[o]).isCloseTo(sum[0], offset(1e-12));
      assertThat(y[map.outputSize() + o]).isCloseTo(sum[1], offset(1e-10));
    }
  }
}
