package org.plumbline.soundness.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.file.OnnxWriter;

class TwoObjectiveTrainingTest {
  private static final TrainingOptions SHORT =
      new TrainingOptions(3, Planting.CORNER, 3, 0.02, 20, 6, 5, 2, 4, 32, 2, 2e-3, 0.01, 5);

  @TempDir private Path folder;

  private static TwoObjectiveTraining after(int epochs) {
    TwoObjectiveTraining training = new TwoObjectiveTraining(Architecture.CNN_2, SHORT);
    for (int e = 0; e < epochs; e++) {
      training.advance();
    }
    return training;
  }

  private static byte[] weights(TwoObjectiveTraining training) {
    return OnnxWriter.toBytes(training.model().export());
  }

  @Test
  void isTheSameEachTime() {
    assertThat(weights(after(4))).isEqualTo(weights(after(4))).isNotEqualTo(weights(after(3)));
  }

  @Test
  void goesOnFromACheckpointAsIfNothingHadHappened() throws IOException {
    Checkpoint checkpoint = new Checkpoint(folder.resolve("a.checkpoint"), "a");
    checkpoint.write(after(6).state());

    TwoObjectiveTraining training = new TwoObjectiveTraining(Architecture.CNN_2, SHORT);
    training.restore(checkpoint.read());
    training.advance();
    training.advance();

    assertThat(training.epoch()).isEqualTo(8);
    assertThat(weights(training)).isEqualTo(weights(after(8)));
  }

  @Test
  void refusesCheckpointsOfOtherTrainingsAndDamagedOnes() throws IOException {
    Path file = folder.resolve("a.checkpoint");
    new Checkpoint(file, "a").write(after(1).state());

    assertThatThrownBy(() -> new Checkpoint(file, "b").read())
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("another training")
        .hasMessageContaining("a.checkpoint");

    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> new Checkpoint(file, "a").read())
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(
            () -> TrainingOptions.standard(Architecture.CNN_1, 1, Planting.CORNER).withEpochs(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epochs");
  }
}
