package org.plumbline.soundness.training;

import java.io.IOException;
import java.util.List;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.instance.Instance;

/** A model that was trained before: what is known of it, and its network. */
public record StoredModel(TrainedRecord training, OnnxModel network) {
  /**
   * @param file for messages
   * @param network gzipped or not
   */
  static StoredModel parse(String file, byte[] json, byte[] network) throws IOException {
    return new StoredModel(
        TrainedRecord.fromJson(file, json), OnnxReader.parse(file + ": its network", network));
  }

  public List<Instance> instances() {
    return TrainedInstances.of(training, network);
  }
}
