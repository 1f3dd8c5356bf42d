package org.plumbline.soundness.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.onnxruntime.OnnxRuntimeBlackBox;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.instance.Truth;

/** The models that come with the program; their planted points are replayed as they are read. */
class ShippedModelsTest {
  @TempDir private Path folder;

  @Test
  void eachWasAttackedWithAllRestarts() throws IOException {
    for (StoredModel model : ShippedModels.all()) {
      assertThat(model.training().restarts()).isEqualTo(Survey.MANY);
      assertThat(model.training().boxes())
          .filteredOn(TrainedRecord.Box::isHidden)
          .isNotEmpty()
          .allSatisfy(
              box -> {
                assertThat(box.evaluations()).isEqualTo(Survey.MANY * (101L + 501 + 5001));
                assertThat(box.leastMargin()).isPositive();
                assertThat(box.margin()).isPositive();
              });
      assertThat(model.instances()).hasSize((int) model.training().hidden());
    }
  }

  /** Which sums in an order of its own. */
  @Test
  void onnxRuntimeSeesThePlantedPoints() throws IOException {
    for (StoredModel model : ShippedModels.all()) {
      Path file = folder.resolve(model.training().name() + ".onnx");
      OnnxWriter.write(model.network(), file);
      try (OnnxRuntimeBlackBox runtime = new OnnxRuntimeBlackBox(file, 1)) {
        for (TrainedRecord.Box box : model.training().boxes()) {
          if (box.isHidden()) {
            double[] scores = runtime.scores(1, box.point().planted());
            int label = box.point().label();
            assertThat(scores[label]).as(model.training().name()).isLessThan(scores[1 - label]);
          }
        }
      }
    }
  }

  @Test
  void answersAreStatedForBothArithmetics() throws IOException {
    assertThat(ShippedModels.instances())
        .extracting(Instance::answer)
        .allSatisfy(
            answer -> {
              assertThat(answer.real()).isEqualTo(Truth.SAT);
              assertThat(answer.float32()).isEqualTo(Truth.SAT);
              assertThat(answer.float32Point()).isEqualTo(answer.point());
            });
  }
}
