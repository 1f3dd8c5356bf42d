package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.output.ExitCode;

/** Commands answer where no jar with native code, and no module that uses one, is there. */
class NoNativeLibraryTest {
  private static final Path DIGITS = Path.of("../examples/digits");
  private static final String NETWORK = DIGITS.resolve("digits.onnx").toString();
  private static final List<String> NATIVE =
      List.of("openblas", "javacpp", "solvers", "ortools", "z3", "jna", "onnxruntime", "opencv");

  @TempDir private Path folder;
  private String out;

  /** The exit code of a command in a Java of its own. */
  private int run(String... arguments) throws IOException, InterruptedException {
    Path printed = folder.resolve("out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), Plumbline.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    int code = builder.redirectOutput(printed.toFile()).start().waitFor();
    out = Files.readString(printed, StandardCharsets.UTF_8);
    return code;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> NATIVE.stream().noneMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void theClassPathOfTheTestsHasThem() {
    assertThat(System.getProperty("java.class.path")).contains(NATIVE);
    assertThat(classPath()).contains("picocli").doesNotContain(NATIVE);
  }

  @Test
  void verifyProves() throws IOException, InterruptedException {
    Path certificate = folder.resolve("four.proof");
    String property = DIGITS.resolve("four-noise-2.vnnlib").toString();
    int code = run("verify", NETWORK, property, "--certificate", certificate.toString());
    assertThat(code).as(out).isZero();
    assertThat(out).contains("certified");
    assertThat(certificate).isNotEmptyFile();
    assertThat(run("check", NETWORK, property, certificate.toString())).as(out).isZero();
  }

  @Test
  void verifyRefutes() throws IOException, InterruptedException {
    String property = DIGITS.resolve("four-noise-3.vnnlib").toString();
    assertThat(run("verify", NETWORK, property)).as(out).isEqualTo(ExitCode.VIOLATED.code());
  }

  @Test
  void radiusIsBoundedFromBothSides() throws IOException, InterruptedException {
    StringBuilder bar = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      bar.append(i % 8 == 3 || i % 8 == 4 ? "12 " : "0 ");
    }
    Path input = Files.writeString(folder.resolve("bar.txt"), bar);
    assertThat(run("radius", NETWORK, "--input", input.toString(), "--input-range", "0,16"))
        .as(out)
        .isZero();
    assertThat(out).contains("Safe radius (Linf): between ", "Proved: every input within ");
  }
}
