package org.plumbline.soundness.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.model.ParseException;

class AnswerFileTest {
  private static final Answer DEPLOYED =
      new Answer(
              Truth.UNSAT,
              Truth.SAT,
              Optional.of(numbers("1", "0.25")),
              Optional.of(numbers("1", "1.5e-42")),
              Optional.of(new BigDecimal("-0.5")),
              "folded")
          .withOutputs(numbers("0"))
          .shownBy(new Deployment(numbers("-7"), Deployment.Runtime.OPTIMISED));

  @TempDir private Path folder;

  private static BigDecimal[] numbers(String... values) {
    BigDecimal[] numbers = new BigDecimal[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = new BigDecimal(values[i]);
    }
    return numbers;
  }

  private Path written() throws IOException {
    Path file = folder.resolve("answers.json");
    AnswerFile.write(file, Map.of("a-000", new AnswerFile.Entry("a", DEPLOYED)), "by hand");
    return file;
  }

  @Test
  void holdsWhatADeployedModelComputes() throws IOException {
    Answer read = AnswerFile.read(written()).get("a-000").answer();
    assertThat(read.outputs().orElseThrow()).isEqualTo(numbers("0"));
    assertThat(read.unsafePoint(Semantics.REAL)).isEmpty();
    assertThat(read.unsafePoint(Semantics.FLOAT32).orElseThrow()[1])
        .isEqualByComparingTo("1.5e-42");
    assertThat(read.unsafeOutputs(Semantics.FLOAT32).orElseThrow()).isEqualTo(numbers("-7"));
    assertThat(read.deployment().orElseThrow().runtime()).isEqualTo(Deployment.Runtime.OPTIMISED);
  }

  @Test
  void aRuntimeThatThereIsNotIsRefused() throws IOException {
    Path file = written();
    Files.writeString(file, Files.readString(file).replace("optimised", "abacus"));
    assertThatThrownBy(() -> AnswerFile.read(file))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("a-000")
        .hasMessageContaining("ABACUS");
  }
}
