package org.plumbline.cli.nap;

import java.util.OptionalInt;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.specs.pattern.Observation;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.samples.SampleStream;
import org.plumbline.specs.samples.Samples;

/** A pass over samples whose progress a terminal shows. */
final class SampleProgress {
  private SampleProgress() {}

  /**
   * @param shape of the network's input
   * @return how many samples there were
   */
  static int over(
      ObservedPass pass,
      String task,
      Samples samples,
      int first,
      int most,
      int[] shape,
      Consumer<Observation> observer) {
    try (ProgressBar bar =
        ProgressLine.terminal()
            .map(
                terminal -> ProgressLine.newBar(task, steps(samples, first, most, shape), terminal))
            .orElse(null)) {
      return pass.over(
          samples,
          first,
          most,
          bar == null ? observer : observer.andThen(observation -> bar.step()));
    }
  }

  /** −1 where the end is not known before. */
  private static long steps(Samples samples, int first, int most, int[] shape) {
    try (SampleStream stream = samples.open(shape)) {
      OptionalInt size = stream.size();
      return size.isPresent() ? Math.max(0, Math.min(most, size.getAsInt() - first)) : -1;
    }
  }
}
