package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.api.Certificate;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.CheckAnswer;
import org.plumbline.api.Model;
import org.plumbline.api.VnnLib;

class DigitsTest {
  private static final Path NETWORK = Path.of("../digits/digits.onnx");
  private static final Path HOLDS = Path.of("../digits/four-noise-2.vnnlib");
  private static final Path VIOLATED = Path.of("../digits/four-noise-3.vnnlib");
  private static final long MEGABYTE = 1_000_000;

  @TempDir private Path folder;

  @Test
  void aCertificateIsWrittenAndProvesTheProperty() throws IOException {
    Path file = folder.resolve("four.proof");
    assertEquals("holds, CERTIFIED", Digits.verify(NETWORK, HOLDS, file));
    assertInstanceOf(CheckAnswer.Proved.class, check(HOLDS, file));
    assertInstanceOf(CheckAnswer.Rejected.class, check(VIOLATED, file));
  }

  private static CheckAnswer check(Path property, Path certificate) throws IOException {
    return CertificateCheck.of(
            Model.read(NETWORK), VnnLib.read(property), Certificate.read(certificate))
        .run();
  }

  @Test
  void whatIsViolatedHasNoCertificate() throws IOException {
    Path file = folder.resolve("four.proof");
    assertTrue(Digits.verify(NETWORK, VIOLATED, file).startsWith("violated at ["));
    assertTrue(Files.notExists(file));
  }

  /** The build copies them to {@code target/lib}. */
  @Test
  void theJarsAreSmall() throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of("target/lib"))) {
      jars = files.toList();
    }
    assertTrue(jars.stream().anyMatch(jar -> jar.getFileName().toString().startsWith("plumbline-")));
    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
    }
    assertTrue(bytes <= 40 * MEGABYTE, bytes + " bytes in " + jars);
  }
}
