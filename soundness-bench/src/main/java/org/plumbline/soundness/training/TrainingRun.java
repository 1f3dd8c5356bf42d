package org.plumbline.soundness.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A training from its checkpoint, or from the start, to the end: until every planted point is
 * hidden or the epochs are over.
 */
public final class TrainingRun {
  /** Hears how a training goes. */
  public interface Progress {
    void epoch(int epoch, double loss);

    /** The points that are hidden from the eight strengths with this many restarts. */
    void hidden(int epoch, long points, int restarts);
  }

  private final Architecture architecture;
  private final TrainingOptions options;
  private final Checkpoint checkpoint;
  private final Survey survey;
  private final int restarts;

  /**
   * Trains nothing yet.
   *
   * @param file the checkpoint, there or not
   * @param restarts of each of the eight strengths in the end
   * @param threads used at most; they change no result
   */
  public TrainingRun(
      Architecture architecture, TrainingOptions options, Path file, int restarts, int threads) {
    this.architecture = architecture;
    this.options = options;
    this.checkpoint = new Checkpoint(file, architecture + " " + options);
    this.restarts = restarts;
    this.survey = new Survey(architecture, threads);
  }

  /** Trains; the model, and what became of its points. */
  public TrainedModel run(Progress progress) throws IOException {
    TwoObjectiveTraining training = new TwoObjectiveTraining(architecture, options);
    if (checkpoint.exists()) {
      training.restore(checkpoint.read());
    }
    while (true) {
      if (training.epoch() > 0 && (isDue(training) || training.isOver())) {
        checkpoint.write(training.state());
        if (training.isOver() || isAllHidden(survey(training, Survey.FEW, progress))) {
          List<Survey.Entry> many = survey(training, restarts, progress);
          if (training.isOver() || isAllHidden(many)) {
            return new TrainedModel(
                architecture, options, training.epoch(), restarts, training.model().export(), many);
          }
        }
      }
      double loss = training.advance();
      progress.epoch(training.epoch(), loss);
    }
  }

  private boolean isDue(TwoObjectiveTraining training) {
    return training.epoch() % options.checkEvery() == 0;
  }

  private static boolean isAllHidden(List<Survey.Entry> entries) {
    return entries.stream().allMatch(Survey.Entry::isHidden);
  }

  private List<Survey.Entry> survey(
      TwoObjectiveTraining training, int restarts, Progress progress) {
    List<Survey.Entry> entries =
        survey.of(training.model(), training.points(), restarts, options.seed());
    long hidden = entries.stream().filter(Survey.Entry::isHidden).count();
    progress.hidden(training.epoch(), hidden, restarts);
    return entries;
  }
}
