package org.plumbline.soundness.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.competition.CompetitionFolder.Language;

class CompetitionFolderTest {
  @TempDir private Path folder;

  private List<Category> categories(Language preferred) throws IOException {
    return new CompetitionFolder(folder).categories(preferred);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny/1.0", "tiny/2.0", "benchmarks/tiny/2.0"})
  void aCategoryIsFoundInEveryLayout(String place) throws IOException {
    TinyCategory.usual(folder.resolve(place));
    assertThat(categories(Language.FIRST)).extracting(Category::name).containsExactly("tiny");
    assertThat(categories(Language.SECOND).get(0).instances()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"tiny, tiny", "tiny/2.0, tiny", "tiny/2.0, tiny/2.0"})
  void aCategoryMayBeNamedItself(String place, String named) throws IOException {
    TinyCategory.usual(folder.resolve(place));
    List<Category> found = new CompetitionFolder(folder.resolve(named)).categories(Language.FIRST);
    assertThat(found).extracting(Category::name).containsExactly("tiny");
  }

  @Test
  void thePreferredVersionIsTaken() throws IOException {
    TinyCategory.usual(folder.resolve("b/1.0"));
    TinyCategory.usual(folder.resolve("b/2.0"));
    TinyCategory.usual(folder.resolve("a/1.0"));
    Files.createDirectories(folder.resolve("c/onnx"));
    assertThat(categories(Language.SECOND))
        .extracting(category -> folder.relativize(category.folder()).toString())
        .containsExactly("a/1.0", "b/2.0");
    assertThat(categories(Language.FIRST).get(1).folder()).endsWith(Path.of("1.0"));
  }

  @Test
  void whatIsNoCategoryIsRefused() {
    assertThatThrownBy(() -> categories(Language.FIRST))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("instances.csv is expected");
    assertThatThrownBy(() -> new CompetitionFolder(folder.resolve("x")).categories(Language.FIRST))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void aListSaysNetworksPropertiesAndTimes() throws IOException {
    Category tiny = Category.of(TinyCategory.usual(folder).folder());
    List<CompetitionInstance> all = tiny.instances();
    assertThat(all)
        .extracting(CompetitionInstance::name)
        .containsExactly("minus_near.p", "half_near.p", "minus_q", "half+minus_two");
    assertThat(all)
        .extracting(CompetitionInstance::seconds)
        .containsExactly(60.0, 60.5, 20.0, 100.0);
    assertThat(all.get(1).propertyFile()).isEqualTo(folder.resolve("vnnlib/near/p.vnnlib.gz"));
    assertThat(all.get(3).files().text())
        .isEqualTo("[('f', '%1$s/onnx/half.onnx.gz'), ('g', '%1$s/onnx/minus.onnx')]", folder);
  }

  @Test
  void aFirstLineNamesColumns() throws IOException {
    TinyCategory tiny =
        TinyCategory.usual(folder)
            .list(
                "\ufeffonnx,vnnlib,expected,timeout_s",
                "",
                "onnx/minus.onnx,vnnlib/q.vnnlib,sat,7",
                "onnx/half.onnx.gz,vnnlib/q.vnnlib,unsat_claimed,8");
    assertThat(Category.of(tiny.folder()).instances())
        .extracting(one -> one.expected() + " " + one.seconds())
        .containsExactly("sat 7.0", "unsat_claimed 8.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "onnx/minus.onnx,vnnlib/q.vnnlib ; seconds are expected",
        "onnx/minus.onnx,vnnlib/q.vnnlib,NaN ; from 1 to 1e7 seconds",
        "onnx/minus.onnx,vnnlib/q.vnnlib,0 ; from 1 to 1e7 seconds",
        "onnx/none.onnx,vnnlib/q.vnnlib,5 ; there is no file",
        "onnx/minus.onnx,../q.vnnlib,5 ; below",
        "/onnx/minus.onnx,vnnlib/q.vnnlib,5 ; below",
        "\"[('f', '../../a.onnx')]\",vnnlib/q.vnnlib,5 ; below",
        "\"[('f', 'onnx/minus.onnx'\",vnnlib/q.vnnlib,5 ; is expected",
        "onnx/minus.onnx ; below",
        "\"onnx/minus.onnx,vnnlib/q.vnnlib,5 ; quotes"
      })
  void aMalformedLineIsRefused(String line, String message) throws IOException {
    Path list = TinyCategory.usual(folder).list(line).folder().resolve("instances.csv");
    assertThatThrownBy(() -> Category.of(folder).instances())
        .isInstanceOf(ParseException.class)
        .hasMessageContaining(list.toString())
        .hasMessageContaining(message);
  }

  @Test
  void oneNameIsOneInstance() throws IOException {
    TinyCategory.usual(folder)
        .list("onnx/minus.onnx,vnnlib/q.vnnlib,5", "./onnx/minus.onnx,vnnlib/q.vnnlib,9");
    assertThatThrownBy(() -> Category.of(folder).instances())
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("a second instance minus_q")
        .hasMessageContaining(":2");
  }
}
