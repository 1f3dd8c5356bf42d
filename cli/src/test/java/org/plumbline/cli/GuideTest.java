package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the guide and the README tell people to type does what they say: every command and every
 * piece of Java is run in a folder that looks like the project's root.
 */
@Tag("slow")
class GuideTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path README = DocumentBlocks.root().resolve("README.md");

  @TempDir private Path folder;

  /** The examples, and a {@code ./plumbline} that starts the classes under test. */
  @BeforeEach
  void aFolderLikeTheRoot() throws IOException {
    for (String example : List.of("examples/digits", "examples/cubes")) {
      Path copies = Files.createDirectories(folder.resolve(example));
      try (Stream<Path> files = Files.list(DocumentBlocks.root().resolve(example))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, copies.resolve(file.getFileName()));
        }
      }
    }
    String start = "exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' org.plumbline.cli.Plumbline \"$@\"";
    Path launcher = folder.resolve("plumbline");
    Files.writeString(launcher, "#!/bin/sh\n" + start.formatted(JAVA, classPath()) + "\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(DocumentBlocks.guide());
    pages.add(README);
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  @EnabledOnOs(OS.LINUX)
  void everyCommandEndsAsItsPageSays(Path page) throws Exception {
    for (DocumentBlocks.Command command : DocumentBlocks.commands(page)) {
      if (command.text().startsWith("mvn ")) {
        continue; // the build that this test is a part of
      }
      List<String> words = List.of("bash", "-eo", "pipefail", "-c", command.text());
      assertThat(run(words)).as("%s%n%s", command.text(), said()).isEqualTo(command.exit());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPieceOfJavaRuns(Path page) throws Exception {
    for (String block : DocumentBlocks.blocks(page, "java")) {
      Path source = folder.resolve("Piece.java");
      Files.writeString(source, program(block));
      String[] arguments = {"-proc:none", "-cp", classPath(), source.toString()};
      assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
          .as("%s", block)
          .isZero();
      List<String> words =
          List.of(JAVA.toString(), "-cp", folder + File.pathSeparator + classPath(), "Piece");
      assertThat(run(words)).as("%s%n%s", block, said()).isZero();
    }
  }

  @Test
  void thereIsSomethingToRun() throws IOException {
    int commands = 0;
    int pieces = 0;
    for (Path page : pages()) {
      commands += DocumentBlocks.commands(page).size();
      pieces += DocumentBlocks.blocks(page, "java").size();
    }
    assertThat(commands).isGreaterThan(25);
    assertThat(pieces).isGreaterThan(5);
    assertThat(DocumentBlocks.blocks(README, "java")).isNotEmpty();
  }

  private static String program(String block) {
    return """
    import java.nio.file.*;
    import java.time.Duration;
    import org.plumbline.api.*;

    class Piece {
      public static void main(String[] args) throws Exception {
    %s
      }
    }
    """
        .formatted(block);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private int run(List<String> words) throws IOException, InterruptedException {
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start()
        .waitFor();
  }

  private Object said() {
    return new Object() {
      @Override
      public String toString() {
        try {
          return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
          return e.toString();
        }
      }
    };
  }
}
