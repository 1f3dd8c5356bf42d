package org.plumbline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be written is decided by where paths lead. */
class FilePlanTest {
  @TempDir private Path folder;
  private Path network;

  @BeforeEach
  void readsANetwork() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    network = Files.writeString(folder.resolve("real/net.onnx"), "network");
    Files.createSymbolicLink(folder.resolve("alias"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("real/dot"), Path.of("."));
    Files.createSymbolicLink(folder.resolve("link.onnx"), Path.of("alias/net.onnx"));
    Files.createLink(folder.resolve("hard.onnx"), network);
  }

  private OutputFile file(String name) {
    return new OutputFile(folder.resolve(name));
  }

  private FilePlan writing(String name) {
    return new FilePlan().reads(network, null).replaces("--json", file(name), EarlierAnswer.JSON);
  }

  @Test
  void whatIsReadIsNotWrittenByAnyOfItsNames() {
    for (String name :
        new String[] {
          "real/net.onnx",
          "alias/net.onnx",
          "link.onnx",
          "hard.onnx",
          "real/dot/../real/net.onnx",
          "real/./net.onnx"
        }) {
      assertThat(writing(name).mistake())
          .as(name)
          .contains(folder.resolve(name) + " is read; name another file to write");
    }
    assertThat(network).hasContent("network");
    assertThat(writing("real/other.json").mistake()).isEmpty();
  }

  /** {@code real/dot} leads to {@code real}, whose parent is the folder, whatever the text says. */
  @Test
  void parentsOfLinksAreThoseOfWhatTheyLeadTo() throws IOException {
    Path asked = Files.writeString(folder.resolve("asked"), "asked");
    assertThat(
            new FilePlan()
                .reads(asked)
                .replaces("--json", file("real/dot/../asked"), EarlierAnswer.JSON)
                .mistake())
        .isPresent();
  }

  @Test
  void filesOfAFolderThatIsReadAreRead() {
    FilePlan plan =
        new FilePlan()
            .reads(folder.resolve("alias"))
            .replaces("--csv", file("real/new.csv"), EarlierAnswer.TABLE);
    assertThat(plan.mistake()).isPresent();
  }

  @Test
  void twoOutputsAreTwoFiles() throws IOException {
    Files.createLink(folder.resolve("second"), Files.createFile(folder.resolve("first")));
    for (String[] pair :
        new String[][] {
          {"out", "out"},
          {"real/out", "alias/out"},
          {"first", "second"}
        }) {
      FilePlan plan =
          new FilePlan()
              .replaces("--json", file(pair[0]), EarlierAnswer.JSON)
              .replaces("--result-file", file(pair[1]), EarlierAnswer.RESULT);
      assertThat(plan.mistake())
          .contains(
              "--json and --result-file name one file, " + file(pair[1]) + "; give each its own");
    }
    OutputFile nowhere = new OutputFile(Path.of("/dev/null"));
    assertThat(
            new FilePlan()
                .replaces("--json", nowhere, EarlierAnswer.JSON)
                .replaces("--csv", nowhere, EarlierAnswer.TABLE)
                .mistake())
        .isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsNamedBeforeAnyWork() {
    assertThat(writing("real").mistake())
        .contains(folder.resolve("real") + " is a folder; name a file to write");
    assertThat(writing("no/out.json").mistake())
        .hasValueSatisfying(m -> assertThat(m).contains("there is no folder to write", "no/out"));
    assertThat(writing("real/net.onnx/out.json").mistake()).isPresent();
    assertThat(
            new FilePlan()
                .replaces("--json", new OutputFile(Path.of("/proc/out.json")), EarlierAnswer.JSON)
                .mistake())
        .hasValueSatisfying(m -> assertThat(m).contains("/proc/out.json cannot be written"));
    assertThat(
            new FilePlan()
                .replaces("--json", new OutputFile(Path.of("/dev/stdin")), EarlierAnswer.JSON)
                .mistake())
        .hasValueSatisfying(m -> assertThat(m).contains("it is standard input"));
  }

  @Test
  void foldersAreMadeWhereThatIsPossible() throws IOException {
    assertThat(new FilePlan().fills("--pictures", folder.resolve("a/b"), "one.png").mistake())
        .isEmpty();
    assertThat(folder.resolve("a")).doesNotExist();
    assertThat(new FilePlan().fills("--pictures", network).mistake())
        .contains(network + " is no folder; name one to write into");
    assertThat(new FilePlan().fills("--pictures", network.resolve("a")).mistake()).isPresent();
    FilePlan overInput =
        new FilePlan().reads(network).fills("--pictures", folder.resolve("alias"), "net.onnx");
    assertThat(overInput.mistake()).isPresent();
    Path earlier = Files.createFile(folder.resolve("earlier.png"));
    FilePlan again = new FilePlan().fills("--pictures", folder, "earlier.png");
    assertThat(again.mistake()).isEmpty();
    again.forget();
    assertThat(earlier).doesNotExist();
  }

  @Test
  void onlyAnswersAreRemovedWhereTheCommandLineIsWrong() throws IOException {
    Path answer = Files.writeString(folder.resolve("answer"), "unsat\n");
    Path property = Files.writeString(folder.resolve("property"), "(declare-const X_0 Real)");
    Path faulty = Files.writeString(folder.resolve("faulty"), "unsat\n");
    Path asked = Files.writeString(folder.resolve("asked"), "unsat\n");
    Path grown = Files.writeString(folder.resolve("grown"), "unsat\n");
    new FilePlan()
        .reads(asked)
        .replaces("--a", new OutputFile(answer), EarlierAnswer.RESULT)
        .replaces("--b", new OutputFile(property), EarlierAnswer.RESULT)
        .replaces("--c", new OutputFile(faulty), EarlierAnswer.RESULT)
        .replaces("--d", new OutputFile(asked), EarlierAnswer.RESULT)
        .continues("--e", new OutputFile(grown))
        .forgetAnswers("--c"::equals);
    assertThat(answer).doesNotExist();
    assertThat(property).exists();
    assertThat(faulty).exists();
    assertThat(asked).exists();
    assertThat(grown).exists();
  }

  @Test
  void allThatIsReplacedIsRemovedBeforeTheWork() throws IOException {
    Path old = Files.writeString(folder.resolve("old"), "whatever");
    Path grown = Files.writeString(folder.resolve("grown"), "whatever");
    FilePlan plan =
        new FilePlan()
            .replaces("--json", new OutputFile(old), EarlierAnswer.JSON)
            .continues("--results", new OutputFile(grown));
    assertThat(plan.mistake()).isEmpty();
    plan.forget();
    assertThat(old).doesNotExist();
    assertThat(grown).exists();
  }
}
