package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.cli.output.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option and argument that names something to write. Words of a command line with a point in
 * them are files that are read; {@code OUT} is what is written.
 */
class OutputOptionsTest {
  /** Files of these, once they are there, are added to. */
  private static final List<String> CONTINUED = List.of("falsify --results", "soundness run");

  private static final String COMPETITION = "vnncomp run bench --results OUT";

  private static final List<String> FILES =
      List.of(
          COMPETITION,
          "vnncomp run bench --results new --json OUT",
          "vnncomp score results.csv bench --json OUT",
          "vnnlib convert net.onnx asked.vnnlib --output OUT",
          "verify net.onnx asked.vnnlib --result-file OUT",
          "verify net.onnx asked.vnnlib --json OUT",
          "verify net.onnx asked.vnnlib --certificate OUT",
          "verify net.onnx --input one.png --epsilon 0.1 --json OUT",
          "verify net.onnx --input one.png --epsilon 0.1 --property OUT",
          "verify net.onnx --template fair --input 1 --input-range 0,1 --property OUT",
          "compare net.onnx other.onnx --input-range 0,1 --json OUT",
          "compare net.onnx other.onnx --input-range 0,1 --epsilon 1 --certificate OUT",
          "compare net.onnx other.onnx --input-range 0,1 --same-class --property OUT",
          "compare net.onnx other.onnx --input one.txt --radius 1 --json OUT",
          "encode net.onnx asked.vnnlib --output OUT",
          "radius net.onnx --input one.png --json OUT",
          "radius net.onnx --input one.png --certificate OUT --property new",
          "radius net.onnx --input one.png --property OUT --certificate new",
          "radius net.onnx --dataset all.idx --labels labels.idx --json OUT",
          "falsify net.onnx --input one.png --results OUT",
          "falsify net.onnx --dataset all.idx --labels labels.idx --csv OUT",
          "dlv net.onnx --input one.png --span 1 --json OUT",
          "nap mine net.onnx new --dataset all.idx --labels labels.idx --json OUT",
          "nap mine net.onnx new --dataset all.idx --held-out other.idx --json OUT",
          "nap show patterns.json --network net.onnx --dataset all.idx --html OUT",
          "nap verify net.onnx patterns.json --class 1 --json OUT",
          "nap verify net.onnx patterns.json --class 1 --certificate OUT",
          "nap verify net.onnx patterns.json --class 1 --property OUT",
          "nap monitor net.onnx patterns.json --dataset all.idx --json OUT",
          "nap monitor net.onnx patterns.json --dataset all.idx --html OUT",
          "inspect net.onnx --audit --json OUT",
          "suite explain suite.yaml asked --property OUT",
          "suite report suite.yaml --junit OUT",
          "suite report suite.yaml --sarif OUT",
          "suite report suite.yaml --html OUT",
          "suite report suite.yaml --markdown OUT",
          "suite report suite.yaml --annotations OUT",
          "suite report suite.yaml --gitlab OUT",
          "suite report suite.yaml --openmetrics OUT",
          "suite report suite.yaml --json OUT",
          "suite report suite.yaml --evidence OUT",
          "raid train net.onnx OUT --dataset all.idx --limit 0.1",
          "soundness run bench OUT",
          "soundness score bench results.jsonl --json OUT",
          "soundness report bench results.jsonl --html OUT");

  private static final List<String> FOLDERS =
      List.of(
          "falsify net.onnx --input one.png --pictures OUT",
          "dlv net.onnx --input one.png --span 1 --pictures OUT",
          "nap mine net.onnx OUT --dataset all.idx",
          "soundness generate OUT",
          "suite run suite.yaml --ledger OUT",
          "soundness train OUT",
          "soundness report bench results.jsonl --html new --evidence OUT");

