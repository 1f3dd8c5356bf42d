package org.plumbline.cli.verify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ProgressBar;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.cli.output.ProgressLine;

/** Shows on a terminal how far a check has come, once it has taken a while. */
final class CheckProgress implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 700;
  private static final int UPDATE_MILLIS = 200;

  private final Timer timer = new Timer("progress", true);
  private ProgressBar bar;

  /**
   * @param checked counts nodes while the check goes on
   */
  CheckProgress(List<Certificate.CaseProof> proofs, LongAdder checked) {
    long all = proofs.stream().mapToLong(proof -> nodes(proof.root())).sum();
    TimerTask update =
        new TimerTask() {
          @Override
          public void run() {
            step(all, checked.sum());
          }
        };
    if (ProgressLine.terminal().isPresent()) {
      timer.schedule(update, PATIENCE_MILLIS, UPDATE_MILLIS);
    }
  }

  static long nodes(ProofNode root) {
    long count = 0;
    Deque<ProofNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      left.addAll(left.removeLast().children());
      count++;
    }
    return count;
  }

  private synchronized void step(long all, long checked) {
    if (bar == null) {
      bar = ProgressLine.newBar("nodes checked", all, ProgressLine.terminal().orElseThrow());
    }
    bar.stepTo(checked);
  }

  @Override
  public synchronized void close() {
    timer.cancel();
    if (bar != null) {
      bar.close();
    }
  }
}
