package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.Window;

/**
 * Products are what a plain sum says, of one function or several, few neurons or many, and again.
 */
class SparseRowsTest {
  private static final int ROWS = 40;
  private static final int COLUMNS = 30;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "8, 1", "8, 3"})
  void productsAreSums(int width, int sparsity) {
    Random random = new Random(7);
    double[] matrix = new double[ROWS * COLUMNS];
    for (int e = 0; e < matrix.length; e++) {
      matrix[e] = random.nextInt(sparsity) == 0 ? random.nextGaussian() : 0;
    }
    SparseRows rows = new SparseRows(new DenseMap(ROWS, COLUMNS, matrix, 0));
    assertProducts(rows, matrix, width, random);
    double[] some = matrix.clone();
    for (int i = 0; i < ROWS; i++) {
      some[i * COLUMNS + 4] = 0;
    }
    assertProducts(rows.keeping(j -> j != 4), some, width, random);
  }

  private static void assertProducts(SparseRows rows, double[] matrix, int width, Random random) {
    CoefficientBlock from = new CoefficientBlock(ROWS, width);
    CoefficientBlock to = new CoefficientBlock(COLUMNS, width);
    for (int touched : new int[] {1, 2, ROWS, 0, 3}) {
      from.clear();
      to.clear();
      for (int t = 0; t < touched; t++) {
        int i = (7 * t + 3) % ROWS;
        from.touch(i);
        for (int r = 0; r < width; r++) {
          from.values()[i * width + r] = random.nextGaussian();
        }
      }
      to.touch(5);
      to.values()[6 * width - 1] = 2;
      rows.addTransposed(from, to);
      assertProduct(matrix, from, to);
    }
  }

  private static void assertProduct(double[] matrix, CoefficientBlock from, CoefficientBlock to) {
    int width = from.width();
    for (int j = 0; j < COLUMNS; j++) {
      for (int r = 0; r < width; r++) {
        double sum = j == 5 && r == width - 1 ? 2 : 0;
        for (int i = 0; i < ROWS; i++) {
          sum += matrix[i * COLUMNS + j] * from.values()[i * width + r];
        }
        assertThat(to.values()[j * width + r]).isCloseTo(sum, Offset.offset(1e-12));
        assertThat(touched(to).get(j) || sum == 0).isTrue();
      }
    }
  }

  private static BitSet touched(CoefficientBlock block) {
    BitSet touched = new BitSet();
    for (int t = 0; t < block.count(); t++) {
      touched.set(block.neuron(t));
    }
    return touched;
  }

  /** By the kernel as by entries: strides, dilations, padding, groups, some channels only. */
  @Test
  void productsOfConvolutionsAreThoseOfTheirEntries() {
    Random random = new Random(8);
    for (int trial = 0; trial < 200; trial++) {
      int width = trial % 3 == 0 ? 1 : CoefficientBlock.WIDTH;
      int groups = 1 + random.nextInt(2);
      int in = groups * (1 + random.nextInt(3));
      int out = groups * (1 + random.nextInt(3));
      Window window = window(random);
      double[] kernel = new double[out * (in / groups) * window.taps()];
      Arrays.setAll(kernel, e -> random.nextInt(4) == 0 ? 0 : random.nextGaussian());
      ConvolutionMap map = new ConvolutionMap(window, in, out, groups, kernel, 0);
      SparseRows byKernel = new SparseRows(map);
      SparseRows byEntries = byKernel.keeping(j -> true);
      CoefficientBlock from = new CoefficientBlock(map.outputSize(), width);
      for (int t = random.nextInt(map.outputSize() + 1); t > 0; t--) {
        int i = random.nextInt(map.outputSize());
        from.touch(i);
        for (int r = 0; r < width; r++) {
          from.values()[i * width + r] = random.nextInt(5) == 0 ? 0 : random.nextGaussian();
        }
      }
      CoefficientBlock to = new CoefficientBlock(map.inputSize(), width);
      CoefficientBlock expected = new CoefficientBlock(map.inputSize(), width);
      byKernel.addTransposed(from, to);
      byEntries.addTransposed(from, expected);
      BitSet touched = touched(to);
      for (int at = 0; at < to.values().length; at++) {
        assertThat(to.values()[at]).isCloseTo(expected.values()[at], Offset.offset(1e-12));
        assertThat(touched.get(at / width) || expected.values()[at] == 0).isTrue();
      }
    }
  }

  private static Window window(Random random) {
    int kernel = 1 + random.nextInt(3);
    int stride = 1 + random.nextInt(2);
    int dilation = 1 + random.nextInt(2);
    int pad = random.nextInt(3);
    int height = 3 + random.nextInt(4);
    int width = 3 + random.nextInt(4);
    int reach = dilation * (kernel - 1) + 1;
    int outHeight = Math.max(1, (height + 2 * pad - reach) / stride + 1);
    int outWidth = Math.max(1, (width + 2 * pad - reach) / stride + 1);
    return new Window(
        height, width, outHeight, outWidth, kernel, kernel, stride, stride, dilation, dilation, pad,
        pad);
  }
}
