package org.plumbline.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.Assurance;
import org.plumbline.api.Counterexample;
import org.plumbline.suite.Origin;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.question.Found;
import org.plumbline.suite.run.Reply;
import org.plumbline.suite.worker.LineProcess;
import org.plumbline.suite.worker.Wire;

/**
 * A worker that answers everything wrongly, dies, or writes what nobody understands, by the number
 * of the image that it is asked about.
 */
public final class WrongWorker {
  private WrongWorker() {}

  /** Like a worker. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    in.readLine();
    System.out.println(LineProcess.READY);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String id = Wire.order(line).id();
      if (id.contains("image-0")) {
        System.out.println(Wire.of(reply(Verdict.HOLDS, true)));
      } else if (id.contains("image-1")) {
        System.out.println(Wire.of(reply(Verdict.VIOLATED, false)));
      } else if (id.contains("image-2")) {
        System.out.println(Wire.of(reply(Verdict.HOLDS, false)));
      } else if (id.contains("image-3")) {
        Runtime.getRuntime().halt(134);
      } else {
        System.out.println("{\"verdict\":\"MAYBE\"}");
      }
    }
  }

  private static Reply reply(Verdict verdict, boolean hasCertificate) {
    boolean isViolated = verdict == Verdict.VIOLATED;
    Found found =
        new Found(
            verdict,
            isViolated ? Optional.empty() : Optional.of(Assurance.CERTIFIED),
            "because",
            Optional.empty(),
            Optional.empty(),
            hasCertificate ? Optional.of(new byte[] {1, 2, 3}) : Optional.empty(),
            Optional.empty(),
            isViolated ? Optional.of(counterexample()) : Optional.empty(),
            0,
            List.of());
    return new Reply(found, Origin.REMEMBERED, Instant.now(), Duration.ofMillis(1), List.of());
  }

  /** Far from every input that is asked about. */
  private static StoredCounterexample counterexample() {
    return StoredCounterexample.withoutImage(
        new Counterexample(
            List.of(BigDecimal.ZERO, BigDecimal.ONE),
            List.of(0.0, 1.0),
            List.of(1.0, 0.0),
            List.of(1f, 0f),
            Counterexample.Standing.REAL_ONLY,
            0.5,
            "anything"));
  }
}
