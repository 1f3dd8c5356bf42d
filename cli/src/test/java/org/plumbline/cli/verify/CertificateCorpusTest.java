package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.plumbline.cli.Plumbline;
import picocli.CommandLine;

/** Certificates that are proofs, that are none, and that are no certificates. */
class CertificateCorpusTest {
  private static final Path DIGITS = Path.of("../examples/digits");
  private static final Path FOLDER = Path.of("src/test/resources/certificates");

  @ParameterizedTest
  @CsvFileSource(resources = "/certificates/corpus.csv", numLinesToSkip = 1)
  void checkSays(String file, String property, int code, String message) {
    StringWriter said = new StringWriter();
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(said, true));
    command.setErr(new PrintWriter(said, true));
    String network = DIGITS.resolve("digits.onnx").toString();
    String question = DIGITS.resolve(property + ".vnnlib").toString();
    assertThat(command.execute("check", network, question, FOLDER.resolve(file).toString()))
        .as(said.toString())
        .isEqualTo(code);
    assertThat(said.toString()).contains(message);
  }

  @Test
  void everyFileIsListed() throws IOException {
    TreeSet<String> listed = new TreeSet<>();
    for (String line : Files.readAllLines(FOLDER.resolve("corpus.csv"))) {
      listed.add(line.substring(0, line.indexOf(',')));
    }
    for (String kind : List.of("accepted", "rejected", "malformed")) {
      try (var files = Files.list(FOLDER.resolve(kind))) {
        assertThat(listed).containsAll(files.map(f -> kind + "/" + f.getFileName()).toList());
      }
    }
  }
}
