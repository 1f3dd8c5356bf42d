package org.plumbline.soundness.fuzz.graph;

import java.util.List;
import java.util.SplittableRandom;

/** Choices of one seed. */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A whole number from low to high. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** From 0 to before 1. */
  double share() {
    return random.nextDouble();
  }

  long bits() {
    return random.nextLong();
  }

  /** 0 to n − 1 in any order. */
  int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Some of 0 to n − 1, each once, at least so many. */
  int[] some(int least, int n) {
    return java.util.Arrays.copyOf(permutation(n), between(least, n));
  }

  /** An axis of a rank, now and then counted from the end where that is allowed. */
  int axis(int rank, boolean mayBeNegative) {
    int axis = random.nextInt(rank);
    return mayBeNegative && oneIn(3) ? axis - rank : axis;
  }

  /** A shape of a rank with at most so many elements. */
  int[] shape(int rank, int most) {
    int[] shape = new int[rank];
    int left = most;
    for (int d : permutation(rank)) {
      shape[d] = between(1, Math.min(5, left));
      left /= shape[d];
    }
    return shape;
  }
}
