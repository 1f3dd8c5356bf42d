package org.plumbline.soundness.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.analytic.AnalyticSuite;

class BenchmarkFolderTest {
  private BenchmarkFolder ties;
  private BenchmarkFolder saws;

  @BeforeEach
  void write(@TempDir Path folder) throws IOException {
    ties = write(folder.resolve("a"), "smooth");
    saws = write(folder.resolve("b"), "sawtooth");
  }

  private static BenchmarkFolder write(Path path, String family) throws IOException {
    List<Instance> some = AnalyticSuite.family(family, 7).subList(0, 3);
    BenchmarkFolder folder = new BenchmarkFolder(Files.createDirectories(path));
    folder.write(some, "seed 7", 20);
    return folder;
  }

  @Test
  void listsWhatItHolds() throws IOException {
    assertThat(ties.instances())
        .containsExactly(
            new ListedInstance("onnx/smooth-000.onnx", "smooth-000", 20),
            new ListedInstance("onnx/smooth-001.onnx", "smooth-001", 20),
            new ListedInstance("onnx/smooth-002.onnx", "smooth-002", 20));
    assertThat(ties.instances().get(0).group()).isEqualTo("smooth");
  }

  @Test
  void includesAnother() throws IOException {
    List<ListedInstance> before = ties.instances();
    ties.include(saws);
    assertThat(ties.instances()).hasSize(6).containsAll(before).containsAll(saws.instances());
    assertThat(AnswerFile.read(ties.answers()))
        .hasSize(6)
        .containsKeys("sawtooth-000", "smooth-000");
    assertThat(Files.readString(ties.path().resolve("instances-2.0.csv")))
        .contains("onnx/sawtooth-000.onnx,vnnlib-2.0/sawtooth-000.vnnlib,20");
    assertThat(Files.mismatch(ties.property2("sawtooth-001"), saws.property2("sawtooth-001")))
        .isEqualTo(-1);
  }

  @Test
  void aNameTakenIsRefused() throws IOException {
    ties.include(saws);
    assertThatThrownBy(() -> ties.include(saws))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("sawtooth-000");
  }

  @Test
  void anInstanceWithoutAnAnswerIsRefused() throws IOException {
    AnswerFile.write(saws.answers(), Map.of(), "nothing");
    assertThatThrownBy(() -> ties.include(saws))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("no answer for sawtooth-000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onnx/a.onnx,vnnlib/a.vnnlib",
        "onnx/a.onnx,vnnlib/a.vnnlib,soon",
        "onnx/a.onnx,../vnnlib/a.vnnlib,20",
        "../a.onnx,vnnlib/a.vnnlib,20",
        "onnx/a.onnx,elsewhere/a.vnnlib,20",
        "onnx/smooth-000.onnx,vnnlib/missing.vnnlib,20"
      })
  void aMalformedListIsRefusedWithItsLine(String line) throws IOException {
    Path list = ties.path().resolve("instances.csv");
    Files.writeString(list, "onnx/smooth-000.onnx,vnnlib/smooth-000.vnnlib,20\n" + line + "\n");
    assertThatThrownBy(ties::instances)
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("instances.csv:2");
  }
}
