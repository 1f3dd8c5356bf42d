package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.network.model.Reading;
import picocli.CommandLine;

/**
 * Models, properties and certificates whose answers were wrong once, kept beside the project: each
 * may be refused, be undecided or be right. Skipped, and said to be, where they are not there.
 */
class TrustCasesTest {
  private static final Path CASES = Path.of("../../shared/cases/trust");
  private static final int HEADER = 16;

  /** What may not be answered, where it is not holds. */
  private static final Map<String, Integer> WRONG =
      Map.of(
          "clip-max-at-float-max-violated", ExitCode.VIOLATED.code(),
          "cr-only-file-false-violated", ExitCode.VIOLATED.code());

  private static final Set<Integer> MEANT =
      Set.of(
          ExitCode.HOLDS.code(),
          ExitCode.UNREADABLE_INPUT.code(),
          ExitCode.VIOLATED.code(),
          ExitCode.REJECTED.code(),
          ExitCode.UNDECIDED.code());

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  static Stream<Path> cases() throws IOException {
    if (!Files.isDirectory(CASES)) {
      return Stream.of(CASES);
    }
    try (Stream<Path> all = Files.list(CASES)) {
      return all.filter(one -> Files.exists(one.resolve("command.txt"))).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isNeverAnsweredWrong(Path one) throws IOException {
    assumeTrue(Files.isDirectory(CASES), "skipped: there is no " + CASES);
    for (String line : Files.readAllLines(one.resolve("command.txt"))) {
      if (line.matches("(plumbline|\\$PLUMBLINE) (verify|check) .*")) {
        String[] arguments = arguments(one, line);
        int code = run(arguments);
        assertThat(MEANT).as(line + ":%n" + out).contains(code);
        int wrong = WRONG.getOrDefault(one.getFileName().toString(), ExitCode.HOLDS.code());
        assertThat(code).as(line + ":%n" + out).isNotEqualTo(wrong);
      }
    }
  }

  static Stream<Path> forged() throws IOException {
    return cases().filter(one -> one.equals(CASES) || Files.exists(one.resolve("forged.proof")));
  }

  /** Certificates made before, with the rules of reading of today written into them. */
  @ParameterizedTest
  @MethodSource("forged")
  void oldCertificatesAreNoProofsOfTodaysReading(Path one) throws IOException {
    assumeTrue(Files.isDirectory(CASES), "skipped: there is no " + CASES);
    Path forged = one.resolve("forged.proof");
    Path today = folder.resolve("today.proof");
    Files.write(today, withTodaysReading(Files.readAllBytes(forged)));
    int code =
        run("check", one.resolve("net.onnx") + "", one.resolve("prop.vnnlib") + "", today + "");
    assertThat(code).as(out.toString()).isIn(ExitCode.REJECTED.code(), ExitCode.UNDECIDED.code());
    assertThat(out.toString()).doesNotContain("verify again");
  }

  /** Version 1 begins with its number; version 3 has the rules of reading after it. */
  private static byte[] withTodaysReading(byte[] old) throws IOException {
    byte[] body;
    int size = old.length - HEADER;
    try (var in = new InflaterInputStream(new ByteArrayInputStream(old, HEADER, size))) {
      body = in.readAllBytes();
    }
    assertThat(body[0]).isEqualTo((byte) 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(old, 0, HEADER);
    try (DeflaterOutputStream packed = new DeflaterOutputStream(bytes)) {
      packed.write(3);
      packed.write(Reading.RULES);
      packed.write(body, 1, body.length - 1);
    }
    return bytes.toByteArray();
  }

  private String[] arguments(Path one, String line) {
    return Arrays.stream(line.split("\\s+"))
        .skip(1)
        .map(word -> word.matches("c\\.proof") ? folder.resolve(word).toString() : word)
        .map(word -> Files.exists(one.resolve(word)) ? one.resolve(word).toString() : word)
        .toArray(String[]::new);
  }

  private int run(String... arguments) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(out, true));
    return command.execute(arguments);
  }
}
