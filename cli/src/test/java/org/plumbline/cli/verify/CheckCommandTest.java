package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.output.ExitCode;
import picocli.CommandLine;

/** Certificates as a user meets them, on the network that the examples ship. */
class CheckCommandTest {
  private static final Path DIGITS = Path.of("../examples/digits");
  private static final String NETWORK = DIGITS.resolve("digits.onnx").toString();
  private static final String PROPERTY = DIGITS.resolve("four-noise-2.vnnlib").toString();
  private static final List<String> NATIVE = List.of("openblas", "javacpp", "ortools", "z3", "jna");
  private static final String OTHER = DIGITS.resolve("four-noise-3.vnnlib").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path certificate;

  @BeforeEach
  void certify() {
    certificate = folder.resolve("four.proof");
    assertThat(run("verify", NETWORK, PROPERTY, "--certificate", certificate.toString())).isZero();
    assertThat(out.toString()).contains("certified");
    assertThat(certificate).isNotEmptyFile();
  }

  private int run(String... args) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  @Test
  void acceptsWhatVerifyWrote() {
    assertThat(run("check", NETWORK, PROPERTY, certificate.toString())).isZero();
    assertThat(out.toString()).contains("PROVED, for real numbers: the certificate is a proof");
  }

  /** Leaves where the checker's bounds are weaker than the search's are halved. */
  @Test
  void certifiesTheExampleOfTheReadme() {
    String property = DIGITS.resolve("four-dead-column-3.vnnlib").toString();
    assertThat(run("verify", NETWORK, property, "--certificate", certificate.toString())).isZero();
    assertThat(run("check", NETWORK, property, certificate.toString())).isZero();
  }

  @Test
  void needsNoNativeLibrary() throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> NATIVE.stream().noneMatch(entry::contains))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, "org.plumbline.cli.Plumbline", "check"));
    command.addAll(List.of(NETWORK, PROPERTY, certificate.toString()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void rejectsACertificateOfAnotherProperty() {
    assertThat(run("check", NETWORK, OTHER, certificate.toString()))
        .isEqualTo(ExitCode.REJECTED.code());
    assertThat(out.toString()).contains("it is for another property file");
  }

  @Test
  void whatIsNoCertificateIsUnreadable() throws IOException {
    byte[] bytes = Files.readAllBytes(certificate);
    Path cut = Files.write(folder.resolve("cut.proof"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(run("check", NETWORK, PROPERTY, cut.toString()))
        .isEqualTo(ExitCode.UNREADABLE_INPUT.code());
    assertThat(err.toString()).contains("cut.proof", "it ends too early");
    assertThat(run("check", NETWORK, PROPERTY, PROPERTY))
        .isEqualTo(ExitCode.UNREADABLE_INPUT.code());
    assertThat(err.toString()).contains("is a VNN-LIB property, not a certificate");
  }

  @Test
  void float32IsCertifiedOrUndecided() {
    assertThat(
            run(
                "verify",
                NETWORK,
                PROPERTY,
                "--semantics",
                "float32",
                "--certificate",
                certificate.toString()))
        .isZero();
    assertThat(run("check", NETWORK, PROPERTY, certificate.toString())).isZero();
    assertThat(out.toString()).contains("PROVED, for the numbers that IEEE binary32 computes: ");
    assertThat(check("--semantics", "float32")).isZero();
    assertThat(check("--semantics", "real")).isEqualTo(ExitCode.REJECTED.code());
    assertThat(out.toString())
        .contains("rule \"semantics\": it is a proof for the numbers that IEEE binary32 computes");
    assertThat(run("verify", NETWORK, OTHER, "--semantics", "float32"))
        .isEqualTo(ExitCode.VIOLATED.code());
  }

  private int check(String... options) {
    List<String> line =
        new ArrayList<>(List.of("check", NETWORK, PROPERTY, certificate.toString()));
    line.addAll(List.of(options));
    return run(line.toArray(String[]::new));
  }

  @Test
  void aProofForRealNumbersIsNoneForFloat32() {
    assertThat(check("--semantics", "real")).isZero();
    assertThat(check("--semantics", "float32")).isEqualTo(ExitCode.REJECTED.code());
    assertThat(out.toString()).contains("it is a proof for real numbers");
  }

  /** What is hashed is what was parsed, so that one read is enough. */
  @Test
  void filesMayBePipes() throws IOException, InterruptedException {
    List<Process> writers = new ArrayList<>();
    List<String> line = new ArrayList<>(List.of("check"));
    for (String file : List.of(NETWORK, PROPERTY, certificate.toString())) {
      Path pipe = folder.resolve("pipe" + line.size());
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      writers.add(new ProcessBuilder("sh", "-c", "cat '" + file + "' > '" + pipe + "'").start());
      line.add(pipe.toString());
    }
    assertThat(run(line.toArray(String[]::new))).as(err.toString()).isZero();
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
  }

  /** A pipe that nobody writes. */
  @Test
  void theTimeMayRunOut() throws IOException, InterruptedException {
    String pipe = folder.resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    assertThat(run("check", pipe, PROPERTY, certificate.toString(), "--timeout", "0.001"))
        .isEqualTo(ExitCode.UNDECIDED.code());
    assertThat(out.toString()).contains("NOT PROVED: the time limit was reached");
    assertThat(check("--timeout", "0")).isEqualTo(ExitCode.USAGE.code());
  }
}
