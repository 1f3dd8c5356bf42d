package org.plumbline.soundness.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The models that come with the program; their planted points are replayed as they are read. */
class ShippedModelsTest {
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
}
