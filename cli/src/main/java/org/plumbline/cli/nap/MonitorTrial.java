package org.plumbline.cli.nap;

import java.util.function.Consumer;
import org.plumbline.specs.pattern.NapMonitor;
import org.plumbline.specs.pattern.Observation;

/** A monitor tried on labelled samples. */
final class MonitorTrial implements Consumer<Observation> {
  private final NapMonitor monitor;
  private final Roc roc = new Roc();
  private int samples;
  private int withoutPattern;
  private long nanos;

  MonitorTrial(NapMonitor monitor) {
    this.monitor = monitor;
  }

  @Override
  public void accept(Observation observation) {
    long start = System.nanoTime();
    NapMonitor.Judgement judgement = monitor.judge(observation);
    nanos += System.nanoTime() - start;
    samples++;
    if (judgement.pattern().isPresent()) {
      roc.add(judgement.violated().size(), observation.isCorrect());
    } else {
      withoutPattern++;
    }
  }

  int samples() {
    return samples;
  }

  /** Samples that were taken for a class without a pattern; they are not in the curve. */
  int withoutPattern() {
    return withoutPattern;
  }

  /** By numbers of violated literals. */
  Roc roc() {
    return roc;
  }

  /** Of one judgement, besides the forward pass. */
  double microseconds() {
    return nanos / 1e3 / Math.max(1, samples);
  }
}
