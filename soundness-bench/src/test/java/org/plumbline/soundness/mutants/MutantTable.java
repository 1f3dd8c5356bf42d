package org.plumbline.soundness.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.plumbline.soundness.analytic.AnalyticSuite;

/**
 * Every mutant against every family, as Markdown: {@code MutantTable SEED [MUTANT…]}. Fails if one
 * survives all, or passes the checker.
 */
public final class MutantTable {
  /** For one question; what is not answered by then does not kill. */
  private static final long MOST_MILLIS = 1000;

  private MutantTable() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("plumbline-mutants");
    Trials trials = Trials.in(folder, Long.parseLong(args[0]));
    MutantCompiler compiler = new MutantCompiler();
    List<String> asked = List.of(args).subList(1, args.length);
    int wrong = 0;
    System.out.println("| mutant | the mistake | killed by | and stopped, for its proof is |");
    System.out.println("|---|---|---|---|");
    for (Mutant mutant : MutantFile.all()) {
      if (asked.isEmpty() || asked.contains(mutant.name())) {
        wrong += line(trials, compiler, mutant.within(MOST_MILLIS)) ? 0 : 1;
      }
    }
    System.exit(wrong == 0 ? 0 : 1);
  }

  /** Prints a line; false if the mutant survives, or is not stopped. */
  private static boolean line(Trials trials, MutantCompiler compiler, Mutant mutant) {
    MutatedVerifier verifier = new MutatedVerifier(mutant, compiler);
    List<String> killers = new ArrayList<>();
    TreeSet<String> reasons = new TreeSet<>();
    boolean isStopped = true;
    for (String family : AnalyticSuite.families()) {
      Optional<Trials.Kill> kill = trials.kill(verifier, mutant, family);
      if (kill.isPresent()) {
        killers.add(family + " (" + kill.get().instance() + ", " + kill.get().setting() + ")");
        reasons.add(kill.get().judgement().why());
        isStopped &= kill.get().judgement().isStopped();
      }
    }
    String part = mutant.isOfReader() ? " (reader)" : mutant.isOfChecker() ? " (checker)" : "";
    String name = mutant.name() + part;
    String by = killers.isEmpty() ? "**none**" : String.join("; ", killers);
    String why = String.join(", ", reasons) + (isStopped ? "" : " **not stopped**");
    System.out.println("| " + name + " | " + mutant.story() + " | " + by + " | " + why + " |");
    return !killers.isEmpty() && isStopped;
  }
}
