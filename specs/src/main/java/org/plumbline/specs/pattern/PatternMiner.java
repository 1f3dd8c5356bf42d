package org.plumbline.specs.pattern;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.plumbline.network.model.Network;

/**
 * Mines the δ-relaxed dominant pattern of each class (Geng and others, ICML 2023). Of n samples of
 * a class a neuron is active on a; then
 *
 * <pre>
 *   it is active in the pattern    if a ≥ n·(1 − δ),
 *   it is inactive in the pattern  if a ≤ n·δ,
 * </pre>
 *
 * <p>in exact decimals. With δ &lt; ½ it cannot be both. One pass of counting serves every δ.
 */
public final class PatternMiner implements Consumer<Observation> {
  private final int[] widths;
  private final Provenance.Protocol protocol;
  private final int[][] activeCounts;
  private final int[] samples;

  public PatternMiner(Network network, Provenance.Protocol protocol) {
    PhaseLayers layers = PhaseLayers.of(network);
    this.widths = layers.widths();
    this.protocol = protocol;
    this.activeCounts = new int[network.outputSize()][layers.neurons()];
    this.samples = new int[network.outputSize()];
  }

  @Override
  public void accept(Observation observation) {
    if (protocol == Provenance.Protocol.CORRECT && !observation.isCorrect()) {
      return;
    }
    samples[observation.label()]++;
    int[] counts = activeCounts[observation.label()];
    BitSet active = observation.active();
    for (int bit = active.nextSetBit(0); bit >= 0; bit = active.nextSetBit(bit + 1)) {
      counts[bit]++;
    }
  }

  /**
   * The patterns of all classes that have samples.
   *
   * @param delta at least 0 and below ½
   */
  public List<ClassPattern> patterns(BigDecimal delta) {
    List<ClassPattern> patterns = new ArrayList<>();
    for (int c = 0; c < samples.length; c++) {
      if (samples[c] > 0) {
        ActivationPattern pattern = dominant(activeCounts[c], samples[c], delta);
        patterns.add(new ClassPattern(c, samples[c], pattern, activeCounts[c].clone()));
      }
    }
    return patterns;
  }

  /** Exceptions are whole samples, so that their most is n·δ rounded down. */
  private ActivationPattern dominant(int[] counts, int n, BigDecimal delta) {
    int most = delta.multiply(BigDecimal.valueOf(n)).setScale(0, RoundingMode.FLOOR).intValue();
    BitSet active = new BitSet();
    BitSet inactive = new BitSet();
    for (int i = 0; i < counts.length; i++) {
      active.set(i, n - counts[i] <= most);
      inactive.set(i, counts[i] <= most);
    }
    return ActivationPattern.of(widths, active, inactive);
  }
}
