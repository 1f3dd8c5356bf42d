package org.plumbline.soundness.fuzz.reading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.soundness.fuzz.Finding;
import org.plumbline.soundness.fuzz.Fuzzer;
import org.plumbline.soundness.fuzz.graph.Case;
import org.plumbline.soundness.fuzz.graph.Operators;
import org.plumbline.soundness.fuzz.graph.Points;
import org.plumbline.soundness.fuzz.graph.RandomModel;
import org.plumbline.soundness.fuzz.graph.RandomModels;

/**
 * Random models read by the lowering, by the second reading and by a runtime without optimisations:
 * whoever answers has to agree, and whoever does not has to say which node it is about.
 */
public final class ReadingFuzzer implements Fuzzer {
  private static final int POINTS = 6;

  private final OnnxRuntime runtime;
  private final Tally tally = new Tally();
  private long models;
  private long points;

  public ReadingFuzzer(OnnxRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public Optional<Finding> look(long seed) {
    RandomModel model = RandomModels.of(seed);
    ReadingCheck check = new ReadingCheck(runtime, tally, model);
    models++;
    points += POINTS;
    return check
        .at(Points.of(model.input(), POINTS, seed))
        .map(found -> new Finding(seed, found, new Case(model, check.lastPoint())));
  }

  @Override
  public Optional<Complaint> complaint(Case some) {
    try {
      return new ReadingCheck(runtime, new Tally(), some.model()).at(List.of(some.point()));
    } catch (RuntimeException e) {
      // A step of the shrinker has made no model.
      return Optional.empty();
    }
  }

  /** How often something was compared. */
  Tally tally() {
    return tally;
  }

  @Override
  public String summary() {
    SortedSet<String> missing = Operators.names();
    missing.removeIf(operator -> tally.of(operator, Tally.Column.RUN_COMPARED) > 0);
    return tally.table()
        + String.format(Locale.ROOT, "%,d models, %,d points%n", models, points)
        + String.format(Locale.ROOT, "Operators never compared with the runtime: %s%n", missing);
  }
}