  private static final List<String> PAIRS =
      List.of(
          "verify net.onnx asked.vnnlib --result-file OUT --json ALIAS",
          "verify net.onnx asked.vnnlib --certificate OUT --json ALIAS",
          "compare net.onnx other.onnx --input-range 0,1 --epsilon 1 --property OUT --json ALIAS",
          "radius net.onnx --input one.png --certificate OUT --property ALIAS",
          "radius net.onnx --input one.png --certificate c --property OUT --json ALIAS",
          "falsify net.onnx --input one.png --results OUT --csv ALIAS",
          "dlv net.onnx --input one.png --span 1 --pictures F --json ALIASF/original.png",
          "nap mine net.onnx F --dataset all.idx --json ALIASF/delta-0.01.json",
          "nap verify net.onnx patterns.json --class 1 --json OUT --certificate ALIAS",
          "nap verify net.onnx patterns.json --class 1 --property OUT --certificate ALIAS",
          "nap monitor net.onnx patterns.json --dataset all.idx --json OUT --html ALIAS",
          "soundness report bench results.jsonl --html OUT --evidence ALIAS");

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeALinkedFolder() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createDirectory(folder.resolve("real/bench"));
    Files.createDirectory(folder.resolve("real/F"));
    Files.createSymbolicLink(folder.resolve("alias"), Path.of("real"));
  }

  static Stream<String> files() {
    return FILES.stream();
  }

  static Stream<String> folders() {
    return FOLDERS.stream();
  }

  static Stream<String> pairs() {
    return PAIRS.stream();
  }

  private Path real(String name) {
    return folder.resolve("real").resolve(name);
  }

  /** Words with a point are files, which are made here; what follows one is a file to write. */
  private String[] words(String line, Path out) throws IOException {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ")) {
      if (word.matches("[a-z]+\\.[a-z]+")) {
        words.add(Files.writeString(real(word), "read").toString());
      } else if (word.startsWith("ALIAS")) {
        String file = word.substring("ALIAS".length());
        words.add(folder.resolve("alias").resolve(file.isEmpty() ? "out" : file).toString());
      } else if (word.equals("OUT")) {
        words.add(out.toString());
      } else {
        words.add(List.of("new", "bench", "c", "F").contains(word) ? real(word) + "" : word);
      }
    }
    return words.toArray(String[]::new);
  }

  private int run(String... words) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(err, true));
    return command.execute(words);
  }

  private void assertRefused(String line, Path out, String... said) throws IOException {
    assertThat(run(words(line, out))).as(err.toString()).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString().lines().findFirst().orElse("")).contains(said);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @MethodSource("files")
  void aMissingFolderIsNamedBeforeAnyWork(String line) throws IOException {
    assertRefused(line, real("no/out"), "there is no folder to write", "no/out");
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFolderIsNoFile(String line) throws IOException {
    assertRefused(line, Files.createDirectory(real("out")), "is a folder; name a file to write");
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFolderThatTakesNoFilesIsNamed(String line) throws IOException {
    assertRefused(line, Path.of("/proc/out"), "/proc/out cannot be written");
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsReadIsNotWrittenThroughALink(String line) throws IOException {
    for (String word : line.split(" ")) {
      if (word.matches("[a-z]+\\.[a-z]+")) {
        err.getBuffer().setLength(0);
        assertRefused(line, folder.resolve("alias").resolve(word), word + " is read; name another");
        assertThat(real(word)).hasContent("read");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aFileIsNoFolder(String line) throws IOException {
    Path file = Files.writeString(real("file"), "kept");
    assertThat(run(words(line, file))).as(err.toString()).isEqualTo(ExitCode.USAGE.code());
    err.getBuffer().setLength(0);
    assertThat(run(words(line, file.resolve("in")))).as(err + "").isEqualTo(ExitCode.USAGE.code());
    assertThat(file).hasContent("kept");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void twoOutputsAreTwoFiles(String line) throws IOException {
    assertRefused(line, real("out"), "name one file");
  }

  /** The network is none, which the command finds out when it reads it. */
  @ParameterizedTest
  @MethodSource("files")
  void noEarlierAnswerSurvivesARefusal(String line) throws IOException {
    Path out = Files.writeString(real("out"), "whatever an earlier run left");
    assertThat(run(words(line, out))).as(err.toString()).isEqualTo(3);
    boolean isContinued =
        line.equals(COMPETITION) || CONTINUED.stream().anyMatch(c -> contains(line, c));
    assertThat(Files.exists(out)).isEqualTo(isContinued);
  }

  private static boolean contains(String line, String words) {
    return Arrays.asList(line.split(" ")).containsAll(Arrays.asList(words.split(" ")));
  }

  @Test
  void picturesDoNotReplaceTheInput() throws IOException {
    Path input = Files.writeString(real("original.png"), "read");
    String[] line = words("dlv net.onnx --span 1 --pictures OUT --input", folder.resolve("alias"));
    String[] words = Arrays.copyOf(line, line.length + 1);
    words[line.length] = input.toString();
    assertThat(run(words)).as(err.toString()).isEqualTo(ExitCode.USAGE.code());
    assertThat(input).hasContent("read");
  }

  @Test
  void aRunGoesOnWithAFile() throws IOException {
    assertThat(run(words("soundness run bench OUT", Path.of("/dev/null")))).isEqualTo(2);
    assertThat(err.toString()).contains("/dev/null is no file that a run could go on with");
  }

  /** Whoever adds an option that names a file to write adds it to the lists above. */
  @Test
  void everyOptionThatWritesIsListed() {
    List<String> lines = Stream.of(FILES, FOLDERS, PAIRS).flatMap(List::stream).toList();
    List<String> missing = new ArrayList<>();
    collect("", Plumbline.commandLine(), lines, missing);
    assertThat(missing).isEmpty();
  }

  private static void collect(
      String name, CommandLine command, List<String> lines, List<String> missing) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      boolean isListed =
          lines.stream()
              .anyMatch(line -> line.startsWith(name) && contains(line, option.longestName()));
      if (option.type().getSimpleName().equals("OutputFile") && !isListed) {
        missing.add(name + " " + option.longestName());
      }
    }
    command
        .getSubcommands()
        .forEach((sub, child) -> collect((name + " " + sub).strip(), child, lines, missing));
  }
}
