package org.plumbline.suite.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.Place;
import org.plumbline.suite.SuiteFile;

class SourcePlacesTest {
  @TempDir Path folder;
  private SuiteFile suite;

  @BeforeEach
  void make() throws IOException {
    Path below = Files.createDirectories(folder.resolve("a b/ci"));
    Files.createFile(below.resolve("suite.yaml"));
    Files.createFile(below.resolve("more.yaml"));
    suite = new SuiteFile(below.resolve("suite.yaml"), "ci/suite.yaml", "", List.of());
  }

  private String path(String file) {
    return SourcePlaces.of(suite).path(new Place(file, 1, 1));
  }

  @Test
  void theSuiteIsFoundByTheNameThatItWasGiven() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    assertThat(path("ci/suite.yaml")).isEqualTo("a b/ci/suite.yaml");
    assertThat(SourcePlaces.of(suite).uri(new Place("ci/suite.yaml", 1, 1)))
        .isEqualTo("a%20b/ci/suite.yaml");
  }

  @Test
  void anIncludedFileIsFoundBesideIt() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    assertThat(path("more.yaml")).isEqualTo("a b/ci/more.yaml");
    assertThat(path(suite.path().resolveSibling("more.yaml").toString()))
        .isEqualTo("a b/ci/more.yaml");
  }

  @Test
  void withoutARepositoryPlacesAreRelativeToTheSuite() {
    assertThat(path("ci/suite.yaml")).isEqualTo("suite.yaml");
    assertThat(path("/elsewhere/b.yaml")).isEqualTo("/elsewhere/b.yaml");
  }
}
