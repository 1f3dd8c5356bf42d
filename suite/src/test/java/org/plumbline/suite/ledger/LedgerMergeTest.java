package org.plumbline.suite.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.StoredFile;
import org.plumbline.suite.Verdict;

class LedgerMergeTest {
  @TempDir private Path folder;

  private static LedgerEntry entry(String key, Verdict verdict, Optional<String> certificate) {
    return new LedgerEntry(
        "R/" + key,
        key,
        verdict,
        Optional.empty(),
        "because",
        Optional.empty(),
        Optional.empty(),
        certificate,
        Optional.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Duration.ZERO,
        0,
        Duration.ofSeconds(1));
  }

  private Path ledger(String name, String key, Verdict verdict) {
    Path made = folder.resolve(name);
    try (Ledger ledger = Ledger.open(made)) {
      StoredFile proof = ledger.store().put(key.getBytes(StandardCharsets.UTF_8));
      Optional<String> sha =
          verdict == Verdict.HOLDS ? Optional.of(proof.sha256()) : Optional.empty();
      ledger.append(entry(key, verdict, sha));
    }
    return made;
  }

  private LedgerMerge merged(Path... ledgers) {
    try (Ledger to = Ledger.open(folder.resolve("all"))) {
      LedgerMerge merge = new LedgerMerge(to);
      for (Path ledger : ledgers) {
        merge.add(Ledger.read(ledger));
      }
      return merge;
    }
  }

  private Verdict verdict(String key) {
    return Ledger.read(folder.resolve("all")).of(key).orElseThrow().verdict();
  }

  @Test
  void answersComeTogetherWithTheirEvidence() {
    Path one = ledger("one", "a", Verdict.HOLDS);
    Path two = ledger("two", "b", Verdict.VIOLATED);
    assertThat(merged(one, two, one).added()).isEqualTo(2);
    assertThat(verdict("a")).isEqualTo(Verdict.HOLDS);
    assertThat(verdict("b")).isEqualTo(Verdict.VIOLATED);
    Ledger all = Ledger.read(folder.resolve("all"));
    assertThat(all.store().get(all.of("a").orElseThrow().certificate().orElseThrow())).isPresent();
  }

  @Test
  void whatWasFoundStaysAndWhatIsOpenGivesWay() {
    Path open = ledger("open", "a", Verdict.UNDECIDED);
    Path found = ledger("found", "a", Verdict.HOLDS);
    merged(open, found, open);
    assertThat(verdict("a")).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void contradictionsAreSaid() {
    Path one = ledger("one", "a", Verdict.HOLDS);
    Path two = ledger("two", "a", Verdict.VIOLATED);
    assertThatThrownBy(() -> merged(one, two))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("contradict")
        .hasMessageContaining("R/a");
  }

  @Test
  void anAnswerWhoseEvidenceIsLostIsLeftOut() throws IOException {
    Path one = ledger("one", "a", Verdict.HOLDS);
    String sha = Ledger.read(one).of("a").orElseThrow().certificate().orElseThrow();
    Files.delete(one.resolve("store").resolve(sha));
    LedgerMerge merge = merged(one);
    assertThat(merge.added()).isZero();
    assertThat(merge.lost()).isEqualTo(1);
  }
}
