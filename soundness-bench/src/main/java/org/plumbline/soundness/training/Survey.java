package org.plumbline.soundness.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;

/** What became of the planted points of a model, replayed on its exported network. */
public final class Survey {
  /** Restarts of every strength while training, as in the paper. */
  static final int FEW = 75;

  /** Restarts of every strength in the end, as in the paper. */
  public static final int MANY = 1000;

  /**
   * What became of one point.
   *
   * @param replay of the planted point in exact arithmetic, as far as the model allows
   * @param attack of the box; run only where the planted point is wrong
   */
  public record Entry(
      HiddenPoint point, Optional<Counterexample> replay, Optional<PaperAttack.Result> attack) {
    /** The planted point violates, strictly, and nothing finds a violation. */
    public boolean isHidden() {
      return attack.isPresent() && attack.get().found().isEmpty();
    }
  }

  private final Architecture architecture;
  private final int threads;

  /**
   * Of models of this architecture.
   *
   * @param threads used at most; they change no result
   */
  public Survey(Architecture architecture, int threads) {
    this.architecture = architecture;
    this.threads = threads;
  }

  /** One entry per point; the attacks of each follow from the seed and its number. */
  List<Entry> of(Model model, List<HiddenPoint> points, int restarts, long seed) {
    Network network = new OnnxLowering(model.export()).lower();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Entry>> entries = new ArrayList<>();
      for (int p = 0; p < points.size(); p++) {
        HiddenPoint point = points.get(p);
        long own = seed + p;
        entries.add(pool.submit(() -> entry(network, model, point, restarts, own)));
      }
      List<Entry> done = new ArrayList<>();
      for (Future<Entry> entry : entries) {
        done.add(entry.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** With a copy of the model, since passes share arrays. */
  private Entry entry(Network network, Model model, HiddenPoint point, int restarts, long seed) {
    Optional<Counterexample> replay =
        new CounterexampleChecker(Query.of(network, point.property())).check(point.planted());
    if (replay.isEmpty() || !isUndoubted(replay.get())) {
      return new Entry(point, replay, Optional.empty());
    }
    Model own = architecture.copy(model);
    return new Entry(point, replay, Optional.of(new PaperAttack(own).run(point, restarts, seed)));
  }

  private static boolean isUndoubted(Counterexample replay) {
    return replay.classification() == Counterexample.Classification.STRICT && replay.inFloat32();
  }
}
