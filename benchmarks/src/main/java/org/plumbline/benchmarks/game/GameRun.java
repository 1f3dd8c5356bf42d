package org.plumbline.benchmarks.game;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.game.Channels;
import org.plumbline.falsifier.game.GameAttack;
import org.plumbline.falsifier.game.GameOptions;
import org.plumbline.falsifier.game.Players;
import org.plumbline.falsifier.game.TreeOptions;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Adversarial;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.onnxruntime.OnnxRuntimeBlackBox;
import org.plumbline.opencv.SiftFeatures;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.IdxFile;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;

/**
 * How few pixels players who cooperate need to change the class of grey images, set to black or
 * white. That no pixel can be spared is checked here once more, by asking about the images. A line
 * for each image goes to standard error, a table to standard output.
 */
public final class GameRun {
  private static final int IMAGES = 100;
  private static final long TIMEOUT_MILLIS = 60_000;

  private final BlackBox box;
  private final ImageDomain domain;
  private final GameAttack attack;

  GameRun(BlackBox box, ImageDomain domain, long simulations) {
    this.box = box;
    this.domain = domain;
    this.attack =
        new GameAttack(
            new GameOptions(
                new SiftFeatures(new GridFeatures(4, 4)),
                Double.POSITIVE_INFINITY,
                Channels.TOGETHER,
                Double.POSITIVE_INFINITY,
                Players.COOPERATIVE,
                TreeOptions.of(simulations)));
  }

  private static InputReader reader(ImageDomain domain) {
    ImageLayout grey = new ImageLayout(domain.height(), domain.width(), 1, ChannelOrder.CHW);
    return new InputReader(InputReader.Scale.UNIT, InputShape.of(grey));
  }

  /**
   * @param args the network, images and labels
   */
  public static void main(String[] args) throws IOException {
    IdxFile images = IdxFile.read(Path.of(args[1]));
    IdxFile labels = IdxFile.read(Path.of(args[2]));
    ImageDomain domain = new ImageDomain(1, images.shape()[1], images.shape()[2], 0, 1);
    int threads = Runtime.getRuntime().availableProcessors();
    InputReader reader = reader(domain);
    List<Row> rows = new ArrayList<>();
    try (BlackBox box = new OnnxRuntimeBlackBox(Path.of(args[0]), threads)) {
      GameRun run = new GameRun(box, domain, 50);
      for (int n = 0; n < images.items() && rows.size() < IMAGES; n++) {
        double[] image = reader.read(images, n, Path.of(args[1])).doubles();
        if (run.label(image) == labels.label(n)) {
          rows.add(run.row(n, image));
          System.err.println(rows.get(rows.size() - 1));
        }
      }
    }
    print(rows);
    System.exit(rows.stream().allMatch(Row::isMinimal) ? 0 : 1);
  }

  /**
   * What was found.
   *
   * @param pixels that changed; NaN if the image kept its class
   * @param isMinimal whether each of them is needed
   */
  record Row(
      int image, int label, double pixels, boolean isMinimal, long queries, double seconds) {}

  int label(double[] image) {
    return BlackBox.winner(box.scores(1, image), 0, box.classes());
  }

  Row row(int number, double[] image) {
    long start = System.nanoTime();
    AttackResult result =
        AttackResult.of(
            attack,
            new Trial.Question(
                box, domain, image, Distance.L0, Long.MAX_VALUE, Budget.ofMillis(TIMEOUT_MILLIS)),
            List.of(),
            number);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Row(
        number,
        result.label(),
        result.adversarial().map(Adversarial::distance).orElse(Double.NaN),
        result.adversarial().filter(found -> isMinimal(image, found)).isPresent(),
        result.queries(),
        seconds);
  }

  /** Whether the image has another class, and its own again with any one pixel restored. */
  private boolean isMinimal(double[] original, Adversarial found) {
    double[] image = found.image().clone();
    boolean isNeeded = label(image) != label(original);
    for (int i = 0; i < image.length; i++) {
      if (image[i] != original[i]) {
        double changed = image[i];
        image[i] = original[i];
        isNeeded &= label(image) == label(original);
        image[i] = changed;
      }
    }
    return isNeeded;
  }

  private static void print(List<Row> rows) {
    List<Row> found = rows.stream().filter(row -> !Double.isNaN(row.pixels())).toList();
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d of %d images have adversarial images; %d of these are 1-minimal.%n",
            found.size(),
            rows.size(),
            rows.stream().filter(Row::isMinimal).count()));
    System.out.println("| | mean | median | greatest |");
    System.out.println("|---|---|---|---|");
    print("pixels", found, Row::pixels);
    print("queries", rows, Row::queries);
    print("seconds", rows, Row::seconds);
  }

  private static void print(String name, List<Row> rows, ToDoubleFunction<Row> value) {
    double[] values = rows.stream().mapToDouble(value).sorted().toArray();
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %.2f | %.1f | %.1f |",
            name,
            Arrays.stream(values).average().orElse(Double.NaN),
            values.length == 0 ? Double.NaN : values[values.length / 2],
            values.length == 0 ? Double.NaN : values[values.length - 1]));
  }
}
