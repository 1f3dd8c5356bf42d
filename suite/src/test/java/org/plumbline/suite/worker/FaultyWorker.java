package org.plumbline.suite.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.Assurance;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.question.Found;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Reply;

/**
 * A worker that dies of questions whose id says so, never ends, says that its time was used up,
 * writes what nobody understands, or answers wrongly. Everything else holds.
 */
public final class FaultyWorker {
  /** Who ponders needs as much. */
  static final Duration ENOUGH = Duration.ofSeconds(45);

  private FaultyWorker() {}

  /** Like {@link Worker#main}; the suite's file names a folder for marks here. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Path marks = WorkerSetup.read(in.readLine()).file();
    System.out.println(LineProcess.READY);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Order order = Wire.order(line);
      if (order.id().contains("dies")) {
        Path mark = marks.resolve(order.id().replace('/', '-'));
        if (order.id().contains("always") || !Files.exists(mark)) {
          Files.writeString(mark, "");
          System.err.println("out of luck");
          Runtime.getRuntime().halt(134);
        }
      } else if (order.id().contains("sleeps")) {
        Thread.sleep(100_000);
      } else if (order.id().contains("ponders") && isTooShort(order)) {
        System.out.println(Wire.of(usedUp(order)));
        continue;
      } else if (order.id().contains("babbles")) {
        System.out.println("{\"verdict\":\"MAYBE\"}");
        continue;
      }
      System.out.println(Wire.of(reply()));
    }
  }

  private static boolean isTooShort(Order order) {
    return order.id().contains("always") || order.limit().compareTo(ENOUGH) < 0;
  }

  private static Reply usedUp(Order order) {
    return Reply.undecided(
        "within " + order.limit().toSeconds() + " s",
        Origin.SEARCHED,
        Instant.now(),
        order.limit());
  }

  private static Reply reply() {
    Found found =
        new Found(
            Verdict.HOLDS,
            Optional.of(Assurance.CERTIFIED),
            "because",
            Optional.empty(),
            Optional.empty(),
            Optional.of(new byte[] {1, 2, 3}),
            Optional.empty(),
            Optional.empty(),
            0,
            List.of());
    return new Reply(found, Origin.SEARCHED, Instant.now(), Duration.ofMillis(1), List.of());
  }
}
