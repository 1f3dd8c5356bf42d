package org.plumbline.soundness.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.soundness.instance.AnswerFile;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** From a training to the files of a benchmark. */
class TrainedInstancesTest {
  private static final int RESTARTS = 40;
  private static final TrainingOptions TINY =
      new TrainingOptions(
          1, Planting.BOUNDARY, 1, 0.02, 400, 12, 12, 4, 60, 128, 2, 2e-3, 0.01, 50);

  private static final TrainingRun.Progress SILENT =
      new TrainingRun.Progress() {
        @Override
        public void epoch(int epoch, double loss) {}

        @Override
        public void hidden(int epoch, long points, int restarts) {}
      };

  @TempDir private static Path folder;
  private static TrainedFolder trained;

  @BeforeAll
  static void train() throws IOException {
    trained = new TrainedFolder(folder);
    String name = TrainedRecord.name(Architecture.MLP_4, TINY);
    trained.add(
        new TrainingRun(Architecture.MLP_4, TINY, trained.checkpoint(name), RESTARTS, 2)
            .run(SILENT));
  }

  @Test
  void plantedPointsAreUnsafeInTheFilesThatAreWritten() throws IOException {
    List<StoredModel> models = trained.models();
    assertThat(models).hasSize(1);
    assertThat(models.get(0).training().hidden()).isEqualTo(1);
    assertThat(models.get(0).training().boxes().get(0).evaluations())
        .isEqualTo(RESTARTS * (101 + 501 + 5001));
    List<Instance> instances = models.get(0).instances();
    BenchmarkFolder benchmark = new BenchmarkFolder(folder.resolve("benchmark"));
    benchmark.write(instances, "a test", 20);

    Map<String, AnswerFile.Entry> answers = AnswerFile.read(benchmark.answers());
    assertThat(answers).hasSize(1);
    for (Map.Entry<String, AnswerFile.Entry> answer : answers.entrySet()) {
      Network network = OnnxReader.read(benchmark.network(answer.getKey()));
      Property property = VnnLibParser.parse(benchmark.property(answer.getKey()));
      assertThat(answer.getValue().answer().real()).isEqualTo(Truth.SAT);
      double[] planted = models.get(0).training().boxes().get(0).point().planted();
      assertThat(answer.getValue().answer().point().orElseThrow())
          .isEqualTo(ExactSlack.exact(planted));
      BigDecimal slack = ExactSlack.of(network, property, planted).orElseThrow();
      assertThat(answer.getValue().answer().slack().orElseThrow()).isEqualByComparingTo(slack);
      assertThat(slack).isPositive();
    }
  }

  @Test
  void aRecordOfAnotherNetworkIsRefused() throws IOException {
    StoredModel stored = trained.models().get(0);
    TrainingOptions other = TrainingOptions.standard(Architecture.MLP_4, 9, Planting.BOUNDARY);
    StoredModel mixed =
        new StoredModel(
            stored.training(),
            new TwoObjectiveTraining(Architecture.MLP_4, other).model().export());

    assertThatThrownBy(mixed::instances)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not violate");
  }

  @Test
  void aDamagedRecordIsNamed() {
    assertThatThrownBy(
            () -> StoredModel.parse("a.json", "{\"architecture\": ".getBytes(UTF_8), new byte[0]))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("a.json");
  }
}
