package org.plumbline.benchmarks.baseline;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.api.Answer;
import org.plumbline.api.Assurance;
import org.plumbline.api.Holds;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Instance;

/**
 * Asks Plumbline what the project itself has questions for (the digits, and every seventh analytic
 * instance of the soundness benchmark) and compares the figures with those of a file. Questions are
 * asked on one thread, after a round that warms the code up.
 */
public final class BaselineRun {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final int EVERY = 7;

  private BaselineRun() {}

  /**
   * @param args {@code compare} or {@code write}, the file with the baseline, the folder with the
   *     digits, a folder for what is generated
   */
  public static void main(String[] args) throws IOException {
    Path baseline = Path.of(args[1]);
    List<Question> questions = digits(Path.of(args[2]));
    questions.addAll(analytic(Path.of(args[3])));
    PrintStream out = System.out;
    if (args[0].equals("write")) {
      Files.write(baseline, figures(questions).stream().map(Figure::line).toList());
      return;
    }
    List<Figure> before = Files.readAllLines(baseline).stream().map(Figure::parse).toList();
    FigureComparison comparison = FigureComparison.of(before, figures(questions));
    out.println(comparison.text());
    System.exit(comparison.worse().isEmpty() ? 0 : 1);
  }

  private record Question(String name, Path network, Path property) {
    Figure asked() {
      long start = System.nanoTime();
      Answer answer = Verification.of(network, property).timeout(LIMIT).threads(1).run();
      return new Figure(name, verdict(answer), (System.nanoTime() - start) / 1e6);
    }
  }

  private static String verdict(Answer answer) {
    if (answer instanceof Holds holds) {
      return holds.assurance() == Assurance.CERTIFIED ? "certified" : "holds";
    }
    return answer instanceof Violated ? "violated" : "undecided";
  }

  private static List<Figure> figures(List<Question> questions) {
    questions.stream().limit(5).forEach(Question::asked);
    return questions.stream().map(Question::asked).toList();
  }

  private static List<Question> digits(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files
              .filter(file -> file.toString().endsWith(".vnnlib"))
              .sorted()
              .map(
                  file ->
                      new Question(
                          "digits/" + file.getFileName(), folder.resolve("digits.onnx"), file))
              .toList());
    }
  }

  private static List<Question> analytic(Path folder) throws IOException {
    List<Instance> all = AnalyticSuite.generate(1);
    List<Instance> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += EVERY) {
      some.add(all.get(i));
    }
    BenchmarkFolder files = new BenchmarkFolder(folder);
    files.write(some, "benchmarks/baseline", (int) LIMIT.toSeconds());
    return some.stream()
        .map(one -> new Question(one.name(), files.network(one.name()), files.property(one.name())))
        .toList();
  }
}
