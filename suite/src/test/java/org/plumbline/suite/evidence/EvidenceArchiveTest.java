package org.plumbline.suite.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.Evidence;
import org.plumbline.suite.SuiteResult;

class EvidenceArchiveTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Packing PACKING = Packing.usual(ProvedRun::property);

  @TempDir Path folder;
  private SuiteResult run;
  private Path archive;

  @BeforeEach
  void run() throws IOException {
    run = ProvedRun.in(folder);
    archive = folder.resolve("evidence.zip");
  }

  @Test
  void isCheckedByItsOwnContent() throws IOException {
    CheckedArchive written = EvidenceArchive.write(run, PACKING, archive);
    Files.delete(folder.resolve("two.nnet"));
    CheckedArchive checked = EvidenceArchive.check(archive, List.of(), LIMIT);
    assertThat(checked).isEqualTo(written);
    assertThat(checked.questions())
        .extracting(CheckedQuestion::standing)
        .containsExactly(
            CheckedQuestion.Standing.PROVED,
            CheckedQuestion.Standing.REPLAYED,
            CheckedQuestion.Standing.OPEN);
    assertThat(checked.stands()).isTrue();
    assertThat(checked.words()).startsWith("1 answers are proved, 1 violations are replayed, 1 ");
  }

  @Test
  void anyProgramReadsIt() throws IOException {
    EvidenceArchive.write(run, PACKING, archive);
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .contains("manifest.json", "report.html", "checker.log", "bom.json", "criteria.md");
      JsonNode bom = json(zip, "bom.json");
      assertThat(bom.path("components").findValuesAsText("name")).contains("jackson-databind");
      assertThat(bom.path("components").findValuesAsText("content"))
          .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
      assertThat(json(zip, "data.json").path(0).path("file").asText()).isEqualTo("point.txt");
      assertThat(text(zip, "checker.log"))
          .contains("proved\tholds\treal\tREQ-1 stays/within 0.0625\t");
      assertThat(text(zip, "criteria.md")).contains("| REQ-1 stays | stability |");
    }
  }

  @Test
  void theSameRunGivesTheSameBytes() throws IOException {
    EvidenceArchive.write(run, PACKING, archive);
    Path again = folder.resolve("again.zip");
    EvidenceArchive.write(run, PACKING, again);
    assertThat(again).hasSameBinaryContentAs(archive);
  }

  @Test
  void oneChangedByteAnywhereIsRefused() throws IOException {
    EvidenceArchive.write(run, PACKING, archive);
    byte[] whole = Files.readAllBytes(archive);
    Random random = new Random(7);
    for (int n = 0; n < 1000; n++) {
      int place = n < 250 ? n : n < 500 ? whole.length - 1 - n + 250 : random.nextInt(whole.length);
      byte[] changed = whole.clone();
      changed[place] ^= (byte) (1 + random.nextInt(255));
      Files.write(archive, changed);
      assertThatThrownBy(() -> EvidenceArchive.check(archive, List.of(), LIMIT))
          .as("byte %d", place)
          .isInstanceOf(EvidenceException.class)
          .hasMessageContaining(archive.toString());
    }
  }

  @Test
  void theEndCutOffOrSomethingBehindItIsRefused() throws IOException {
    EvidenceArchive.write(run, PACKING, archive);
    byte[] whole = Files.readAllBytes(archive);
    for (int length :
        new int[] {0, 3, 29, 31, whole.length / 2, whole.length - 1, whole.length + 1}) {
      Files.write(archive, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> EvidenceArchive.check(archive, List.of(), LIMIT))
          .as("%d bytes", length)
          .isInstanceOf(EvidenceException.class);
    }
  }

  @Test
  void whatIsNotListedIsRefusedAndWhatIsListedHasToBeThere() throws IOException {
    EvidenceArchive.write(run, PACKING, archive);
    TreeMap<String, byte[]> entries = entries();
    byte[] log = entries.remove("checker.log");
    write(entries);
    assertThatThrownBy(() -> EvidenceArchive.check(archive, List.of(), LIMIT))
        .hasMessageContaining("checker.log, which the manifest lists, is missing");
    entries.put("checker.log", log);
    entries.put("more.txt", log);
    write(entries);
    assertThatThrownBy(() -> EvidenceArchive.check(archive, List.of(), LIMIT))
        .hasMessageContaining("more.txt is not listed in the manifest");
    entries.remove("more.txt");
    entries.put("checker.log", "nothing".getBytes(StandardCharsets.UTF_8));
    write(entries);
    assertThatThrownBy(() -> EvidenceArchive.check(archive, List.of(), LIMIT))
        .hasMessageContaining("checker.log is changed: its SHA-256 is ");
  }

  @Test
  void bombsAndPathsThatLeadUpwardsAreRefused() throws IOException {
    for (String name : List.of("../up.txt", "/root.txt", "a/../../b", "a\\b", "a//b", "", "é")) {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
        zip.setMethod(ZipOutputStream.STORED);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(0);
        entry.setCrc(0);
        zip.putNextEntry(entry);
      }
      assertThatThrownBy(() -> EvidenceArchive.check(archive, List.of(), LIMIT))
          .as(name)
          .isInstanceOf(EvidenceException.class);
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("manifest.json"));
      zip.write(new byte[1 << 24]);
    }
    assertThatThrownBy(() -> EvidenceArchive.check(archive, List.of(), LIMIT))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("in the record of manifest.json");
  }

  /** Whoever forges the manifest as well is still met by the checker. */
  @Test
  void aForgedProofIsRefusedByTheChecker() throws IOException {
    EvidenceArchive.write(run, PACKING, archive);
    TreeMap<String, byte[]> entries = entries();
    String questions = new String(entries.get("questions.json"), StandardCharsets.UTF_8);
    String weak =
        entries.keySet().stream().filter(e -> e.startsWith("properties/")).toList().get(0);
    String strong =
        entries.keySet().stream().filter(e -> e.startsWith("properties/")).toList().get(1);
    String swapped = questions.replace(weak, "#").replace(strong, weak).replace("#", strong);
    entries.put("questions.json", swapped.getBytes(StandardCharsets.UTF_8));
    entries.remove(Manifest.NAME);
    Contents forged = new Contents();
    entries.forEach(forged::put);
    forged.write(forged.manifest(), archive);
    CheckedArchive checked = EvidenceArchive.check(archive, List.of(), LIMIT);
    assertThat(checked.stands()).isFalse();
    assertThat(checked.questions().get(0).standing()).isEqualTo(CheckedQuestion.Standing.REFUSED);
  }

  @Test
  void aNetworkThatIsNotPackedIsHandedAlong() throws IOException {
    EvidenceArchive.write(run, new Packing(ProvedRun::property, 10, LIMIT), archive);
    CheckedArchive alone = EvidenceArchive.check(archive, List.of(), LIMIT);
    assertThat(alone.count(CheckedQuestion.Standing.OPEN)).isEqualTo(3);
    assertThat(alone.questions().get(0).why()).contains("hand along two.nnet, SHA-256 ");
    Path network = folder.resolve("two.nnet");
    CheckedArchive checked = EvidenceArchive.check(archive, List.of(network), LIMIT);
    assertThat(checked.count(CheckedQuestion.Standing.PROVED)).isEqualTo(1);
    Files.writeString(network, Files.readString(network).replace("0.25", "0.75"));
    CheckedArchive other = EvidenceArchive.check(archive, List.of(network), LIMIT);
    assertThat(other.count(CheckedQuestion.Standing.PROVED)).isZero();
  }

  @Test
  void evidenceThatDoesNotStandIsNotPacked() throws IOException {
    Evidence proof = run.answers().get(0).evidence();
    Evidence wrong = new Evidence(proof.certificate(), Optional.empty(), Optional.empty());
    SuiteResult lying = ProvedRun.with(run, 1, ProvedRun.with(run.answers().get(1), wrong));
    assertThatThrownBy(() -> EvidenceArchive.write(lying, PACKING, archive))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("the evidence of REQ-1 stays/within 0.25 does not stand");
    assertThat(archive).doesNotExist();
  }

  @Test
  void aNetworkOrEvidenceThatHasChangedIsRefused() throws IOException {
    Path network = folder.resolve("two.nnet");
    String text = Files.readString(network);
    Files.writeString(network, text.replace("0.25", "0.75"));
    assertThatThrownBy(() -> EvidenceArchive.write(run, PACKING, archive))
        .hasMessageContaining("has changed since the suite ran");
    Files.writeString(network, text);
    Path proof = run.answers().get(0).evidence().certificate().orElseThrow().path();
    Files.write(proof, new byte[3]);
    assertThatThrownBy(() -> EvidenceArchive.write(run, PACKING, archive))
        .hasMessageContaining("is damaged: its SHA-256 is not its name");
  }

  private TreeMap<String, byte[]> entries() throws IOException {
    TreeMap<String, byte[]> entries = new TreeMap<>();
    try (ZipInput zip = ZipInput.open(archive)) {
      for (String name : zip.entries().keySet()) {
        entries.put(name, zip.content(name));
      }
    }
    return entries;
  }

  private void write(TreeMap<String, byte[]> entries) throws IOException {
    try (ZipOutput zip = new ZipOutput(archive)) {
      for (var entry : entries.entrySet()) {
        zip.put(entry.getKey(), entry.getValue());
      }
      zip.finish();
    }
  }

  private static JsonNode json(ZipFile zip, String name) throws IOException {
    return new ObjectMapper().readTree(text(zip, name));
  }

  private static String text(ZipFile zip, String name) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
