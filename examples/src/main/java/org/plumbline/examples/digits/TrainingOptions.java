package org.plumbline.examples.digits;

import java.util.List;

/**
 * What {@link RobustTraining} trains, how long and how robustly.
 *
 * @param seed of the initial weights and of the order of the images
 * @param hiddenSizes neurons of each hidden layer, at least one layer
 * @param epochs passes over the training images
 * @param batchSize images per step
 * @param learningRate of Adam, falling to zero along a half cosine
 * @param epsilon grey levels by which each pixel may change in the robust part of the loss
 * @param robustShare weight of the robust part of the loss, 0 to 1
 */
public record TrainingOptions(
    long seed,
    List<Integer> hiddenSizes,
    int epochs,
    int batchSize,
    double learningRate,
    double epsilon,
    double robustShare) {

  public TrainingOptions {
    hiddenSizes = List.copyOf(hiddenSizes);
    require(!hiddenSizes.isEmpty() && hiddenSizes.stream().allMatch(n -> n > 0), "hiddenSizes");
    require(epochs > 0, "epochs");
    require(batchSize > 0, "batchSize");
    require(learningRate > 0 && Double.isFinite(learningRate), "learningRate");
    require(epsilon >= 0 && Double.isFinite(epsilon), "epsilon");
    require(robustShare >= 0 && robustShare <= 1, "robustShare");
  }

  /** What the shipped {@code digits.onnx} was trained with. */
  public static TrainingOptions shipped() {
    return new TrainingOptions(1, List.of(64, 32), 100, 64, 4e-3, 1.0, 0.2);
  }

  private static void require(boolean holds, String name) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range; see TrainingOptions");
    }
  }
}
