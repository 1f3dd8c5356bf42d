package org.plumbline.benchmarks.onepixel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.score.EveryPixel;
import org.plumbline.falsifier.score.PixelEvolution;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.onnxruntime.OnnxRuntimeBlackBox;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.IdxFile;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;

/**
 * Whether differential evolution finds a pixel that changes the class wherever there is one. The
 * images are those of the first thousand that are classified right by the least margin, since one
 * pixel changes hardly any other. Prints Markdown.
 */
public final class OnePixelRun {
  private static final int LEVELS = 256;

  private final BlackBox box;
  private final ImageDomain domain;

  OnePixelRun(BlackBox box, ImageDomain domain) {
    this.box = box;
    this.domain = domain;
  }

  /** An image that is classified right, and by how much. */
  record Candidate(int index, int label, double[] values, double margin) {}

  /**
   * What was found.
   *
   * @param flips pixels with a value that change the class, of all
   * @param pixels of those
   * @param found whether the attack found one
   * @param queries that it took
   */
  record Row(Candidate image, int flips, long pixels, boolean found, long queries) {
    boolean isMissed() {
      return flips > 0 && !found;
    }
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
    try (BlackBox box = new OnnxRuntimeBlackBox(Path.of(args[0]), threads)) {
      OnePixelRun run = new OnePixelRun(box, domain);
      InputReader reader = reader(domain);
      List<Candidate> candidates = new ArrayList<>();
      for (int n = 0; n < Math.min(1000, images.items()); n++) {
        double[] values = reader.read(images, n, Path.of(args[1])).doubles();
        candidates.add(run.candidate(n, labels.label(n), values));
      }
      System.out.println(
          "| image | class | margin | flips of "
              + run.changes()
              + " | pixels that flip | found | queries |");
      System.out.println("|---|---|---|---|---|---|---|");
      int missed = 0;
      for (Candidate candidate : nearest(candidates, 20)) {
        Row row = run.row(candidate);
        print(row);
        missed += row.isMissed() ? 1 : 0;
      }
      System.exit(missed > 0 ? 1 : 0);
    }
  }

  private static void print(Row row) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %d | %d | %.3f | %d | %d | %s | %,d |",
            row.image().index(),
            row.image().label(),
            row.image().margin(),
            row.flips(),
            row.pixels(),
            row.isMissed() ? "MISSED" : row.found() ? "yes" : "no, there is none",
            row.queries()));
  }

  private int changes() {
    return LEVELS * domain.pixels();
  }

  Candidate candidate(int index, int label, double[] values) {
    double[] scores = box.scores(1, values);
    double other = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < box.classes(); j++) {
      other = j == label ? other : Math.max(other, scores[j]);
    }
    return new Candidate(index, label, values, scores[label] - other);
  }

  /** Of those classified right, the ones with the least margins. */
  static List<Candidate> nearest(List<Candidate> candidates, int count) {
    return candidates.stream()
        .filter(candidate -> candidate.margin() > 0)
        .sorted(Comparator.comparingDouble(Candidate::margin))
        .limit(count)
        .toList();
  }

  Row row(Candidate image) {
    FlipCount counting = new FlipCount(box, image.label(), image.values());
    result(counting, new EveryPixel(LEVELS), image);
    AttackResult evolved = result(box, PixelEvolution.of(1), image);
    return new Row(
        image,
        counting.flips(),
        counting.pixels(),
        evolved.adversarial().isPresent(),
        evolved.queries());
  }

  private AttackResult result(BlackBox asked, ImageAttack attack, Candidate image) {
    return AttackResult.of(
        attack,
        new Trial.Question(
            asked, domain, image.values(), Distance.L0, Long.MAX_VALUE, Budget.unlimited()),
        List.of(),
        image.index());
  }
}
