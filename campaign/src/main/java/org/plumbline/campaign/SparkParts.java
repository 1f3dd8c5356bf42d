package org.plumbline.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.plumbline.specs.query.Budget;
import org.plumbline.suite.worker.ClusterException;
import org.plumbline.suite.worker.ClusterParts;
import org.plumbline.suite.worker.PartPieces;
import org.plumbline.suite.worker.PartQuestion;

/**
 * Parts of a search on Spark. Nobody can talk to a task, so a part is searched for a while and then
 * answered as far as it is; what is open of it comes back and is cut again. A task needs nothing of
 * those before it: Spark asks it again where its machine is lost.
 */
final class SparkParts implements ClusterParts {
  /** Long for what it costs to send a part, short for a machine that waits for work. */
  private static final Duration PIECE = Duration.ofSeconds(5);

  /** What a worker may be late by. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Driver driver;
  private final PartQuestion question;
  private final List<Content> classes;
  private final List<Content> files;
  private final Duration piece;

  private SparkParts(
      Driver driver,
      PartQuestion question,
      List<Content> classes,
      List<Content> files,
      Duration piece) {
    this.driver = driver;
    this.question = question;
    this.classes = classes;
    this.files = files;
    this.piece = piece;
  }

  /**
   * Sends what workers need of a question.
   *
   * @throws ClusterException if a file is named by a path that means another one elsewhere
   */
  static SparkParts of(Driver driver, PartQuestion question, List<Path> classPath)
      throws IOException {
    Duration piece = driver.settings().piece(PIECE);
    Optional<Path> elsewhere = question.files().stream().filter(Path::isAbsolute).findFirst();
    if (elsewhere.isPresent() && !driver.isInPlace()) {
      throw new ClusterException(
          elsewhere.get()
              + " cannot be sent: name it relative to this folder, or set"
              + " spark.plumbline.shared=true where all machines see it");
    }
    List<Path> files =
        question.files().stream()
            .map(file -> file.toAbsolutePath().normalize())
            .distinct()
            .toList();
    return new SparkParts(driver, question, driver.sent(classPath), driver.sent(files), piece);
  }

  @Override
  public int width() {
    return driver.slots();
  }

  @Override
  public Session open(byte[] root, Consumer<Event> events) {
    String folder = Place.name(Path.of("").toAbsolutePath()).toString();
    String first = PartPieces.first(question.arguments(), root);
    Program program = driver.program(question.main(), classes, folder, first, files);
    return new Pieces(driver.jobs(program), piece, events);
  }

  @Override
  public void close() {
    driver.leave();
  }

  private record Pieces(SparkJobs jobs, Duration piece, Consumer<Event> events) implements Session {
    @Override
    public void begin(int number, byte[] part, Budget budget) {
      Duration left = Duration.ofMillis(budget.remainingMillis());
      Duration time = left.compareTo(piece) < 0 ? left : piece;
      Parcel parcel =
          new Parcel(
              number,
              PartPieces.order(part, time),
              time.plus(GRACE),
              Instant.now().plus(left),
              false);
      jobs.begin(List.of(parcel), new Given(number, events));
    }

    /** It is, soon, without being asked. */
    @Override
    public void cut(int number) {}

    @Override
    public void close() {
      jobs.abandon();
    }
  }

  /** A part that a job has taken. */
  private static final class Given implements SparkJobs.Listener {
    private final int number;
    private final Consumer<Event> events;
    private final AtomicReference<Delivery> delivery = new AtomicReference<>();

    Given(int number, Consumer<Event> events) {
      this.number = number;
      this.events = events;
    }

    @Override
    public void delivered(Delivery what) {
      delivery.set(what);
    }

    @Override
    public void ended(Optional<String> failure) {
      Delivery what = delivery.get();
      events.accept(
          what == null
              ? new Failed(
                  number, "no machine survived it: " + failure.orElse("its job ended without it"))
              : event(what));
    }

    private Event event(Delivery what) {
      return switch (what.kind()) {
        case ANSWERED -> PartPieces.event(number, what.text());
        case LATE -> new Failed(number, "it did not stop in time, and its process was ended");
        case DIED -> new Failed(number, what.text());
        case NOT_BEGUN -> new Failed(number, "the time was over before it was begun");
      };
    }
  }
}
