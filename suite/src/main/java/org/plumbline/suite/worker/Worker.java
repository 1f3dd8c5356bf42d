package org.plumbline.suite.worker;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.run.Answering;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Reply;

/**
 * A process that answers questions of one suite: the first of its {@link OrderLines} says which,
 * all others are orders.
 */
public final class Worker {
  private final Map<String, Asked> questions = new HashMap<>();

  private Worker(WorkerSetup setup) {
    setup.suite().questions().forEach(asked -> questions.put(asked.question().id(), asked));
  }

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    OrderLines lines = OrderLines.ofThisProcess();
    Worker worker;
    try {
      worker = new Worker(WorkerSetup.read(lines.take()));
    } catch (ParseException | org.plumbline.api.UnreadableInputException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(OrderLines.UNREADABLE);
      return;
    }
    lines.say(LineProcess.READY);
    while (true) {
      lines.say(Wire.of(worker.reply(Wire.order(lines.take()))));
    }
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
