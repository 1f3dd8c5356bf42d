package org.plumbline.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.plumbline.question.QuestionFiles;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.certified.EarlierProof;

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
  private final Networks networks;
  private final Property property;
  private final List<Pattern> patterns;
  private final Options options;

  private Verification(
      Networks networks, Property property, List<Pattern> patterns, Options options) {
    this.networks = networks;
    this.property = property;
    this.patterns = patterns;
    this.options = options;
  }

  /**
   * Whether a network has a property. The time limit is 60 seconds, numbers are real unless a
   * property in VNN-LIB 2.0 declares others, there is one thread for each core.
   *
   * @param model the network
   * @param property what is asked
   * @return the question
   */
  public static Verification of(Model model, Property property) {
    return new Verification(
        Networks.of(Objects.requireNonNull(model, "model")),
        Objects.requireNonNull(property, "property"),
        List.of(),
        new Options());
  }

  /**
   * Whether several networks have a property together. Numbers are those that the property
   * declares, unless others are chosen.
   *
   * @param models networks by the names that the property declares
   * @param property in VNN-LIB 2.0
   * @return the question
   */
  public static Verification of(Map<String, Model> models, VnnLib property) {
    return new Verification(
        new Networks(models),
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
    return with(o -> o.semantics = Optional.of(numbers));
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
    return new Verification(networks, property, List.copyOf(more), options);
  }

  private Verification with(Consumer<Options> change) {
    return new Verification(networks, property, patterns, options.changed(change));
  }

  /**
   * What identifies the question.
   *
   * @return the key
   * @throws UnreadableInputException if a file cannot be unpacked
   */
  public QuestionKey key() {
    return Refusals.translated(() -> QuestionKey.of(networks, property, patterns, options));
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
    return new Run(this, Search::answer).answer();
  }

  /**
   * Attacks a question of local robustness within a number of queries of the network, and waits for
   * the answer. What is found is replayed. An interrupt of the calling thread cancels the run.
   *
   * @param how which queries, and how many
   * @return {@link Violated}, or {@link Undecided}; finding nothing proves nothing
   * @throws IllegalArgumentException if another property is asked
   * @throws UnreadableInputException if a file cannot be read, is not supported or does not fit
   * @throws ReadingsDifferException if two readings of the files do not agree
   */
  public Answer falsify(Falsification how) {
    Objects.requireNonNull(how, "how");
    if (!(property instanceof LocalRobustness)) {
      throw new IllegalArgumentException("an attack by queries is about a class near an input");
    }
    return new Run(this, (search, isCancelled) -> search.falsified(how, isCancelled)).answer();
  }

  /**
   * Whether one input violates the property: it is replayed as what a search finds is, and nothing
   * is searched.
   *
   * @param input in the order of the network's input, as the network sees it
   * @return {@link Violated}, or {@link Undecided} where this input does not show it
   * @throws UnreadableInputException if a file cannot be read, is not supported or does not fit
   * @throws ReadingsDifferException if two readings of the files do not agree
   */
  public Answer replay(List<Double> input) {
    double[] values = input.stream().mapToDouble(Double::doubleValue).toArray();
    return new Search(this, Budget.ofMillis(options.timeout.toMillis())).replay(values);
  }

  /**
   * Whether the proof of another question proves this one, such as the same question about the
   * network before it was trained again. Whatever the proof was made for, it counts if the checker
   * accepts it here; nothing is searched.
   *
   * @param certificate of any question; need not be trusted
   * @return {@link Holds} with a certificate of this question, or {@link Undecided} where this
   *     proof does not show it
   * @throws UnreadableInputException if it is no certificate, or a file cannot be read, is not
   *     supported or does not fit
   * @throws ReadingsDifferException if two readings of the files do not agree
   */
  public Answer inherit(Certificate certificate) {
    EarlierProof proof = new EarlierProof(Certificates.read(certificate).cases());
    return new Search(this, Budget.ofMillis(options.timeout.toMillis())).inherited(proof);
  }

  /**
   * The numbers that it is about: those chosen, or those that a property in VNN-LIB 2.0 declares,
   * or real ones.
   *
   * @return what an answer is about
   * @throws UnreadableInputException if a file cannot be read, is not supported or does not fit
   */
  public Semantics numbers() {
    return options.semantics.orElseGet(
        () ->
            QuestionKey.isDeclared(property)
                ? Refusals.translated(() -> Numbers.of(reader().read().declared().orElseThrow()))
                : Semantics.REAL);
  }

  /**
   * The property as VNN-LIB, which a certificate is about where there is no file of it.
   *
   * @return its text
   * @throws UnreadableInputException if a file cannot be read, is not supported or does not fit
   */
  public String text() {
    return Refusals.translated(() -> reader().read().text());
  }

  /**
   * Begins to search, and does not wait.
   *
   * @return the run, which can be cancelled and asked for its answer
   */
  public Run start() {
    Run run = new Run(this, Search::answer);
    run.begin();
    return run;
  }

  Options options() {
    return options;
  }

  Property property() {
    return property;
  }

  QuestionFiles reader() {
    return networks.asked(property, patterns, options.semantics);
  }
}
