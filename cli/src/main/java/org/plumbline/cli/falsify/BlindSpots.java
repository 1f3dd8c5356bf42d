package org.plumbline.cli.falsify;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.plumbline.cli.options.TestImages;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.gradient.LevelSetTraversal;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Ending;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.specs.query.Budget;

/**
 * Under-sensitivity: walks from each image along its level set toward an image of another class. An
 * image counts as found that is nearer to the other one than to half of the way, or than a limit,
 * and keeps the original's class with its lead, a tenth more or less.
 *
 * @param towards number of the image to look like; else the next one of another class
 * @param limit in L2 from the image to look like; infinite for half of the way
 * @param mostQueries for an image
 * @param timeoutMillis for an image
 */
record BlindSpots(
    BlackBox box,
    WhiteBox inside,
    ImageDomain domain,
    TestImages images,
    Optional<Integer> towards,
    double limit,
    long mostQueries,
    long timeoutMillis)
    implements ImageTest {
  private static final double HALF = 0.5;

  /** An image of another class. */
  private record Other(TestImages.Item item, double[] image, int label) {}

  @Override
  public Finding on(TestImages.Item item, OptionalInt given, double[] image) {
    long start = System.nanoTime();
    AtomicLong queries = new AtomicLong();
    int label = label(image, queries);
    if (given.isPresent() && given.getAsInt() != label) {
      return skipped(item, given, label, queries, start, "since it is misclassified");
    }
    Optional<Other> other = other(item, label, queries);
    return other.isPresent()
        ? walked(item, given, image, label, other.get(), queries, start)
        : skipped(item, given, label, queries, start, "since there is none of another class");
  }

  private static Finding skipped(
      TestImages.Item item,
      OptionalInt given,
      int label,
      AtomicLong queries,
      long start,
      String reason) {
    return Finding.skipped(item.name(), given, label, queries.get(), seconds(start), reason);
  }

  @Override
  public int label(double[] image) {
    return BlackBox.winner(box.scores(1, image), 0, box.classes());
  }

  private int label(double[] image, AtomicLong queries) {
    queries.incrementAndGet();
    return label(image);
  }

  private Optional<Other> other(TestImages.Item item, int label, AtomicLong queries) {
    int count = images.all().size();
    int first = towards.orElse(item.number() + 1);
    int tried = towards.isPresent() ? 1 : count - 1;
    for (int k = 0; k < tried && queries.get() < mostQueries; k++) {
      TestImages.Item next = images.all().get((first + k) % count);
      double[] values = images.read(next, domain);
      int own = label(values, queries);
      if (own != label) {
        return Optional.of(new Other(next, values, own));
      }
    }
    return Optional.empty();
  }

  private Finding walked(
      TestImages.Item item,
      OptionalInt given,
      double[] image,
      int label,
      Other other,
      AtomicLong queries,
      long start) {
    Trial trial =
        new Trial.Question(
                box,
                domain,
                other.image(),
                Distance.L2,
                Math.max(2, mostQueries - queries.get() - 1),
                Budget.ofMillis(timeoutMillis))
            .open(Optional.of(label));
    LevelSetTraversal traversal = LevelSetTraversal.from(inside, image);
    AtomicReference<LevelSetTraversal.Walk> last = new AtomicReference<>();
    trial.run(() -> traversal.walk(trial, last::set));
    queries.addAndGet(trial.queries());
    Optional<Finding.Likeness> like =
        Optional.ofNullable(last.get())
            .map(walk -> likeness(image, other, walk))
            .filter(l -> l.distance() <= (Double.isInfinite(limit) ? HALF * l.between() : limit))
            .filter(l -> label(last.get().image(), queries) == label);
    boolean failed = trial.ending() == Ending.FAILURE;
    double[] values = like.isPresent() ? last.get().image() : new double[0];
    return new Finding(
        item.name(),
        given,
        label,
        like.isPresent()
            ? Finding.Outcome.INSENSITIVE
            : failed ? Finding.Outcome.FAILURE : Finding.Outcome.NONE,
        like.isPresent() ? OptionalInt.of(label) : OptionalInt.empty(),
        like.isPresent()
            ? Finding.Distances.between(image, values, domain)
            : Finding.Distances.NONE,
        false,
        values,
        like,
        Optional.empty(),
        queries.get(),
        seconds(start),
        failed ? trial.failure() : trial.ending().name().toLowerCase(Locale.ROOT));
  }

  private Finding.Likeness likeness(double[] image, Other other, LevelSetTraversal.Walk walk) {
    return new Finding.Likeness(
        other.item().name(),
        other.label(),
        Distance.L2.between(other.image(), walk.image(), domain),
        Distance.L2.between(other.image(), image, domain),
        walk.lead(),
        walk.sourceLead());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
