package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Adversarial;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;

/**
 * The maximum safe radius in L0, where it counts values, L1 or L2. From below: {@link BallProof} on
 * balls between the greatest that it proves and the least that it does not; in L1 and L2 also the
 * radius proved in L∞, since {@code ‖x‖₁ ≥ ‖x‖₂ ≥ ‖x‖∞}, so that those balls lie in the other one.
 * From above: an attack in that distance, and the nearest input of the search in L∞, replayed.
 */
public final class BallRadius implements RadiusSearch {
  private static final double ATTACK_SHARE = 0.3;
  private static final double BOX_SHARE = 0.4;
  private static final int HALVINGS = 12;
  private static final long MOST_QUERIES = 1_000_000;

  private final Distance norm;
  private final Function<Network, ImageAttack> attack;
  private final RadiusSearch inBoxes;
  private final Supplier<Gemm> gemm;
  private final int threads;
  private final long seed;

  /**
   * @param norm L0, L1 or L2
   * @param attack in that distance, on images of one row
   * @param inBoxes the search in L∞
   * @param gemm makes one instance per thread
   */
  public BallRadius(
      Distance norm,
      Function<Network, ImageAttack> attack,
      RadiusSearch inBoxes,
      Supplier<Gemm> gemm,
      int threads,
      long seed) {
    this.norm = norm;
    this.attack = attack;
    this.inBoxes = inBoxes;
    this.gemm = gemm;
    this.threads = threads;
    this.seed = seed;
  }

  /**
   * @throws IllegalArgumentException if the values have no range
   */
  @Override
  public RadiusInterval search(
      RadiusQuestion question,
      double precision,
      Budget budget,
      Consumer<RadiusInterval> listener,
      ProofListener notes) {
    if (question.range().isEmpty()) {
      throw new IllegalArgumentException(norm + " wants a range of the values");
    }
    return new Search(question, precision, budget, listener, notes).run();
  }

  private final class Search {
    private final RadiusQuestion question;
    private final double precision;
    private final Budget budget;
    private final ProofListener notes;
    private final double[] centre;
    private final Box range;
    private final BallProof proof;
    private final Progress progress;

    Search(
        RadiusQuestion question,
        double precision,
        Budget budget,
        Consumer<RadiusInterval> listener,
        ProofListener notes) {
      this.question = question;
      this.precision = precision;
      this.budget = budget;
      this.notes = notes;
      this.progress = new Progress(question, norm, listener);
      this.centre = Arrays.stream(question.values()).mapToDouble(BigDecimal::doubleValue).toArray();
      double[] low = new double[centre.length];
      double[] high = new double[centre.length];
      Arrays.fill(low, Math.nextDown(question.range().get().lower().doubleValue()));
      Arrays.fill(high, Math.nextUp(question.range().get().upper().doubleValue()));
      this.range = new Box(low, high);
      this.proof = new BallProof(question.network(), question.label(), gemm);
    }

    RadiusInterval run() {
      check(centre);
      if (progress.now().upper().isEmpty()) {
        attack();
        if (norm != Distance.L0) {
          searchBoxes();
        }
        prove();
      }
      return progress.now();
    }

    private void attack() {
      ImageDomain domain =
          new ImageDomain(
              1,
              1,
              centre.length,
              question.range().get().lower().doubleValue(),
              question.range().get().upper().doubleValue());
      Trial.Question asked =
          new Trial.Question(
              new NetworkBlackBox(question.network(), gemm, threads),
              domain,
              centre,
              norm,
              MOST_QUERIES,
              Budget.ofMillis((long) (budget.remainingMillis() * ATTACK_SHARE)));
      AttackResult.of(attack.apply(question.network()), asked, List.of(), seed)
          .adversarial()
          .map(Adversarial::image)
          .filter(this::check)
          .ifPresent(this::drawIn);
    }

    private boolean check(double[] point) {
      Optional<Counterexample> shown =
          new CounterexampleChecker(question.within(question.furthest().orElseThrow()))
              .check(point)
              .filter(Counterexample::isViolation);
      shown.ifPresent(progress::found);
      return shown.isPresent();
    }

    /** Halves the way back to the input as long as that keeps what was found. */
    private void drawIn(double[] point) {
      double least = 0;
      double most = 1;
      for (int k = 0; k < HALVINGS && norm != Distance.L0; k++) {
        double middle = (least + most) / 2;
        double[] nearer = new double[point.length];
        Arrays.setAll(nearer, i -> centre[i] + middle * (point[i] - centre[i]));
        boolean isFound = check(nearer);
        most = isFound ? middle : most;
        least = isFound ? least : middle;
      }
    }

    private void searchBoxes() {
      Budget share = Budget.ofMillis((long) (budget.remainingMillis() * BOX_SHARE));
      RadiusInterval boxes = inBoxes.search(question, precision, share, i -> {}, notes);
      boxes.nearest().ifPresent(progress::found);
      boxes.assurance().ifPresent(how -> progress.proved(boxes.lower(), how));
    }

    /** Doubles what is proved until that fails, or all of the domain is; then halves between. */
    private void prove() {
      double all = reach();
      double step =
          norm == Distance.L0 ? 1 : Math.max(progress.now().lower().doubleValue(), all / 4096);
      double high = Math.min(all, step);
      double low = progress.now().lower().doubleValue();
      while (!budget.expired() && low < all && isProved(high)) {
        low = high;
        high = Math.min(all, 2 * high);
      }
      for (int k = 0; k < HALVINGS && !budget.expired() && isApart(low, high); k++) {
        double middle = norm == Distance.L0 ? Math.floor((low + high) / 2) : (low + high) / 2;
        if (isProved(middle)) {
          low = middle;
        } else {
          high = middle;
        }
      }
    }

    private boolean isApart(double low, double high) {
      return norm == Distance.L0 ? high - low > 1 : high - low > precision / 4 * high;
    }

    /** No input of the domain is further away. */
    private double reach() {
      double each = question.furthest().orElseThrow().doubleValue();
      return switch (norm) {
        case L0 -> centre.length;
        case L1 -> Math.nextUp(each * centre.length);
        default -> Math.nextUp(each * Math.sqrt(centre.length));
      };
    }

    private boolean isProved(double radius) {
      boolean isAgainst =
          progress
              .now()
              .upper()
              .filter(end -> new BigDecimal(radius).compareTo(end) >= 0)
              .isPresent();
      boolean holds = !isAgainst && proof.holds(new NormBall(norm, radius, centre, range), budget);
      notes.note("the ball of radius " + radius + (holds ? " is proved" : " is not proved"));
      if (holds) {
        progress.proved(new BigDecimal(radius), Assurance.ROUNDED);
      }
      return holds;
    }
  }
}
