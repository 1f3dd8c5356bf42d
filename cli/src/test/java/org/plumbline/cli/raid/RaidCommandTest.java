package org.plumbline.cli.raid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import picocli.CommandLine;

/** The command as a user meets it, on the network that the examples ship: digits of 8 × 8. */
class RaidCommandTest {
  private static final String NETWORK = Path.of("../examples/digits/digits.onnx").toString();
  private static final int PIXELS = 64;
  private static final int IMAGES = 48;

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String dataset;
  private String monitor;

  private int run(String command, String... args) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = Plumbline.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("raid", command));
    all.addAll(List.of(args));
    return line.execute(all.toArray(new String[0]));
  }

  /** Vertical and horizontal strokes of random brightness at random places. */
  @BeforeEach
  void write() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    byte[] bytes = new byte[16 + IMAGES * PIXELS];
    System.arraycopy(
        new byte[] {0, 0, 8, 3, 0, 0, 0, IMAGES, 0, 0, 0, 8, 0, 0, 0, 8}, 0, bytes, 0, 16);
    for (int n = 0; n < IMAGES; n++) {
      for (int stroke = 0; stroke < 3; stroke++) {
        boolean isVertical = random.nextBoolean();
        int place = random.nextInt(1, 7);
        byte brightness = (byte) random.nextInt(8, 17);
        for (int k = 1; k < 7; k++) {
          bytes[16 + n * PIXELS + (isVertical ? 8 * k + place : 8 * place + k)] = brightness;
        }
      }
    }
    dataset = Files.write(folder.resolve("images"), bytes).toString();
    monitor = folder.resolve("monitor").toString();
  }

  private String[] training(String limit) {
    return new String[] {
      NETWORK,
      monitor,
      "--dataset",
      dataset,
      "--pixels",
      "BYTES",
      "--input-range",
      "0,16",
      "--limit",
      limit
    };
  }

  private String[] checking(String network) {
    return new String[] {
      network,
      monitor,
      "--dataset",
      dataset,
      "--pixels",
      "BYTES",
      "--input-range",
      "0,16",
      "--count",
      "5"
    };
  }

  @Test
  void trainsReportsAndWatches() throws IOException {
    assertThat(run("train", training("3"))).as("%s%s", out, err).isZero();
    assertThat(out.toString())
        .contains("Learnt from 24 benign and ", "false alarms: ", " of 12, ")
        .contains("missed FGSM: ", "missed PGD: ", "missed Square (not trained on): ")
        .contains("got past by an attack that knows it: ", "This is no evidence of safety");
    byte[] first = Files.readAllBytes(Path.of(monitor));
    assertThat(run("train", training("3"))).isZero();
    assertThat(Files.readAllBytes(Path.of(monitor))).as("the same seed").isEqualTo(first);
    int code = run("check", checking(NETWORK));
    assertThat(out.toString().lines()).hasSize(6);
    assertThat(code).as("%s%s", out, err).isEqualTo(out.toString().contains("ALARM") ? 10 : 0);
    assertThat(out.toString()).contains("4: class ", "detector ", "no evidence of safety");
  }

  @Test
  void anotherNetworkOrNoMonitorIsRefused() throws IOException {
    assertThat(run("train", training("3"))).isZero();
    Path other = folder.resolve("other.onnx");
    byte[] bytes = Files.readAllBytes(Path.of(NETWORK));
    bytes[bytes.length / 2] ^= 1;
    Files.write(other, bytes);
    assertThat(run("check", checking(other.toString()))).isEqualTo(3);
    assertThat(err.toString()).contains("was trained on another network than");
    Files.writeString(Path.of(monitor), "{}");
    assertThat(run("check", checking(NETWORK))).isEqualTo(3);
    assertThat(err.toString()).contains("\"format\" is missing");
    Files.delete(Path.of(monitor));
    assertThat(run("check", checking(NETWORK))).isEqualTo(3);
    assertThat(err.toString()).contains("there is no such file");
  }

  @Test
  void attacksThatFindNothingTrainNothing() {
    assertThat(run("train", training("1e-9"))).isEqualTo(3);
    assertThat(err.toString()).contains("0 adversarial images of 48 are too few to learn from");
    assertThat(folder.resolve("monitor")).doesNotExist();
  }

  @Test
  void badOptionsAreNamed() {
    assertThat(run("train", training("-1"))).isEqualTo(2);
    assertThat(err.toString()).contains("--limit -1.0 is not positive");
    String[] overwriting = training("1");
    overwriting[1] = dataset;
    assertThat(run("train", overwriting)).isEqualTo(2);
    assertThat(err.toString()).contains("is read; name another file to write");
    assertThat(Plumbline.commandLine().setErr(new PrintWriter(err)).execute("raid")).isEqualTo(2);
  }
}
