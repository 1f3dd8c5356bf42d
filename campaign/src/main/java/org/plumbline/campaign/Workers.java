package org.plumbline.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.plumbline.suite.worker.LineProcess;

/**
 * The worker processes of one program on this machine: each answers one line at a time, and is used
 * again until it ends badly. As many run as are asked at once; one that wants to be alone waits
 * until no other runs, and others wait for it.
 */
final class Workers implements AutoCloseable {
  private static final int ALL = 1 << 16;

  private final Program program;
  private final Semaphore room = new Semaphore(ALL, true);
  private final ConcurrentLinkedDeque<LineProcess> idle = new ConcurrentLinkedDeque<>();
  private Path folder;

  Workers(Program program) {
    this.program = program;
  }

  /** Has a line answered; whatever goes wrong is a delivery. */
  Delivery answered(Parcel parcel) throws InterruptedException {
    int share = parcel.isAlone() ? ALL : 1;
    room.acquire(share);
    try {
      return parcel.latest() != null && Instant.now().isAfter(parcel.latest())
          ? Delivery.notBegun(parcel.number())
          : begun(parcel);
    } catch (IOException | RuntimeException | Error e) {
      return Delivery.died(parcel.number(), String.valueOf(e.getMessage()));
    } finally {
      room.release(share);
    }
  }

  private Delivery begun(Parcel parcel) throws IOException, InterruptedException {
    if (parcel.isAlone()) {
      close(); // their memory is wanted
    }
    LineProcess process = idle.poll();
    if (process == null || !process.isAlive()) {
      process = LineProcess.start(program.command(parcel.isAlone()), program.first(), folder());
    }
    boolean isOfUse = false;
    try {
      LineProcess.Ending ending = process.answer(parcel.line(), parcel.patience());
      isOfUse = ending instanceof LineProcess.Ending.Answered && !parcel.isAlone();
      return Delivery.of(parcel.number(), ending);
    } finally {
      if (isOfUse) {
        idle.push(process);
      } else {
        process.close();
      }
    }
  }

  private synchronized Path folder() throws IOException {
    if (folder == null) {
      folder = Place.of(program);
    }
    return folder;
  }

  /** Ends those that have nothing to do. */
  @Override
  public void close() {
    for (LineProcess next = idle.poll(); next != null; next = idle.poll()) {
      next.close();
    }
  }
}
