package org.plumbline.soundness.training;

import java.util.List;
import org.plumbline.network.onnx.file.OnnxModel;

/**
 * A trained model and what became of its planted points.
 *
 * @param epochs that it took
 * @param restarts of each of the eight strengths in the end
 */
public record TrainedModel(
    Architecture architecture,
    TrainingOptions options,
    int epochs,
    int restarts,
    OnnxModel network,
    List<Survey.Entry> entries) {
  public TrainedModel {
    entries = List.copyOf(entries);
  }
}
