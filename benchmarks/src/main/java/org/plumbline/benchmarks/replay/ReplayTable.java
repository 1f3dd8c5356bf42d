package org.plumbline.benchmarks.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.competition.AnswerWord;
import org.plumbline.soundness.competition.Category;
import org.plumbline.soundness.competition.CompetitionInstance;
import org.plumbline.soundness.competition.witness.Judgement;
import org.plumbline.soundness.competition.witness.Validation;
import org.plumbline.soundness.competition.witness.WitnessValidator;

/**
 * Replays every {@code sat} answer of a folder of result files, {@code CATEGORY/NAME.txt} as {@code
 * benchmarks/keep} names them, and prints a line for each.
 *
 * <p>Exit code 0 when all of them replay; 1 when one does not, or belongs to no instance; 2 when
 * there is nothing to replay: no result file at all, or an unreadable folder.
 */
public final class ReplayTable {
  private final PrintStream out;
  private final Map<Judgement, Integer> counts = new EnumMap<>(Judgement.class);
  private final Set<Path> strangers = new TreeSet<>();
  private int results;

  ReplayTable(PrintStream out) {
    this.out = out;
  }

  /** Arguments: the folder of result files and the folder of the categories. */
  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("usage: benchmarks/replay RESULTS INSTANCES");
      System.exit(2);
    }
    int code;
    try {
      code = new ReplayTable(System.out).print(Path.of(args[0]), Path.of(args[1]));
    } catch (IOException | ParseException e) {
      System.err.println("replay: cannot read " + e.getMessage());
      code = 2;
    }
    System.exit(code);
  }

  int print(Path kept, Path categories) throws IOException {
    out.printf("%-30s %-10s %12s  %s%n", "category", "replay", "Y off by", "instance");
    try (WitnessValidator validator = new WitnessValidator()) {
      for (Path category : folders(kept)) {
        strangers.addAll(files(category));
        Path folder = categories.resolve(category.getFileName());
        for (CompetitionInstance instance : Category.of(folder).instances()) {
          Path file = category.resolve(instance.name() + ".txt");
          if (strangers.remove(file)) {
            results++;
            print(validator, instance, file);
          }
        }
      }
    }
    strangers.forEach(file -> out.println("of no instance: " + file));
    int replayed = count(Judgement.REPLAYS);
    int tolerated = count(Judgement.TOLERATED);
    int failed = count(Judgement.FAILS);
    int unsupported = count(Judgement.UNSUPPORTED);
    out.printf(
        "%n%d results, %d sat: %d replay, %d within 1e-4 of their box, %d fail, %d unsupported%n",
        results,
        replayed + tolerated + failed + unsupported,
        replayed,
        tolerated,
        failed,
        unsupported);
    if (failed + unsupported > 0 || !strangers.isEmpty()) {
      return 1;
    }
    return results > 0 ? 0 : 2;
  }

  private int count(Judgement judgement) {
    return counts.getOrDefault(judgement, 0);
  }

  private void print(WitnessValidator validator, CompetitionInstance instance, Path file)
      throws IOException {
    if (!AnswerWord.of(file).equals("sat")) {
      return;
    }
    Validation replay = validator.validate(instance, file);
    counts.merge(replay.judgement(), 1, Integer::sum);
    out.printf(
        Locale.ROOT,
        "%-30s %-10s %12.3g  %s%s%n",
        instance.category().name(),
        replay.judgement().name().toLowerCase(Locale.ROOT),
        replay.outputError(),
        instance.name(),
        replay.remark().isEmpty() ? "" : ": " + replay.remark());
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return new ArrayList<>(entries.filter(Files::isDirectory).sorted().toList());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).toList();
    }
  }
}
