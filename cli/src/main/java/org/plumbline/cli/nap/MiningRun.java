package org.plumbline.cli.nap;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.Observation;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.pattern.PatternAudit;
import org.plumbline.specs.pattern.PatternMiner;
import org.plumbline.specs.pattern.PatternPair;
import org.plumbline.specs.pattern.Provenance;
import org.plumbline.specs.samples.Samples;
import org.plumbline.suite.Share;

/** One pass over samples counts, for every δ at once; a second one looks who follows. */
public record MiningRun(Network network, ObservedPass pass, Provenance.Protocol protocol) {
  /** Some of the samples. */
  public record Part(Samples samples, int first, int most) {}

  public Mining mine(Part part, Optional<Samples> heldOut, List<BigDecimal> deltas) {
    PatternMiner miner = new PatternMiner(network, protocol);
    Share correct = pass("mining", part, miner);
    if (correct.whole() == 0) {
      throw new ParseException(
          part.samples().data().toString(), "there is no sample " + part.first());
    }
    List<List<ClassPattern>> patterns = deltas.stream().map(miner::patterns).toList();
    Audits among = new Audits(patterns);
    pass("followers", part, among);
    Audits held = new Audits(patterns);
    Optional<Share> heldCorrect =
        heldOut.map(other -> pass("held out", new Part(other, 0, Integer.MAX_VALUE), held));
    List<Mining.Level> levels = new ArrayList<>();
    for (int d = 0; d < deltas.size(); d++) {
      levels.add(
          new Mining.Level(
              deltas.get(d),
              patterns.get(d),
              PatternPair.of(patterns.get(d)),
              among.of(d),
              heldOut.isPresent() ? Optional.of(held.of(d)) : Optional.empty()));
    }
    return new Mining(correct.whole(), correct.part(), heldCorrect, levels);
  }

  /** How many were correct of all. */
  private Share pass(String task, Part part, Consumer<Observation> observer) {
    int[] correct = new int[1];
    Consumer<Observation> counter = observation -> correct[0] += observation.isCorrect() ? 1 : 0;
    int all =
        SampleProgress.over(
            pass,
            task,
            part.samples(),
            part.first(),
            part.most(),
            network.input().shape(),
            observer.andThen(counter));
    return new Share(correct[0], all);
  }

  /** One audit per δ. */
  private static final class Audits implements Consumer<Observation> {
    private final List<PatternAudit> audits;

    Audits(List<List<ClassPattern>> patterns) {
      audits = patterns.stream().map(PatternAudit::new).toList();
    }

    @Override
    public void accept(Observation observation) {
      audits.forEach(audit -> audit.accept(observation));
    }

    List<PatternAudit.Row> of(int delta) {
      return audits.get(delta).rows();
    }
  }
}
