package org.plumbline.suite.evidence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of archives that were damaged on their way, or made by another program. */
class DamagedArchiveTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Path archive;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    archive = folder.resolve("evidence.zip");
    EvidenceArchive.write(ProvedRun.in(folder), Packing.usual(ProvedRun::property), archive);
    whole = Files.readAllBytes(archive);
  }

  @Test
  void aByteThatIsLostOrAddedIsRefused() throws IOException {
    Random random = new Random(24);
    for (int n = 0; n < 200; n++) {
      int place = n < 40 ? n : n < 80 ? whole.length - 1 - n + 40 : random.nextInt(whole.length);
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(whole, 0, place);
      if (n % 2 == 0) {
        changed.write(random.nextInt(256));
        changed.write(whole, place, whole.length - place);
      } else {
        changed.write(whole, place + 1, whole.length - place - 1);
      }
      Files.write(archive, changed.toByteArray());
      assertThatThrownBy(this::check)
          .as("byte %d, %s", place, n % 2 == 0 ? "added" : "lost")
          .isInstanceOf(EvidenceException.class)
          .hasMessageContaining(archive.toString());
    }
  }

  @Test
  void aChangedContentIsNamedEvenIfItsLengthChanged() throws IOException {
    int place = new String(whole, StandardCharsets.ISO_8859_1).indexOf("proved\tholds");
    byte[] changed = new byte[whole.length - 1];
    System.arraycopy(whole, 0, changed, 0, place);
    System.arraycopy(whole, place + 1, changed, place, changed.length - place);
    Files.write(archive, changed);
    assertThatThrownBy(this::check).hasMessageContaining("checker.log is damaged: its CRC");
  }

  @Test
  void theFirstByteIsNamed() throws IOException {
    whole[0] ^= 1;
    Files.write(archive, whole);
    assertThatThrownBy(this::check)
        .hasMessageContaining("at byte 0 begins neither an entry nor the directory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                       | questions.json lists no question
          []                       | questions.json lists no question
          ''                       | questions.json lists no question
          [{"verdict":"PERHAPS"}]  | question 1 of the list: 'PERHAPS' is none of [HOLDS, VIOLATED,
          [{                       | questions.json cannot be read: Unexpected end-of-input
          """)
  void aListWithoutQuestionsShowsNothing(String questions, String why) throws IOException {
    forge(questions);
    assertThatThrownBy(this::check)
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining(archive.toString())
        .hasMessageContaining(why);
  }

  @Test
  void aListThatIsNestedTooDeeplyIsRefused() throws IOException {
    forge("[".repeat(100_000));
    assertThatThrownBy(this::check)
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("questions.json cannot be read");
  }

  private CheckedArchive check() throws IOException {
    return EvidenceArchive.check(archive, List.of(), LIMIT);
  }

  /** Other questions, with a manifest that fits. */
  private void forge(String questions) throws IOException {
    Contents forged = new Contents();
    try (ZipInput zip = ZipInput.open(archive)) {
      for (String name : zip.entries().keySet()) {
        if (!name.equals(Manifest.NAME) && !name.equals(QuestionList.NAME)) {
          forged.put(name, zip.content(name));
        }
      }
    }
    forged.put(QuestionList.NAME, questions);
    forged.write(forged.manifest(), archive);
  }
}
