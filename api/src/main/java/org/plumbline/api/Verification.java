package org.plumbline.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.plumbline.question.QuestionReader;

/**
 * A question about a network, and how to answer it. Immutable and safe for use by several threads:
 * every method that changes something returns another verification, and several may run at once.
 *
 * <pre>{@code
 * Answer answer = Verification.of(Path.of("net.onnx"), Path.of("prop.vnnlib"))
 *     .timeout(Duration.ofSeconds(60))
 *     .run();
 * }</pre>
 */
public final class Verification {
  private final Model model;
  private final Property property;
  private final List<Pattern> patterns;
  private final Options options;

  private Verification(Model model, Property property, List<Pattern> patterns, Options options) {
    this.model = model;
    this.property = property;
    this.patterns = patterns;
    this.options = options;
  }

  /**
   * Whether a network has a property. The time limit is 60 seconds, numbers are real, there is one
   * thread for each core.
   *
   * @param model the network
   * @param property what is asked
   * @return the question
   */
  public static Verification of(Model model, Property property) {
    return new Verification(
        Objects.requireNonNull(model, "model"),
        Objects.requireNonNull(property, "property"),
        List.of(),
        new Options());
  }

  /**
   * The same for files.
   *
   * @param network ONNX, plain or gzipped, or {@code .nnet}
   * @param property VNN-LIB, plain or gzipped
   * @return the question
   * @throws UnreadableInputException if a file is missing or unreadable
   */
  public static Verification of(Path network, Path property) {
    return of(Model.read(network), VnnLib.read(property));
  }

  /**
   * The same for a file and a question about an input.
   *
   * @param network ONNX, plain or gzipped, or {@code .nnet}
   * @param property what is asked
   * @return the question
   * @throws UnreadableInputException if the file is missing or unreadable
   */
  public static Verification of(Path network, Property property) {
    return of(Model.read(network), property);
  }

  /**
   * The limit for reading, search and check together.
   *
   * @param limit positive
   * @return the question with this limit
   */
  public Verification timeout(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a time limit of " + limit);
    }
    return with(o -> o.timeout = limit);
  }

  /**
   * The numbers that the network computes with.
   *
   * @param numbers what the answer is to be about
   * @return the question about these
   */
  public Verification semantics(Semantics numbers) {
    Objects.requireNonNull(numbers, "numbers");
    return with(o -> o.semantics = numbers);
  }

  /**
   * How many threads search. No answer depends on it, unless the time runs out.
   *
   * @param number at least 1
   * @return the question with so many threads
   */
  public Verification threads(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("threads " + number + " is below 1");
    }
    return with(o -> o.threads = number);
  }

  /**
   * What searches.
   *
   * @param search the engine; {@link Engine#AUTO} is nearly always the fastest
   * @return the question for this engine
   */
  public Verification engine(Engine search) {
    Objects.requireNonNull(search, "search");
    return with(o -> o.engine = search);
  }

  /**
   * Of every random choice.
   *
   * @param number any
   * @return the question with this seed
   */
  public Verification seed(long number) {
    return with(o -> o.seed = number);
  }

  /**
   * Who hears how a run goes on.
   *
   * @param listener called on a thread of the run
   * @return the question with this listener
   */
  public Verification progress(ProgressListener listener) {
    Objects.requireNonNull(listener, "listener");
    return with(o -> o.listener = listener);
  }

  /**
   * Asks only about inputs that follow a pattern, besides others that were named.
   *
   * @param pattern of neurons, as {@code plumbline nap mine} writes it
   * @return the question about these inputs
   */
  public Verification pattern(Pattern pattern) {
    List<Pattern> more = new ArrayList<>(patterns);
    more.add(Objects.requireNonNull(pattern));
    return new Verification(model, property, List.copyOf(more), options);
  }

  private Verification with(Consumer<Options> change) {
    return new Verification(model, property, patterns, options.changed(change));
  }

  /**
   * What identifies the question.
   *
   * @return the key
   * @throws UnreadableInputException if a file cannot be unpacked
   */
  public QuestionKey key() {
    return Refusals.translated(() -> QuestionKey.of(model, property, patterns, options));
  }

  /**
   * Searches for the answer on threads of its own and waits for it. An interrupt of the calling
   * thread cancels the run.
   *
   * @return the answer
   * @throws UnreadableInputException if a file cannot be read, is not supported or does not fit
   * @throws ReadingsDifferException if two readings of the files do not agree
   */
  public Answer run() {
    return new Run(this).answer();
  }

  /**
   * Begins to search, and does not wait.
   *
   * @return the run, which can be cancelled and asked for its answer
   */
  public Run start() {
    Run run = new Run(this);
    run.begin();
    return run;
  }

  Options options() {
    return options;
  }

  QuestionReader reader() {
    return model.asked(property, patterns);
  }
}
