package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Col2Im: column l of a channel holds the elements of its l-th block, and each pixel of the image
 * is the sum of those that lie on it.
 */
final class ColumnLowering {
  private final Call call;
  private final int[] image;
  private final int[] block;
  private final int[] strides;
  private final int[] dilations;
  private final int[] pads;
  private final int[] columns;

  private ColumnLowering(Call call) {
    this.call = call;
    this.image = call.integers(1);
    this.block = call.integers(2);
    int n = image.length;
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    this.strides = call.attributes.integers("strides", ones);
    this.dilations = call.attributes.integers("dilations", ones);
    this.pads = call.attributes.integers("pads", new int[2 * n]);
    this.columns = new int[n];
    if (block.length != n
        || strides.length != n
        || dilations.length != n
        || pads.length != 2 * n
        || !isPositive(image, block, strides, dilations)
        || Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
      throw call.refuse(
          "blocks of " + Shapes.text(block) + " for an image of " + Shapes.text(image));
    }
    for (int d = 0; d < n; d++) {
      int padded = Math.addExact(Math.addExact(image[d], pads[d]), pads[n + d]);
      int reach = Math.addExact(Math.multiplyExact(dilations[d], block[d] - 1), 1);
      if (reach > padded) {
        throw call.refuse("a block of " + reach + " on an axis of " + padded);
      }
      columns[d] = (padded - reach) / strides[d] + 1;
    }
  }

  private static boolean isPositive(int[]... lists) {
    return Arrays.stream(lists).flatMapToInt(Arrays::stream).allMatch(number -> number > 0);
  }

  static Value col2Im(Call call) {
    Value.Variable x = call.variable(0);
    ColumnLowering columns = new ColumnLowering(call);
    int[] from = x.shape();
    int perBlock = Shapes.count(columns.block);
    int count = Shapes.count(columns.columns);
    if (from.length != 3 || from[2] != count || from[1] % perBlock != 0) {
      throw call.refuse(
          "an input of shape " + Shapes.text(from) + " for " + count + " blocks of " + perBlock);
    }
    int[] shape = new int[columns.image.length + 2];
    shape[0] = from[0];
    shape[1] = from[1] / perBlock;
    System.arraycopy(columns.image, 0, shape, 2, columns.image.length);
    int pixels = Shapes.count(columns.image);
    call.graph.claim(shape);
    call.graph.claim(3, x.count());
    int[] pixel = columns.pixels(perBlock, count);
    int[] target = new int[x.count()];
    Arrays.setAll(
        target,
        i -> {
          int at = pixel[i % pixel.length];
          return at < 0 ? -1 : i / pixel.length * pixels + at;
        });
    return call.graph.affine(x, sums(target, Shapes.count(shape)), shape);
  }

  /** The pixel of each element of a channel's columns, or −1 in the padding. */
  private int[] pixels(int perBlock, int count) {
    int[] pixels = new int[Math.multiplyExact(perBlock, count)];
    for (int i = 0; i < pixels.length; i++) {
      int element = i / count;
      int column = i % count;
      int step = 1;
      for (int d = image.length - 1; d >= 0 && pixels[i] >= 0; d--) {
        int at = column % columns[d] * strides[d] + element % block[d] * dilations[d] - pads[d];
        pixels[i] = at < 0 || at >= image[d] ? -1 : pixels[i] + at * step;
        step *= image[d];
        column /= columns[d];
        element /= block[d];
      }
    }
    return pixels;
  }

  /** The sum of the elements of each target. */
  private static SparseMap sums(int[] target, int targets) {
    int[] starts = new int[targets + 1];
    for (int to : target) {
      if (to >= 0) {
        starts[to + 1]++;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    int[] members = new int[starts[targets]];
    for (int i = 0; i < target.length; i++) {
      if (target[i] >= 0) {
        members[next[target[i]]++] = i;
      }
    }
    double[] ones = new double[members.length];
    Arrays.fill(ones, 1);
    return new SparseMap(target.length, starts, members, ones, 0);
  }
}
