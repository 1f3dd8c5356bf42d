package org.plumbline.verifier.certified;

import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.network.interval.Box;

/**
 * Points of boxes, case after case: the middle, both ends, corners, and points anywhere. Seeded.
 */
final class ComparedPoints {
  /** More would tell no more. */
  static final int MOST = 2000;

  private final List<Box> boxes;
  private final SplittableRandom random;
  private int tried;

  /**
   * @param boxes at least one
   */
  ComparedPoints(List<Box> boxes, long seed) {
    this.boxes = boxes;
    this.random = new SplittableRandom(seed);
  }

  int tried() {
    return tried;
  }

  /** The case that the next point is of. */
  int caseNumber() {
    return tried % boxes.size();
  }

  double[] next() {
    Box box = boxes.get(caseNumber());
    int kind = tried / boxes.size();
    tried++;
    double[] point = new double[box.size()];
    for (int i = 0; i < point.length; i++) {
      double share =
          switch (kind) {
            case 0 -> 0.5;
            case 1 -> 0;
            case 2 -> 1;
            default -> kind % 2 == 0 ? random.nextInt(2) : random.nextDouble();
          };
      double mixed = (1 - share) * box.lower()[i] + share * box.upper()[i];
      point[i] = Math.max(box.lower()[i], Math.min(box.upper()[i], mixed));
    }
    return point;
  }
}
