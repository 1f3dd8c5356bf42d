package org.plumbline.cli.falsify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import picocli.CommandLine;

/** A run goes on with the findings of the same question, and with no others. */
class FalsifyResultsTest {
  private static final Path DIGITS = Path.of("../examples/digits/digits.onnx");
  private static final int PIXELS = 64;

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private Path network;
  private Path images;
  private Path results;

  @BeforeEach
  void writeFiles() throws IOException {
    network = Files.copy(DIGITS, folder.resolve("n.onnx"));
    images = folder.resolve("images");
    writeImages(12);
    results = folder.resolve("results");
  }

  /** Two bars; one of a brightness. */
  private void writeImages(int brightness) throws IOException {
    byte[] bytes = new byte[16 + 2 * PIXELS];
    System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 8, 0, 0, 0, 8}, 0, bytes, 0, 16);
    for (int i = 0; i < PIXELS; i++) {
      bytes[16 + i] = (byte) (i % 8 == 3 || i % 8 == 4 ? 12 : 0);
      bytes[16 + PIXELS + i] = (byte) (i % 8 == 3 || i % 8 == 4 ? brightness : 0);
    }
    Files.write(images, bytes);
  }

  private int run(String... more) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    List<String> all =
        new ArrayList<>(List.of("falsify", network.toString(), "--dataset", images.toString()));
    all.addAll(List.of("--pixels", "BYTES", "--input-range", "0,16", "--attack", "pgd"));
    all.addAll(List.of("--results", results.toString()));
    all.addAll(List.of(more));
    return command.execute(all.toArray(new String[0]));
  }

  /** What the first line of a file says. */
  static AskedQuestion question(Path results) throws IOException {
    TreeMap<String, String> parts = new TreeMap<>();
    new ObjectMapper()
        .readTree(Files.readAllLines(results).get(0))
        .fields()
        .forEachRemaining(field -> parts.put(field.getKey(), field.getValue().asText()));
    parts.remove("question");
    return new AskedQuestion(parts);
  }

  private void assertRefused(String why, String... more) throws IOException {
    String before = Files.readString(results);
    assertThat(run(more)).isEqualTo(3);
    assertThat(err.toString()).contains(results + ": ", why).hasLineCount(1);
    assertThat(Files.readString(results)).isEqualTo(before);
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    assertThat(run("--limit", "8", "--count", "1")).as("%s%s", out, err).isEqualTo(10);
    String first = Files.readString(results);
    Files.writeString(results, first + "{\"image\":\"1\",\"cut o");
    assertThat(run("--limit", "8", "--retries", "0")).as("%s%s", out, err).isEqualTo(10);
    assertThat(Files.readString(results)).startsWith(first);
    assertThat(Files.readAllLines(results)).hasSize(3);
    String all = Files.readString(results);
    assertThat(run("--limit", "8")).isEqualTo(10);
    assertThat(Files.readString(results)).isEqualTo(all);
  }

  @Test
  void whatDiffersIsNamed() throws IOException {
    assertThat(run("--limit", "8")).isEqualTo(10);
    assertRefused("--timeout was 60.0, and is 61.0 now; name", "--limit", "8", "--timeout", "61");
    assertRefused("--limit was 8.0, and is 7.0 now; --seed was 1", "--limit", "7", "--seed", "2");
    assertRefused("--step was not given, and is 1.0 now", "--limit", "8", "--step", "1");
  }

  /** The old network's findings say nothing of the new one. */
  @Test
  void aReplacedNetworkIsAnother() throws IOException {
    assertThat(run("--limit", "8")).isEqualTo(10);
    byte[] bytes = Files.readAllBytes(network);
    bytes[bytes.length / 2] ^= 1;
    Files.write(network, bytes);
    assertRefused("the content of NETWORK is another", "--limit", "8");
  }

  @Test
  void replacedImagesAreOthers() throws IOException {
    assertThat(run("--limit", "8")).isEqualTo(10);
    writeImages(11);
    assertRefused("the content of --dataset is another", "--limit", "8");
  }

  /** A program may be replaced, too, and has no digest: it is asked again. */
  @Test
  void aClassifierThatSaysOtherwiseIsAnother() throws IOException {
    assertThat(run("--limit", "8")).isEqualTo(10);
    String text = Files.readString(results);
    String label = "\"class\":1,";
    assertThat(text).contains(label);
    Files.writeString(results, text.replace(label, "\"class\":2,"));
    assertRefused("the classifier took image 0 for class 2, and takes it for 1", "--limit", "8");
    Files.writeString(
        results, text.replaceFirst("\"adversarialClass\":\\d", "\"adversarialClass\":1"));
    assertRefused("took image 0 as it was changed for class 1", "--limit", "8");
  }

  @Test
  void otherFilesAreNoResults() throws IOException {
    Files.write(results, new byte[] {(byte) 0x93, 'N', 'U', 'M', '\n'});
    assertThat(run("--limit", "8")).isEqualTo(3);
    assertThat(err.toString()).contains("is no text, so no results of falsify");
    Files.writeString(results, "{\"question\":\"{--attack=PGD}\"}\n");
    assertRefused("line 1 does not say what falsify was asked", "--limit", "8");
  }
}
