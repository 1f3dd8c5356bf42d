package org.plumbline.suite.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.parts.PartWorkers;

/** Processes that search parts, and misbehave. */
@Timeout(120)
class PartProcessesTest {
  @TempDir private Path folder;
  private final BlockingQueue<PartWorkers.Event> events = new LinkedBlockingQueue<>();
  private PartWorkers.Session session;

  @BeforeEach
  void open() {
    WorkerCommand like = WorkerCommand.likeThis();
    WorkerCommand faulty =
        new WorkerCommand(like.program(), FaultyPartWorker.class.getName(), like.heap());
    session =
        new PartProcesses(1, faulty, List.of(folder.toString())).open(new byte[] {1}, events::add);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private void begin(int number, String part, long millis) {
    session.begin(number, part.getBytes(StandardCharsets.UTF_8), Budget.ofMillis(millis));
  }

  private PartWorkers.Event next() throws InterruptedException {
    PartWorkers.Event event = events.poll(60, TimeUnit.SECONDS);
    assertThat(event).as("an event in time").isNotNull();
    return event;
  }

  private String why(int number) throws InterruptedException {
    PartWorkers.Event event = next();
    assertThat(event.number()).isEqualTo(number);
    assertThat(event).isInstanceOf(PartWorkers.Failed.class);
    return ((PartWorkers.Failed) event).why();
  }

  private String answer(int number) throws InterruptedException {
    PartWorkers.Event event = next();
    assertThat(event.number()).isEqualTo(number);
    assertThat(event).isInstanceOf(PartWorkers.Ended.class);
    return new String(((PartWorkers.Ended) event).answer(), StandardCharsets.UTF_8);
  }

  @Test
  void aProcessThatDiesIsReplaced() throws InterruptedException {
    begin(0, "dies", 60_000);
    assertThat(why(0)).contains("its process died: exit code 137: out of luck");
    begin(1, "dies", 60_000);
    assertThat(answer(1)).isEqualTo("answer to dies");
  }

  @Test
  void whatIsNoAnswerIsAFailure() throws InterruptedException {
    begin(0, "babbles", 60_000);
    assertThat(why(0)).contains("not understood");
    begin(1, "complains", 60_000);
    assertThat(why(1)).isEqualTo("too hard");
    begin(2, "works", 60_000);
    assertThat(answer(2)).isEqualTo("answer to works");
  }

  @Test
  void aPartIsCutWhenItIsAskedFor() throws InterruptedException {
    begin(5, "goes on", 60_000);
    assertThat(next()).isEqualTo(new PartWorkers.Progress(5, 7, 100, 0.5));
    session.cut(5);
    PartWorkers.Event event = next();
    while (event instanceof PartWorkers.Progress) {
      event = next();
    }
    assertThat(event).isInstanceOf(PartWorkers.Ended.class);
  }

  @Test
  void aProcessThatDoesNotStopIsEnded() throws InterruptedException {
    begin(0, "sleeps", 1);
    assertThat(why(0)).contains("did not stop at its limit");
  }
}
