package org.plumbline.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import org.plumbline.question.Digest;
import org.plumbline.specs.query.Budget;
import org.plumbline.suite.worker.ClusterException;
import org.plumbline.suite.worker.ClusterParts;
import org.plumbline.suite.worker.PartQuestion;
import org.plumbline.suite.worker.Worker;
import org.plumbline.verifier.branching.parts.PartWorkers;
import picocli.CommandLine;

/** Parts of one question on a Spark of this process, whose workers are processes. */
@Tag("slow")
@Timeout(240)
class SparkPartsTest {
  private static final String HERE = "local[2]";
  private static final byte[] ROOT = "the root".getBytes(StandardCharsets.UTF_8);
  private static final Budget MINUTE = Budget.ofMillis(60_000);

  @TempDir private Path folder;
  private final BlockingQueue<PartWorkers.Event> events = new LinkedBlockingQueue<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  /** As on machines that share nothing but a store, and with parts that come back open. */
  @Test
  void aQuestionInPartsIsCertified() throws IOException {
    String network = "../examples/cubes/random.nnet";
    String property = "../examples/cubes/random.vnnlib";
    Path store = Files.createDirectory(folder.resolve("store"));
    String proof = folder.resolve("a.proof").toString();
    String[] line = {
      "verify",
      network,
      property,
      "--cubes",
      "4",
      "--master",
      HERE,
      "--conf",
      "spark.plumbline.store=" + store.toUri(),
      "--conf",
      "spark.plumbline.piece=5ms",
      "--certificate",
      proof
    };
    assertThat(run(line)).as("%s%s", out, err).isZero();
    assertThat(out.toString())
        .contains("How sure: certified")
        .containsPattern("Parts: 4, \\d+ cut again\\.");
    for (String file : List.of(network, property)) {
      byte[] content = Files.readAllBytes(Path.of(file));
      assertThat(store.resolve(Digest.hex(Digest.of(content)))).hasBinaryContent(content);
    }
    assertThat(run("check", network, property, proof)).isZero();
  }

  private ClusterParts joined(Map<String, String> settings, String file) {
    PartQuestion question =
        new PartQuestion(OddPartWorker.class.getName(), List.of(file), List.of(Path.of(file)));
    return new SparkCluster(Worker.class.getName(), Samples.classPath())
        .joinForParts(HERE, settings, question);
  }

  private PartWorkers.Event after(PartWorkers.Session session, int number, String part)
      throws InterruptedException {
    session.begin(number, part.getBytes(StandardCharsets.UTF_8), MINUTE);
    PartWorkers.Event event = events.poll(60, TimeUnit.SECONDS);
    assertThat(event).as("an event in time").isNotNull();
    assertThat(event.number()).isEqualTo(number);
    return event;
  }

  private String why(PartWorkers.Session session, int number, String part)
      throws InterruptedException {
    PartWorkers.Event event = after(session, number, part);
    assertThat(event).isInstanceOf(PartWorkers.Failed.class);
    return ((PartWorkers.Failed) event).why();
  }

  private String answer(PartWorkers.Session session, int number, String part)
      throws InterruptedException {
    PartWorkers.Event event = after(session, number, part);
    assertThat(event).isInstanceOf(PartWorkers.Ended.class);
    return new String(((PartWorkers.Ended) event).answer(), StandardCharsets.UTF_8);
  }

  @Test
  void whoDiesOrIsNotUnderstoodFailsAtOnePart() throws IOException, InterruptedException {
    String file = Files.writeString(folder.resolve("a"), "a file").toString();
    try (ClusterParts parts = joined(Map.of("spark.plumbline.piece", "3s"), file)) {
      assertThat(parts.width()).isEqualTo(2);
      try (PartWorkers.Session session = parts.open(ROOT, events::add)) {
        assertThat(why(session, 0, "dies"))
            .contains("its process died: exit code 137: out of luck");
        assertThat(why(session, 1, "babbles")).contains("not understood");
        assertThat(why(session, 2, "goes on")).contains("another order");
        assertThat(answer(session, 2, "works")).isEqualTo("works for 3000 of the root with a file");
      }
      byte[] other = "another".getBytes(StandardCharsets.UTF_8);
      try (PartWorkers.Session session = parts.open(other, events::add)) {
        assertThat(answer(session, 0, "works"))
            .as("a later search of the question has its own root")
            .isEqualTo("works for 3000 of another with a file");
      }
    }
    assertThat(events).as("what happens to a part is said once").isEmpty();
  }

  @Test
  void whatIsStillSearchedEndsWithTheSearch() throws IOException, InterruptedException {
    Path file = folder.resolve("pid");
    try (ClusterParts parts = joined(Map.of(), file.toString())) {
      try (PartWorkers.Session session = parts.open(ROOT, events::add)) {
        session.begin(0, "sleeps".getBytes(StandardCharsets.UTF_8), MINUTE);
        while (!Files.exists(file) || Files.readString(file).isEmpty()) {
          Thread.sleep(20);
        }
      }
      Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(Files.readString(file)));
      process.ifPresent(one -> one.onExit().orTimeout(15, TimeUnit.SECONDS).join());
    }
  }

  @Test
  void whatCannotBeSentIsRefusedInWords() throws IOException {
    String file = Files.writeString(folder.resolve("a"), "a file").toString();
    String store = Files.createDirectory(folder.resolve("store")).toUri().toString();
    assertThatThrownBy(() -> joined(Map.of("spark.plumbline.store", store), file))
        .isInstanceOf(ClusterException.class)
        .hasMessageContainingAll(file, "relative to this folder");
    assertThatThrownBy(() -> joined(Map.of("spark.plumbline.piece", "soon"), file))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("spark.plumbline.piece=soon");
    assertThatThrownBy(() -> joined(Map.of("spark.plumbline.piece", "-1s"), file))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("below a millisecond");
  }
}
