package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How near tree search comes to the values of small games, by the number of simulations: arguments
 * are the number of games and the most simulations. Prints a table; ends with 1 if a game is not
 * solved or its value is wrong.
 */
final class SmallGameTable {
  private static final double TOLERANCE = 1e-9;

  private SmallGameTable() {}

  public static void main(String[] args) {
    int games = Integer.parseInt(args[0]);
    long most = Long.parseLong(args[1]);
    List<Long> steps = new ArrayList<>();
    for (long n = 10; n < most; n *= 10) {
      steps.add(n);
    }
    steps.add(most);
    System.out.println(
        "| players | simulations | solved | value reached | mean error | worst error |");
    System.out.println("|---|---|---|---|---|---|");
    boolean right = true;
    for (Players players : Players.values()) {
      double[] exact = new double[games];
      Arrays.setAll(exact, seed -> new SmallGame(seed, players).exhaustiveValue());
      for (long simulations : steps) {
        right &= row(players, simulations, exact) || simulations < most;
      }
    }
    System.exit(right ? 0 : 1);
  }

  /** Whether all games were solved. */
  private static boolean row(Players players, long simulations, double[] exact) {
    int solved = 0;
    int reached = 0;
    double sum = 0;
    double worst = 0;
    for (int seed = 0; seed < exact.length; seed++) {
      SmallGame small = new SmallGame(seed, players);
      JudgedStates states = new JudgedStates(small.game(), small::margins);
      TreeSearch search = new TreeSearch(small.game(), states, TreeOptions.of(simulations), seed);
      search.run();
      double error = Math.abs(search.value() - exact[seed]);
      solved += search.isSolved() ? 1 : 0;
      reached += error <= TOLERANCE ? 1 : 0;
      sum += error;
      worst = Math.max(worst, error);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %d | %d of %d | %.4f | %.4f |%n",
        players.name().toLowerCase(Locale.ROOT),
        simulations,
        solved,
        reached,
        exact.length,
        sum / exact.length,
        worst);
    return solved == exact.length && reached == exact.length;
  }
}
