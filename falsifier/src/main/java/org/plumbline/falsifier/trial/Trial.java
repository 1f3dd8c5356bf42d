package org.plumbline.falsifier.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.specs.query.Budget;

/**
 * One image put to the test: asks the black box for a search, counts and limits the queries, and
 * keeps the adversarial image nearest to the original, whatever ends the search.
 */
public final class Trial {
  private static final double SUM_TOLERANCE = 1e-3;

  private final BlackBox box;
  private final ImageDomain domain;
  private final double[] original;
  private final Distance distance;
  private final Goal goal;
  private final long mostQueries;
  private final Budget budget;
  private final boolean likelihoods;
  private long queries;
  private Adversarial best;
  private Ending ending = Ending.FINISHED;
  private String failure = "";

  private Trial(Question question, Goal goal, boolean likelihoods) {
    this.box = question.box();
    this.domain = question.domain();
    this.original = question.original().clone();
    this.distance = question.distance();
    this.mostQueries = question.mostQueries();
    this.budget = question.budget();
    this.goal = goal;
    this.likelihoods = likelihoods;
    this.queries = 1;
  }

  /**
   * What is asked, of whom, and how long.
   *
   * @param mostQueries inputs that the black box may be asked about, at least 1
   */
  public record Question(
      BlackBox box,
      ImageDomain domain,
      double[] original,
      Distance distance,
      long mostQueries,
      Budget budget) {
    /** The same with another limit. */
    public Question withQueries(long most) {
      return new Question(box, domain, original, distance, most, budget);
    }

    /**
     * Asks for the class of the original and starts a trial to get away from it.
     *
     * @throws BlackBoxException if the black box fails
     */
    public Trial open() {
      return open(Optional.empty());
    }

    /**
     * Asks for the class of the original and starts a trial to get to another one.
     *
     * @throws BlackBoxException if the black box fails
     * @throws IllegalArgumentException if the image has that class already
     */
    public Trial open(Optional<Integer> target) {
      return open(target.map(List::of).orElse(List.of()));
    }

    /**
     * Asks for the class of the original and starts a trial to have these classes come first, in
     * this order; without any, to get away from it.
     *
     * @throws BlackBoxException if the black box fails
     * @throws IllegalArgumentException if the one class is that of the image already, or an order
     *     is asked of labels alone
     */
    public Trial open(List<Integer> ranking) {
      domain.require(original);
      if (box.inputs() != domain.values()) {
        throw new IllegalArgumentException(
            "images of " + domain.values() + " values for a black box of " + box.inputs());
      }
      requireClasses(ranking);
      double[] scores = Arrays.copyOf(box.scores(1, original), box.classes());
      Goal goal = new Goal(BlackBox.winner(scores, 0, box.classes()), ranking);
      if (ranking.equals(List.of(goal.label()))) {
        throw new IllegalArgumentException("the image has the class " + goal.label() + " already");
      }
      return new Trial(this, goal, areProbabilities(scores));
    }

    private void requireClasses(List<Integer> ranking) {
      for (int target : ranking) {
        if (target < 0 || target >= box.classes()) {
          throw new IllegalArgumentException(
              "class " + target + " is none of 0 to " + (box.classes() - 1));
        }
      }
      if (ranking.size() > 1 && box.knowledge() == BlackBox.Knowledge.LABELS) {
        throw new IllegalArgumentException("labels alone show no order of " + ranking);
      }
    }

    private boolean areProbabilities(double[] scores) {
      return box.knowledge() == BlackBox.Knowledge.SCORES
          && Arrays.stream(scores).allMatch(score -> score >= 0)
          && Math.abs(Arrays.stream(scores).sum() - 1) <= SUM_TOLERANCE;
    }
  }

  public ImageDomain domain() {
    return domain;
  }

  public double[] original() {
    return original.clone();
  }

  public Distance distance() {
    return distance;
  }

  /** The class of the original. */
  public int label() {
    return goal.label();
  }

  public BlackBox.Knowledge knowledge() {
    return box.knowledge();
  }

  public Goal goal() {
    return goal;
  }

  /** How long the search may go on. */
  public Budget budget() {
    return budget;
  }

  /** How many more inputs may be asked about. */
  public long queriesLeft() {
    return mostQueries - queries;
  }

  /** Inputs asked about so far, the original among them. */
  public long queries() {
    return queries;
  }

  /**
   * Of those found so far the nearest to the original; among equals that which changes least in
   * sum, then the earliest.
   */
  public Optional<Adversarial> best() {
    return Optional.ofNullable(best);
  }

  public Ending ending() {
    return ending;
  }

  /** What went wrong when it ended by {@link Ending#FAILURE}. */
  public String failure() {
    return failure;
  }

  /**
   * How far images are from the goal: negative exactly for those that reach it. Ends the search
   * when time or queries are used up, after asking about as many as were left.
   *
   * @param x {@code [rows × values]}
   */
  public double[] margins(int rows, double[] x) {
    if (budget.expired()) {
      throw new SearchEndedException(Ending.TIME);
    }
    int asked = (int) Math.min(rows, mostQueries - queries);
    double[] margins = new double[asked];
    if (asked > 0) {
      double[] scores = box.scores(asked, x);
      queries += asked;
      for (int r = 0; r < asked; r++) {
        margins[r] = goal.margin(scores, r * box.classes(), box.classes(), likelihoods);
        if (margins[r] < 0) {
          keep(x, r, BlackBox.winner(scores, r * box.classes(), box.classes()));
        }
      }
    }
    if (asked < rows) {
      throw new SearchEndedException(Ending.QUERIES);
    }
    return margins;
  }

  /**
   * Whether the answer to an adversarial image is the same again; beyond all limits, but counted.
   */
  boolean isRepeated(Adversarial found) {
    queries++;
    double[] scores = box.scores(1, found.image());
    return goal.margin(scores, 0, box.classes(), likelihoods) < 0
        && BlackBox.winner(scores, 0, box.classes()) == found.label();
  }

  private void keep(double[] x, int row, int label) {
    int n = domain.values();
    double[] image = Arrays.copyOfRange(x, row * n, (row + 1) * n);
    double far = distance.between(original, image, domain);
    if (best == null
        || far < best.distance()
        || far == best.distance() && change(image) < change(best.image())) {
      best = new Adversarial(image, label, far);
    }
  }

  private double change(double[] image) {
    return Distance.L1.between(original, image, domain);
  }

  /** Runs a search to its end; what ended it, if not itself, is kept. */
  public void run(Runnable search) {
    try {
      search.run();
    } catch (SearchEndedException e) {
      ending = e.ending();
    } catch (BlackBoxException e) {
      ending = Ending.FAILURE;
      failure = e.getMessage();
    }
  }
}
