package org.plumbline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFileTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aNewFileHasThePermissionsOfNewFiles() throws IOException {
    Path usual = Files.createFile(folder.resolve("usual"));
    Path written = folder.resolve("written");
    new OutputFile(written).write("text");
    assertThat(written).hasContent("text");
    assertThat(mode(written)).isEqualTo(mode(usual));
    assertThat(names()).containsExactly("usual", "written");
  }

  @Test
  void aFileThatIsReplacedKeepsItsPermissions() throws IOException {
    Path written = file("written", "old");
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r-----"));
    new OutputFile(written).write("new");
    assertThat(mode(written)).isEqualTo("rw-r-----");
    OutputFile forgotten = new OutputFile(written);
    forgotten.forget();
    assertThat(written).doesNotExist();
    forgotten.write("newer");
    assertThat(written).hasContent("newer");
    assertThat(mode(written)).isEqualTo("rw-r-----");
  }

  @Test
  void aLinkStaysAndWhatItLeadsToIsWritten() throws IOException {
    Path real = file("real", "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    OutputFile output = new OutputFile(link);
    output.forget();
    assertThat(real).doesNotExist();
    assertThat(link).isSymbolicLink();
    output.write("new");
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void aLinkToNothingMakesTheFileThatItNames() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other/file"));
    new OutputFile(link).write("text");
    assertThat(link).isSymbolicLink();
    assertThat(other.resolve("file")).hasContent("text");
  }

  @Test
  void nothingIsLeftOfAFileThatCouldNotBeWritten() throws IOException {
    Path written = folder.resolve("written");
    OutputFile output = new OutputFile(written);
    assertThatThrownBy(
            () ->
                output.write(
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(OutputException.class)
        .hasMessage(written + ": could not be written: No space left on device");
    assertThat(names()).isEmpty();
    assertThatThrownBy(() -> new OutputFile(folder.resolve("no/file")).write("text"))
        .isInstanceOf(OutputException.class)
        .hasMessageEndingWith("there is no such folder");
  }

  @Test
  void devicesAreStreamedToAndStay() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    OutputFile output = new OutputFile(full);
    output.forget();
    assertThatThrownBy(() -> output.write("text"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("/dev/full: could not be written: No space left on device");
    assertThat(Files.exists(full)).isTrue();
    OutputFile none = new OutputFile(Path.of("/dev/null"));
    none.forget();
    none.write("text");
    none.append("line");
    assertThat(Files.exists(Path.of("/dev/null")) && none.isStream()).isTrue();
  }

  /** Behind the number of a file that is open, writing goes on at its end. */
  @Test
  void whatIsOpenIsNeitherRemovedNorCutShort() throws IOException, InterruptedException {
    Path log = file("log", "first\n");
    Path script = file("script", "exec 7>>'" + log + "'; exec \"$@\"");
    Process java =
        new ProcessBuilder(
                "/bin/sh",
                script.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StreamingWriter.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertThat(java.waitFor()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log)).isEqualTo("first\nprinted\nto output\nto 7\nto 1\nmore\n");
  }

  /** Writes to standard output and to what is open as number 7, by several names. */
  static final class StreamingWriter {
    private StreamingWriter() {}

    public static void main(String[] args) {
      System.out.println("printed");
      for (String name : List.of("/dev/stdout", "/dev/fd/7", "-")) {
        OutputFile output = new OutputFile(Path.of(name));
        output.forget();
        output.write(name.equals("-") ? "to 1\n" : name.endsWith("7") ? "to 7\n" : "to output\n");
      }
      System.out.println("more");
    }
  }

  @Test
  void linesAreAppended() throws IOException {
    OutputFile output = new OutputFile(folder.resolve("lines"));
    output.append("one");
    output.append("two");
    assertThat(Files.readString(folder.resolve("lines"))).isEqualTo("one\ntwo\n");
  }

  @ParameterizedTest
  @CsvSource({
    "RESULT, 'unsat', true",
    "RESULT, 'sat\n((X_0 1))', true",
    "RESULT, 'saturn', false",
    "RESULT, '; a property\n(assert true)', false",
    "RESULT, '', false",
    "JSON, '{\n  \"version\" : \"1\"', true",
    "JSON, '{}', true",
    "JSON, '{\"network\": \"patterns have no version\"}', false",
    "CERTIFICATE, 'PLUMBLINE-PROOF\nx', true",
    "CERTIFICATE, 'PLUMBLINE', false",
    "TABLE, 'image,label,class,outcome,l0', true",
    "TABLE, '5,0.1,0.2', false",
    "PAGE, '<!DOCTYPE html><p>mine</p>', false",
    "OTHER, 'unsat', false"
  })
  void answersAreToldByTheirBeginning(EarlierAnswer answer, String text, boolean isAnswer)
      throws IOException {
    assertThat(new OutputFile(file("file", text)).holds(answer)).isEqualTo(isAnswer);
  }
}
