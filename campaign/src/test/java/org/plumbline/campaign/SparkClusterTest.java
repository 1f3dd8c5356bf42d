package org.plumbline.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.question.Digest;
import org.plumbline.suite.Origin;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.worker.ClusterException;
import org.plumbline.suite.worker.Worker;

/** Suites on a Spark of this process, whose workers are processes. */
@Tag("slow")
@Timeout(240)
class SparkClusterTest {
  private static final String HERE = "local[2]";

  @TempDir private Path folder;

  @Test
  void sparkAnswersAsThreadsDo() throws IOException {
    Path file = Samples.suite(folder, 3);
    AskedSuite suite = Samples.asked(file);
    Path ledger = folder.resolve("spark");
    Map<String, SuiteAnswer> answers;
    try (Executor spark = Samples.joined(HERE, Map.of(), Worker.class.getName(), file)) {
      assertThat(spark.width()).isEqualTo(2);
      answers = Samples.run(spark, ledger, suite);
      assertThat(spark.state()).contains("on this machine", "MB sent");
      assertThat(Samples.run(spark, ledger, suite).values())
          .as("what is known is not asked again")
          .allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.RECHECKED));
    }
    Map<String, SuiteAnswer> threads =
        Samples.run(new LocalThreads(2), folder.resolve("threads"), suite);
    assertThat(answers).hasSize(6).containsOnlyKeys(threads.keySet());
    answers.forEach(
        (id, answer) -> {
          assertThat(answer.origin()).isEqualTo(Origin.SEARCHED);
          assertThat(answer.notes()).isEmpty();
          assertThat(answer.verdict()).isEqualTo(threads.get(id).verdict());
          assertThat(answer.assurance()).isEqualTo(threads.get(id).assurance());
          assertThat(answer.reason()).isEqualTo(threads.get(id).reason());
          assertThat(answer.evidence().property().orElseThrow().sha256())
              .isEqualTo(threads.get(id).evidence().property().orElseThrow().sha256());
        });
    assertThat(answers.values())
        .extracting(SuiteAnswer::verdict)
        .contains(Verdict.HOLDS, Verdict.VIOLATED);
  }

  @Test
  void whoAnswersWronglyIsCaughtAndWhoDiesEndsNothing() throws IOException {
    Path file = Samples.suite(folder, 5);
    AskedSuite suite = Samples.asked(file);
    Map<String, SuiteAnswer> answers;
    try (Executor spark = Samples.joined(HERE, Map.of(), WrongWorker.class.getName(), file)) {
      answers = Samples.run(spark, folder.resolve("spark"), suite);
    }
    assertThat(answers).hasSize(10);
    answers.forEach(
        (id, answer) -> {
          boolean isUnshown = id.contains("image-2");
          assertThat(answer.verdict()).isEqualTo(isUnshown ? Verdict.UNDECIDED : Verdict.ERROR);
          assertThat(answer.reason()).contains(expected(id));
          assertThat(answer.origin()).isEqualTo(Origin.SEARCHED);
          if (!isUnshown) {
            assertThat(answer.notes()).singleElement().asString().contains("once more, alone");
          }
        });
    Map<String, SuiteAnswer> honest =
        Samples.run(new LocalThreads(2), folder.resolve("spark"), suite);
    assertThat(honest.values())
        .as("nothing that a liar said stands in the ledger")
        .allSatisfy(a -> assertThat(a.verdict()).isIn(Verdict.HOLDS, Verdict.VIOLATED))
        .allSatisfy(a -> assertThat(a.origin()).isIn(Origin.SEARCHED));
  }

  private static String expected(String id) {
    return switch (id.charAt("R/image-".length())) {
      case '0' -> "'HOLDS', which does not stand";
      case '1' -> "'VIOLATED', which does not stand";
      case '2' -> "without a certificate";
      case '3' -> "its process died: exit code 134";
      default -> "MAYBE";
    };
  }

  /** As on machines that share nothing but a store: the suite is read where it was sent to. */
  @Test
  void contentsGoByTheStoreUnderTheirHash() throws IOException {
    Path file = Samples.suite(folder, 2);
    AskedSuite suite = Samples.asked(file);
    Path store = Files.createDirectory(folder.resolve("store"));
    Map<String, String> settings = Map.of("spark.plumbline.store", store.toUri().toString());
    Map<String, FileTime> first;
    try (Executor spark = Samples.joined(HERE, settings, Worker.class.getName(), file)) {
      assertThat(Samples.run(spark, folder.resolve("spark"), suite).values())
          .hasSize(4)
          .allSatisfy(a -> assertThat(a.verdict()).isIn(Verdict.HOLDS, Verdict.VIOLATED));
      first = stored(store);
      for (String name : List.of("suite.yaml", "points.csv", "two.nnet")) {
        byte[] content = Files.readAllBytes(folder.resolve(name));
        assertThat(first).containsKey(Digest.hex(Digest.of(content)));
      }
    }
    Samples.joined(HERE, settings, Worker.class.getName(), file).close();
    assertThat(stored(store)).as("what is there is not put again").isEqualTo(first);
  }

  private static Map<String, FileTime> stored(Path store) throws IOException {
    Map<String, FileTime> stored = new TreeMap<>();
    try (Stream<Path> files = Files.list(store)) {
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        stored.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return stored;
  }

  @Test
  void whatSparkDoesNotKnowIsRefusedInWords() throws IOException {
    Path file = Samples.suite(folder, 1);
    String worker = Worker.class.getName();
    assertThatThrownBy(() -> Samples.joined("mesos://nowhere", Map.of(), worker, file))
        .isInstanceOf(ClusterException.class)
        .hasMessageContainingAll("mesos://nowhere", "SPARK_HOME");
    Map<String, String> speculation = Map.of("spark.speculation", "true");
    assertThatThrownBy(() -> Samples.joined(HERE, speculation, worker, file))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("twice");
    Map<String, String> size = Map.of("spark.plumbline.memory", "much");
    assertThatThrownBy(() -> Samples.joined(HERE, size, worker, file))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("spark.plumbline.memory=much");
  }

  @Test
  void aFolderIsPackedIntoTheSameBytes() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes/deep"));
    Files.writeString(classes.resolve("A.class"), "a");
    Files.writeString(classes.resolve("B.class"), "b");
    Path first = PackedFolder.of(folder.resolve("classes"), folder);
    Path second = PackedFolder.of(folder.resolve("classes"), folder);
    assertThat(first).isNotEqualTo(second).hasSameBinaryContentAs(second);
  }
}
