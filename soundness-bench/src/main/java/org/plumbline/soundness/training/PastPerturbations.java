package org.plumbline.soundness.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The points that the attacks of the last epochs ended at: a sliding window. Each epoch holds the
 * same number of points of every box, one box after the other.
 */
final class PastPerturbations {
  private final int epochs;
  private final int size;
  private final Deque<float[]> window = new ArrayDeque<>();

  /**
   * @param epochs that are remembered
   * @param size of a point
   */
  PastPerturbations(int epochs, int size) {
    this.epochs = epochs;
    this.size = size;
  }

  void add(float[] points) {
    window.addLast(points);
    if (window.size() > epochs) {
      window.removeFirst();
    }
  }

  /** All points, oldest epoch first. */
  List<float[]> contents() {
    return List.copyOf(window);
  }

  /** Points drawn uniformly into x; returns the box of each. */
  int[] draw(int count, int boxes, SplittableRandom random, float[] x) {
    List<float[]> all = new ArrayList<>(window);
    int perEpoch = all.get(0).length / size;
    int[] owners = new int[count];
    for (int r = 0; r < count; r++) {
      int point = random.nextInt(perEpoch);
      System.arraycopy(all.get(random.nextInt(all.size())), point * size, x, r * size, size);
      owners[r] = point / (perEpoch / boxes);
    }
    return owners;
  }
}
