package org.plumbline.soundness.training;

/**
 * How a model is trained.
 *
 * @param seed of every random choice
 * @param points planted counterexamples of the model
 * @param radius of their boxes
 * @param epochs at most; training ends before when every attack fails
 * @param restarts of the attack on each box in every epoch
 * @param attackSteps of each restart
 * @param kept restarts on each box whose ends, and a point on their way, join the window in every
 *     epoch
 * @param window epochs whose points are trained on
 * @param batch points of the window per step of Adam
 * @param updates steps of Adam per epoch
 * @param learningRate at its height, at two fifths of the epochs; it grows from and falls to 0
 * @param hingeMargin how far planted points are pushed beyond the tie: the paper's λ
 * @param checkEvery epochs between checks by the eight attacks
 */
public record TrainingOptions(
    long seed,
    Planting planting,
    int points,
    double radius,
    int epochs,
    int restarts,
    int attackSteps,
    int kept,
    int window,
    int batch,
    int updates,
    double learningRate,
    double hingeMargin,
    int checkEvery) {
  /** Centres are within this of 0 in every coordinate, as in the paper. */
  static final double RANGE = 0.1;

  public TrainingOptions {
    requirePositive("points", points);
    requirePositive("radius", radius);
    requirePositive("epochs", epochs);
    requirePositive("restarts", restarts);
    requirePositive("attackSteps", attackSteps);
    requirePositive("kept", kept);
    requirePositive("window", window);
    requirePositive("batch", batch);
    requirePositive("updates", updates);
    requirePositive("learningRate", learningRate);
    requirePositive("hingeMargin", hingeMargin);
    requirePositive("checkEvery", checkEvery);
    if (kept > restarts) {
      throw new IllegalArgumentException(kept + " points kept of only " + restarts + " restarts");
    }
  }

  /** Two points in boxes of radius 0.02: seconds of training, up to minutes for attention. */
  public static TrainingOptions standard(Architecture architecture, long seed, Planting planting) {
    double rate = architecture.learningRate();
    int epochs = architecture.epochs();
    return new TrainingOptions(
        seed, planting, 2, 0.02, epochs, 16, 16, 6, 100, 256, 4, rate, 0.01, 400);
  }

  public TrainingOptions withEpochs(int other) {
    return new TrainingOptions(
        seed,
        planting,
        points,
        radius,
        other,
        restarts,
        attackSteps,
        kept,
        window,
        batch,
        updates,
        learningRate,
        hingeMargin,
        checkEvery);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " = " + value + " is not positive");
    }
  }
}
