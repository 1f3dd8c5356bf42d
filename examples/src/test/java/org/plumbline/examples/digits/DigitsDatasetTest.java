package org.plumbline.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.examples.digits.DigitsDataset.Digit;

class DigitsDatasetTest {

  private static final String BLANK = "0,".repeat(64);

  @TempDir private Path folder;

  @Test
  void readsTheShippedData() throws IOException {
    DigitsDataset digits = DigitsDataset.read(Path.of("digits", "digits.csv.gz"));

    assertThat(digits.size()).isEqualTo(1797);
    Digit four = digits.digits().get(100);
    assertThat(four.label()).isEqualTo(4);
    assertThat(four.pixels()).startsWith(0, 0, 0, 2, 13, 0, 0, 0).hasSize(64);
  }

  @Test
  void holdsOutEveryFifthDigit() throws IOException {
    DigitsDataset digits = DigitsDataset.read(Path.of("digits", "digits.csv.gz"));

    assertThat(digits.heldOut().digits()).hasSize(360).allMatch(digit -> digit.index() % 5 == 0);
    assertThat(digits.training().digits())
        .hasSize(1437)
        .doesNotContainAnyElementsOf(digits.heldOut().digits());
  }

  @Test
  void marksTheLabelInOneColumn() throws IOException {
    DigitsDataset digits = DigitsDataset.read(write(BLANK + "3"));

    assertThat(digits.oneHotLabels()[0]).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void namesTheLineAndTheFieldOfWrongData() throws IOException {
    Path tooDark = write(BLANK + "3\n" + "17," + "0,".repeat(63) + "3");
    assertThatThrownBy(() -> DigitsDataset.read(tooDark))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2: field 1 is '17', expected a whole number 0 to 16");

    Path noDigit = write(BLANK + "x");
    assertThatThrownBy(() -> DigitsDataset.read(noDigit))
        .hasMessageContaining("field 65 is 'x', expected a whole number 0 to 9");

    Path tooShort = write("1,2");
    assertThatThrownBy(() -> DigitsDataset.read(tooShort))
        .hasMessageContaining("line 1: 2 fields, expected 65");
  }

  private Path write(String lines) throws IOException {
    Path file = folder.resolve("data.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines.getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }
}
