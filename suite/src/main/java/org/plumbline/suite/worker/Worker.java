package org.plumbline.suite.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.run.Answering;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Reply;

/**
 * A process that answers questions of one suite: first a line that says which, then an order on
 * each line of standard input, a reply on each of standard output. It ends with its standard input,
 * whatever it is doing, so that it does not outlive whoever started it.
 */
public final class Worker {
  /** How it ends when the suite cannot be read. */
  static final int UNREADABLE = 3;

  private final Map<String, Asked> questions = new HashMap<>();

  private Worker(WorkerSetup setup) {
    setup.suite().questions().forEach(asked -> questions.put(asked.question().id(), asked));
  }

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err); // nobody else writes between replies
    LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(lines), "plumbline-worker-orders");
    reader.setDaemon(true);
    reader.start();
    Worker worker;
    try {
      worker = new Worker(WorkerSetup.read(lines.take()));
    } catch (ParseException | org.plumbline.api.UnreadableInputException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(UNREADABLE);
      return;
    }
    say(out, LineProcess.READY);
    while (true) {
      say(out, Wire.of(worker.reply(Wire.order(lines.take()))));
    }
  }

  private static void say(PrintStream out, String line) {
    out.print(line + "\n");
    out.flush();
  }

  private static void read(LinkedBlockingQueue<String> lines) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      System.err.println("the worker's orders ended: " + e.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }

  private Reply reply(Order order) {
    Asked asked = questions.get(order.id());
    if (asked == null || !asked.question().key().equals(order.key())) {
      return Reply.error(
          "the worker does not read the same files as the run: they changed while it went on",
          Instant.now(),
          Duration.ZERO);
    }
    return Answering.of(asked, order);
  }
}
