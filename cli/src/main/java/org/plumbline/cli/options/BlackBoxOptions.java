package org.plumbline.cli.options;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.blackbox.Patience;
import org.plumbline.falsifier.blackbox.RemoteBlackBox;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.onnxruntime.OnnxRuntimeBlackBox;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The classifier that is tested: a network, or something outside that answers questions. */
public final class BlackBoxOptions {
  /** Who evaluates a network file. */
  enum Evaluator {
    PLUMBLINE,
    ONNX
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NETWORK",
      description = "ONNX file, plain or gzipped, or .nnet file.")
  private Path file;

  @Option(
      names = "--runtime",
      defaultValue = "PLUMBLINE",
      description =
          "Who evaluates the network: Plumbline in double, or ONNX Runtime, which knows more"
              + " operators; ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Evaluator runtime;

  @Option(
      names = "--command",
      paramLabel = "'PROGRAM ARGUMENTS'",
      description = "A program that speaks the black-box protocol, instead of NETWORK.")
  private String command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "An HTTP endpoint that speaks the black-box protocol, instead of NETWORK.")
  private URI url;

  @Option(
      names = "--answer-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for one answer (default: ${DEFAULT-VALUE}).")
  private double answerSeconds;

  @Option(
      names = "--retries",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often to ask again (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Mixin private ModelOptions model;

  private final Supplier<Gemm> gemm = gemm();
  private Optional<Network> network = Optional.empty();
  private Optional<int[]> shape = Optional.empty();
  private Optional<String> digest = Optional.empty();

  private static Supplier<Gemm> gemm() {
    return MatrixKernel.best().gemms();
  }

  /** What is wrong with the options as such. */
  public Optional<String> mistake() {
    int named = (file == null ? 0 : 1) + (command == null ? 0 : 1) + (url == null ? 0 : 1);
    if (named != 1) {
      return Optional.of("name one classifier: NETWORK, --command or --url");
    } else if (command != null && command.isBlank()) {
      return Optional.of("--command names no program");
    } else if (url != null && !"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      return Optional.of("--url " + url + " is no http or https address");
    } else if (model.isGiven() && (file == null || runtime == Evaluator.ONNX)) {
      return Optional.of(
          "--output, --input-shape and --input-value go with a NETWORK that Plumbline reads");
    } else if (!(answerSeconds > 0) || retries < 0) {
      return Optional.of("--answer-timeout is positive, and --retries not negative");
    }
    return Optional.empty();
  }

  public void addTo(FilePlan plan) {
    plan.reads(file);
    model.addTo(plan);
  }

  /**
   * @param threads used at most; they change no answer
   */
  public BlackBox open(int threads) {
    Patience patience =
        new Patience(
            (long) Math.ceil(answerSeconds * 1000), retries, Patience.usual().pauseMillis());
    if (command != null) {
      return RemoteBlackBox.process(words(command), patience);
    } else if (url != null) {
      return RemoteBlackBox.http(url, patience);
    } else if (runtime == Evaluator.ONNX) {
      return ReadFile.with(file, name -> onnxRuntime(name, threads));
    }
    NetworkFile read = model.read(file);
    digest = Optional.of(Digest.hex(read.digest()));
    network = Optional.of(read.realNetwork());
    shape = Optional.of(network.get().input().shape());
    if (network.get().outputSize() < 2) {
      throw new ParseException(
          file.toString(), "a classifier has two outputs or more, this has one");
    }
    return new NetworkBlackBox(network.get(), gemm, threads);
  }

  private BlackBox onnxRuntime(Path name, int threads) throws IOException {
    digest = Optional.of(Digest.hex(NetworkFile.of(name).digest()));
    OnnxRuntimeBlackBox box = new OnnxRuntimeBlackBox(name, threads);
    shape = Optional.of(box.shape());
    return box;
  }

  /** The network, where Plumbline itself reads it; known once the black box is open. */
  public Optional<Network> network() {
    return network;
  }

  /** SHA-256 of the network and what is chosen of it, if it is one; known once it is open. */
  public Optional<String> digest() {
    return digest;
  }

  /** Of the input of a network file; known once the black box is open. */
  public Optional<int[]> shape() {
    return shape;
  }

  public Supplier<Gemm> products() {
    return gemm;
  }

  /** For messages. */
  public String name() {
    return file != null ? file.toString() : command != null ? command : url.toString();
  }

  /** Words are separated by blanks; quotes, single or double, keep blanks together. */
  public static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean inWord = false;
    for (int k = 0; k < line.length(); k++) {
      char c = line.charAt(k);
      if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote == 0 ? c : 0;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return words;
  }
}
