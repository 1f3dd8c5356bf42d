package org.plumbline.benchmarks.exports;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.plumbline.benchmarks.exports.Result.Outcome;

/**
 * Reads the models of routes, one folder for each, and compares them with another runtime; prints
 * tables in Markdown. The exit code is 1 if anything is wrong or crashed.
 */
public final class ExportsRun {
  private final PrintStream out;
  private final Map<String, List<Result>> routes = new LinkedHashMap<>();

  private ExportsRun(PrintStream out) {
    this.out = out;
  }

  /**
   * @param arguments the folder of the routes, then the names of those to read; without names all
   * @throws IOException if a folder or the points of a model cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Path> asked = new ArrayList<>();
    for (int k = 1; k < arguments.length; k++) {
      asked.add(folder.resolve(arguments[k]));
    }
    ExportsRun run = new ExportsRun(System.out);
    for (Path route : asked.isEmpty() ? routes(folder) : asked) {
      run.read(route);
    }
    run.print();
    boolean isFaulty = run.count(Outcome.WRONG) + run.count(Outcome.CRASHED) > 0;
    System.exit(isFaulty ? 1 : 0);
  }

  private static List<Path> routes(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private void read(Path route) throws IOException {
    List<Result> results = new ArrayList<>();
    for (Sample sample : Sample.of(route)) {
      results.add(new Reading(sample).result());
    }
    if (!results.isEmpty()) {
      routes.put(route.getFileName().toString(), results);
    }
  }

  private long count(Outcome outcome) {
    return routes.values().stream().flatMap(List::stream).filter(r -> is(r, outcome)).count();
  }

  private static boolean is(Result result, Outcome outcome) {
    return result.outcome() == outcome;
  }

  private void print() {
    printTable();
    for (Outcome outcome : Outcome.values()) {
      if (outcome != Outcome.RIGHT && count(outcome) > 0) {
        printEach(outcome);
      }
    }
    printObstacles();
    printMissing();
  }

  private void printTable() {
    out.print("| route | models ");
    for (Outcome outcome : Outcome.values()) {
      out.print("| " + outcome.words() + " ");
    }
    out.println("|\n|---|" + "---|".repeat(1 + Outcome.values().length));
    routes.forEach(
        (route, results) -> {
          out.print("| " + route + " | " + results.size() + " ");
          for (Outcome outcome : Outcome.values()) {
            out.print("| " + results.stream().filter(r -> is(r, outcome)).count() + " ");
          }
          out.println("|");
        });
  }

  private void printEach(Outcome outcome) {
    out.println("\n## " + outcome.words() + "\n");
    routes.forEach(
        (route, results) ->
            results.stream()
                .filter(r -> is(r, outcome))
                .forEach(r -> out.println("- " + route + "/" + r.name() + ": " + r.words())));
  }

  /** What is refused first, without names of nodes, and how often. */
  private void printObstacles() {
    Map<String, Long> obstacles =
        routes.values().stream()
            .flatMap(List::stream)
            .filter(r -> is(r, Outcome.REFUSED))
            .collect(Collectors.groupingBy(r -> kind(r.words()), Collectors.counting()));
    printSorted("refusals by what they say first", obstacles);
  }

  private static String kind(String words) {
    return words
        .replaceAll("\\(node [^()]*(\\([^()]*\\)[^()]*)*\\)", "(node …)")
        .replaceAll("(input|output|tensor|initialiser|node) \\S+", "$1 …")
        .replaceAll("\\(.*?, .*?\\)", "(…)")
        .replaceAll("-?\\d+(\\.\\d+)?(E-?\\d+)?", "N");
  }

  /** Operators, by the models that would have none missing if this one were not. */
  private void printMissing() {
    Map<String, Long> any = new TreeMap<>();
    Map<String, Long> alone = new TreeMap<>();
    for (List<Result> results : routes.values()) {
      for (Result result : results) {
        for (String operator : result.missing()) {
          any.merge(operator, 1L, Long::sum);
          alone.merge(operator, result.missing().size() == 1 ? 1L : 0L, Long::sum);
        }
      }
    }
    printSorted("operators that are not lowered: refused models that have no other such", alone);
    printSorted("operators that are not lowered: refused models that have them", any);
  }

  private void printSorted(String title, Map<String, Long> counts) {
    out.println("\n## " + title + "\n");
    counts.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(
            Comparator.comparing((Map.Entry<String, Long> e) -> -e.getValue())
                .thenComparing(Map.Entry::getKey))
        .forEach(e -> out.println("- " + e.getValue() + " " + e.getKey()));
  }
}
