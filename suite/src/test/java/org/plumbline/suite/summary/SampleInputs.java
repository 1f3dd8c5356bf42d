package org.plumbline.suite.summary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.Counterexample;
import org.plumbline.suite.Evidence;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.StoredFile;

/** Counterexamples of a {@link SampleRun}, stored in a folder. */
record SampleInputs(Path folder) {
  private static final int SIDE = 20;

  /** A bar on a dark ground, and the same with noise. */
  Evidence counterexample(int channels, double distance, int number) {
    List<Double> original = new ArrayList<>();
    List<Double> moved = new ArrayList<>();
    for (int i = 0; i < channels * SIDE * SIDE; i++) {
      int x = i % SIDE;
      int y = i / SIDE % SIDE;
      boolean isBar = Math.abs(x - 6 - number) < 2 || Math.abs(y - 10) < 2 && x > 4;
      double value = isBar ? 0.9 - 0.2 * (i / (SIDE * SIDE)) : 0.05;
      original.add(value);
      moved.add(value + ((i * 7 + number) % 3 - 1) * distance);
    }
    Counterexample found =
        new Counterexample(
            moved.stream().map(BigDecimal::new).toList(),
            moved,
            List.of(0.1, 0.7),
            List.of(0.1f, 0.7f),
            Counterexample.Standing.REAL_AND_FLOAT32,
            0.0312345,
            "Y_9 >= Y_4");
    return stored(
        new StoredCounterexample(
            found, original, List.of(1, channels, SIDE, SIDE), List.of(), List.of()));
  }

  Evidence stored(StoredCounterexample found) {
    byte[] bytes = found.bytes();
    String name = Fingerprint.of(bytes);
    try {
      Path file = Files.write(folder.resolve(name), bytes);
      return new Evidence(
          Optional.empty(),
          Optional.of(new StoredFile(name, file, bytes.length)),
          Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
