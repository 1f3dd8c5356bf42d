package org.plumbline.specs.pattern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.samples.Preparation;
import org.plumbline.specs.samples.Samples;

/** Networks and samples small enough to be worked out by hand. */
final class Tiny {
  private Tiny() {}

  /** Two inputs, ReLU of each, and these as scores of two classes. */
  static Network positiveParts() {
    double[] unit = {1, 0, 0, 1};
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int before = builder.add(new AffineLayer(0, dense(2, 2, unit)));
    int hidden = builder.add(new ActivationLayer(before, 2, Activation.RELU));
    builder.add(new AffineLayer(hidden, dense(2, 2, unit)));
    return builder.build();
  }

  /** Three inputs, two ReLU layers of six and four neurons, three classes. */
  static Network random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] widths = {3, 6, 4, 3};
    NetworkBuilder builder = new NetworkBuilder(1, 3);
    int at = 0;
    for (int k = 1; k < widths.length; k++) {
      double[] weights = random.doubles((long) widths[k] * widths[k - 1], -1, 1).toArray();
      double[] bias = random.doubles(widths[k], -0.3, 0.3).toArray();
      at = builder.add(new AffineLayer(at, dense(widths[k], widths[k - 1], weights), bias));
      if (k < widths.length - 1) {
        at = builder.add(new ActivationLayer(at, widths[k], Activation.RELU));
      }
    }
    return builder.build();
  }

  private static DenseMap dense(int rows, int columns, double... weights) {
    return new DenseMap(rows, columns, weights);
  }

  /** Lines of a label and the inputs. */
  static Samples csv(Path folder, String... lines) {
    try {
      Path file = Files.writeString(folder.resolve("samples.csv"), String.join("\n", lines));
      return new Samples(file, Optional.empty(), Preparation.plain());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Samples randomCsv(Path folder, long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] lines = new String[count];
    for (int n = 0; n < count; n++) {
      lines[n] =
          random.nextInt(3)
              + ","
              + random.nextDouble(-1, 1)
              + ","
              + random.nextDouble(-1, 1)
              + ","
              + random.nextDouble(-1, 1);
    }
    return csv(folder, lines);
  }
}
