package org.plumbline.suite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatternTest {
  @TempDir private Path folder;

  private List<Path> files(String pattern) throws IOException {
    Path suite =
        Files.writeString(
            folder.resolve("suite.yaml"),
            "network: n.onnx\nquestions: [{id: P, properties: \"" + pattern + "\"}]\n");
    return ((Ask.Properties) SuiteParser.parse(suite, Parameters.none()).entries().get(0).ask())
        .files();
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  @Test
  void foldersAreGoneIntoHoweverDeep() throws IOException {
    Path deep = file("specs/" + "d/".repeat(40) + "a.vnnlib");
    Path near = file("specs/b.vnnlib");
    file("specs/c.txt");
    assertThat(files("specs/**.vnnlib")).containsExactly(near, deep);
    assertThat(files("specs/*.vnnlib")).containsExactly(near);
  }

  @Test
  void linksAreFollowedAndNoneForEver() throws IOException {
    Path own = file("specs/a.vnnlib");
    Files.createSymbolicLink(own.resolveSibling("self"), own.getParent());
    Path other = file("other/b.vnnlib");
    Files.createSymbolicLink(other.resolveSibling("back"), own.getParent());
    Files.createSymbolicLink(own.resolveSibling("over"), other.getParent());
    assertThat(files("specs/**.vnnlib"))
        .containsExactly(own, folder.resolve("specs/over/b.vnnlib"));
  }

  @Test
  void nothingFoundIsSaid() throws IOException {
    file("specs/a.txt");
    assertThatThrownBy(() -> files("specs/**.vnnlib")).hasMessageContaining("no file matches");
  }
}
