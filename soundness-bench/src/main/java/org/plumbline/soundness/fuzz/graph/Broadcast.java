package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;

/** Shapes that broadcast, as Broadcasting.md of ONNX has it. */
final class Broadcast {
  private Broadcast() {}

  /** The shape that two shapes broadcast to, or null. */
  static int[] of(int[] a, int[] b) {
    int[] shape = new int[Math.max(a.length, b.length)];
    for (int d = 1; d <= shape.length; d++) {
      int left = d <= a.length ? a[a.length - d] : 1;
      int right = d <= b.length ? b[b.length - d] : 1;
      if (left != right && left != 1 && right != 1) {
        return null;
      }
      shape[shape.length - d] = left == 1 ? right : left;
    }
    return shape;
  }

  /** Whether two shapes broadcast to one of at most so many elements. */
  static boolean fits(int[] a, int[] b, int most) {
    int[] shape = of(a, b);
    return shape != null && new Signature(null, shape).count() <= most;
  }

  /** A shape that broadcasts to another one: some of its axes become 1, some first ones go. */
  static int[] smaller(Draw draw, int[] shape) {
    int[] some = shape.clone();
    for (int d = 0; d < some.length; d++) {
      some[d] = draw.oneIn(3) ? 1 : some[d];
    }
    return draw.coin() ? some : Arrays.copyOfRange(some, draw.between(0, some.length), some.length);
  }

  /** A shape that broadcasts with another one, and may be larger in an axis or two. */
  static int[] beside(Draw draw, int[] shape) {
    int[] some = smaller(draw, shape);
    if (draw.oneIn(4) && some.length < 5) {
      int[] more = new int[some.length + 1];
      System.arraycopy(some, 0, more, 1, some.length);
      boolean isNew = some.length >= shape.length || shape[shape.length - more.length] == 1;
      more[0] = isNew ? draw.between(1, 3) : 1;
      some = more;
    }
    for (int d = 1; d <= Math.min(some.length, shape.length); d++) {
      boolean isFree = shape[shape.length - d] == 1 && draw.oneIn(4);
      some[some.length - d] = isFree ? draw.between(1, 3) : some[some.length - d];
    }
    return some;
  }
}
