package org.plumbline.suite.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Assurance;
import org.plumbline.suite.Measured;
import org.plumbline.suite.StoredFile;
import org.plumbline.suite.Verdict;

class LedgerTest {
  @TempDir private Path folder;

  /** The n-th answer of a run; the same in each run. */
  static LedgerEntry entry(int n) {
    return new LedgerEntry(
        "R/ε \"" + n + "\"",
        "key-" + n,
        n % 2 == 0 ? Verdict.HOLDS : Verdict.VIOLATED,
        n % 2 == 0 ? Optional.of(Assurance.CERTIFIED) : Optional.empty(),
        "reason\nof two lines",
        Optional.of(new AskedClass(n, List.of(1, 2))),
        Optional.of(
            new Measured("radius", "0.5", n % 2 == 0 ? Optional.empty() : Optional.of("1"))),
        Optional.of("c".repeat(64)),
        Optional.empty(),
        Optional.empty(),
        Instant.parse("2026-11-30T10:00:00Z").plusSeconds(n),
        Duration.ofMillis(n),
        7L * n,
        Duration.ofSeconds(30));
  }

  private Path lines() {
    return folder.resolve(Ledger.FILE);
  }

  /** A line that anybody may have added. */
  @Test
  void whatIsOpenHidesNothingThatWasFound() {
    LedgerEntry found = entry(1);
    LedgerEntry open =
        new LedgerEntry(
            found.id(),
            found.key(),
            Verdict.UNDECIDED,
            Optional.empty(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            found.begun(),
            found.time(),
            0,
            Duration.ofDays(1000));
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(found);
      ledger.append(open);
    }
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.of(found.key())).contains(found);
    }
  }

  @Test
  void answersOutlastARun() {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(entry(0));
      ledger.append(entry(1));
    }
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.of("key-0")).contains(entry(0));
      assertThat(ledger.of("key-1")).contains(entry(1));
      assertThat(ledger.latest(entry(1).id())).contains(entry(1));
      assertThat(ledger.violated(entry(1).id())).contains(entry(1));
      assertThat(ledger.violated(entry(0).id())).isEmpty();
      assertThat(ledger.of("other")).isEmpty();
      assertThat(ledger.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 100})
  void aTornLineIsCut(int left) throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(entry(0));
    }
    byte[] whole = Files.readAllBytes(lines());
    Files.write(lines(), java.util.Arrays.copyOf(whole, left), StandardOpenOption.APPEND);
    try (Ledger read = Ledger.read(folder)) {
      assertThat(read.notes()).hasSize(1).first().asString().contains("the last line is torn");
    }
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.notes()).hasSize(1);
      ledger.append(entry(1));
    }
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.notes()).isEmpty();
      assertThat(ledger.of("key-0")).isPresent();
      assertThat(ledger.of("key-1")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "nonsense",
        "",
        "{\"v\":2}",
        "{\"v\":1,\"id\":\"R\",\"key\":\"k\",\"verdict\":\"MAYBE\"}",
        "{\"v\":1,\"id\":\"R\",\"key\":\"k\",\"verdict\":\"HOLDS\",\"reason\":\"\",\"begun\":\"x\"}",
      })
  void aLineThatIsNoAnswerIsPassedOver(String line) throws IOException {
    Files.writeString(lines(), line + "\n");
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.notes()).hasSize(1).first().asString().contains("jsonl:1: ");
      assertThat(ledger.of("k")).isEmpty();
    }
  }

  @Test
  void oneRunWritesAtATime() {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(entry(0));
      assertThatThrownBy(() -> Ledger.open(folder))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("another run writes this ledger");
      try (Ledger reader = Ledger.read(folder)) {
        assertThat(reader.of("key-0")).isPresent();
        assertThatThrownBy(() -> reader.append(entry(1))).isInstanceOf(IllegalStateException.class);
      }
    }
    Ledger.open(folder).close();
  }

  @Test
  void evidenceIsWhatItsNameSays() throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      byte[] content = "proof".getBytes(StandardCharsets.UTF_8);
      StoredFile file = ledger.store().put(content);
      assertThat(ledger.store().put(content)).isEqualTo(file);
      assertThat(ledger.store().get(file.sha256())).contains(content);
      assertThat(ledger.store().get("0".repeat(64))).isEmpty();
      assertThat(ledger.store().get("../" + Ledger.FILE)).isEmpty();
      Files.writeString(file.path(), "proxy");
      assertThat(ledger.store().get(file.sha256())).isEmpty();
      ledger.store().put(content);
      assertThat(ledger.store().get(file.sha256())).as("mended").contains(content);
    }
  }

  /** Writes answers until it is killed. */
  public static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      int from = Integer.parseInt(args[1]);
      Ledger ledger = Ledger.open(Path.of(args[0]));
      for (int n = from; n < MOST; n++) {
        if (ledger.of("key-" + n).isEmpty()) {
          ledger.store().put(("evidence " + n).getBytes(StandardCharsets.UTF_8));
          ledger.append(entry(n));
          System.out.println(n);
        }
      }
    }
  }

  private static final int MOST = 400;

  /** Killed ten times while it writes; in the end the same answers as undisturbed. */
  @Test
  void nothingIsLostByAKill() throws IOException, InterruptedException {
    for (int kill = 1; kill <= 10; kill++) {
      Process process = writer();
      try (var said = process.inputReader()) {
        for (int n = 0; n < 3 * kill && said.readLine() != null; n++) {}
        process.destroyForcibly();
      }
      process.waitFor();
    }
    Process last = writer();
    last.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    assertThat(last.waitFor()).isZero();
    List<String> written = Files.readAllLines(lines());
    Set<String> expected = new HashSet<>();
    for (int n = 0; n < MOST; n++) {
      expected.add(LedgerLine.of(entry(n)));
    }
    assertThat(written).hasSize(MOST);
    assertThat(new HashSet<>(written)).isEqualTo(expected);
  }

  private Process writer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.toString(),
            "0")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
