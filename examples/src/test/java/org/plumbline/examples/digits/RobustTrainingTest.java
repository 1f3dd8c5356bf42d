package org.plumbline.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RobustTrainingTest {

  private static final TrainingOptions SHORT =
      new TrainingOptions(1, List.of(24, 16), 6, 32, 1e-2, 0.5, 0.2);

  @Test
  void learnsToReadHeldOutDigitsTheSameWayEachTime() throws IOException {
    DigitsDataset digits = DigitsDataset.read(Path.of("digits", "digits.csv.gz"));

    List<DenseLayer> layers = new RobustTraining(SHORT).train(digits.training());
    List<DenseLayer> again = new RobustTraining(SHORT).train(digits.training());

    DigitsDataset heldOut = digits.heldOut();
    long right =
        heldOut.digits().stream()
            .filter(digit -> DenseLayer.strongest(layers, digit.pixels()) == digit.label())
            .count();
    assertThat(right).isGreaterThan(heldOut.size() * 9L / 10);
    assertThat(again).usingRecursiveComparison().isEqualTo(layers);
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> new TrainingOptions(1, List.of(), 6, 32, 1e-2, 0.5, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hiddenSizes");
    assertThatThrownBy(() -> new TrainingOptions(1, List.of(8), 6, 32, Double.NaN, 0.5, 0.2))
        .hasMessageContaining("learningRate");
  }
}
