package org.plumbline.verifier.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.SlopeListener;

/**
 * The slopes and multipliers by which the bounds of neurons at the root of a case were found,
 * collected from several threads; rounds of them follow one another, and of each bound a round
 * keeps the last, which is the best. Past a limit no more are kept, which leaves the proof weaker
 * than the search was.
 */
public final class RootRows {
  private static final byte[] GUESSED = new byte[0];

  private final Kept kept;
  private final Origin origin;

  /**
   * @param depth of the network that was asked about
   * @param origin of the neurons of the network whose root this is
   */
  public RootRows(int depth, Origin origin) {
    this(new Kept(new int[depth][0]), origin);
  }

  /** For a network that is searched as it is. */
  public static RootRows of(Network network) {
    return new RootRows(network.depth(), Origin.identity(network.depth()));
  }

  private RootRows(Kept kept, Origin origin) {
    this.kept = kept;
    this.origin = origin;
  }

  /** Keeps rows in the same place, for a network made of the one that this is for. */
  public RootRows within(Origin made) {
    return new RootRows(kept, origin.of(made));
  }

  /** Takes the open neurons of a ReLU layer, when the bounds of what it reads are there. */
  public void open(int k, BatchBounds bounds) {
    if (bounds.network().layer(k) instanceof ActivationLayer act
        && act.activation().kind() == Activation.Kind.RELU) {
      double[] low = bounds.lower(act.source());
      double[] high = bounds.upper(act.source());
      kept.open[origin.layer(k)] =
          IntStream.range(0, act.size()).filter(i -> low[i] < 0 && high[i] > 0).toArray();
    }
  }

  /** All neurons that slopes are kept of. */
  public SlopeNeurons neurons() {
    return new SlopeNeurons(kept.open);
  }

  /** Where the neurons of the network that this is for come from. */
  public Origin origin() {
    return origin;
  }

  /** Keeps passes with guessed slopes of the first round, too: no derivation makes them. */
  public void keepGuessed() {
    kept.isGuessedKept = true;
  }

  /** Begins another round, which may use the bounds of those before. */
  public void begin() {
    kept.begin();
  }

  /** Keeps the slopes of rows of the network that this is for. */
  public SlopeListener listener(Network network) {
    SlopeNeurons known = neurons();
    SlopeBytes bytes = new SlopeBytes(network, origin, known);
    return (layer, neuron, isNegated, slopes, row, multipliers) ->
        kept.add(
            new Step.NeuronRow(
                origin.layer(layer),
                origin.neuron(layer, neuron),
                isNegated,
                slopes == SlopeListener.GUESSED
                    ? GUESSED
                    : bytes.of(slopes, row, known.before(origin.layer(layer))),
                multipliers));
  }

  /** One step for every round, in an order that does not depend on threads. */
  public List<Step> steps() {
    return kept.steps();
  }

  /** A lower or upper bound of a neuron. */
  private record Bound(int layer, int neuron, boolean isNegated) {}

  private static final class Kept {
    private static final long MOST_BYTES = 400_000_000;

    private final int[][] open;
    private final List<Map<Bound, Step.NeuronRow>> rounds = new ArrayList<>();
    private long bytes;
    private boolean isGuessedKept;

    Kept(int[][] open) {
      this.open = open;
      begin();
    }

    final synchronized void begin() {
      rounds.add(new HashMap<>());
    }

    /** A pass with guessed slopes gives more than the first derivation where others came before. */
    synchronized void add(Step.NeuronRow row) {
      Map<Bound, Step.NeuronRow> round = rounds.get(rounds.size() - 1);
      if (row.slopes() == GUESSED && round.isEmpty() && !isGuessedKept) {
        return;
      }
      bytes += row.slopes().length + (long) Float.BYTES * row.multipliers().length;
      if (bytes <= MOST_BYTES) {
        round.put(new Bound(row.layer(), row.neuron(), row.isNegated()), row);
      }
    }

    synchronized List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      for (Map<Bound, Step.NeuronRow> round : rounds) {
        if (!round.isEmpty() || isGuessedKept && steps.isEmpty()) {
          List<Step.NeuronRow> sorted = new ArrayList<>(round.values());
          sorted.sort(
              Comparator.comparingInt(Step.NeuronRow::layer)
                  .thenComparingInt(Step.NeuronRow::neuron)
                  .thenComparing(Step.NeuronRow::isNegated));
          steps.add(new Step.Derive(Step.Passes.LISTED, sorted));
        }
      }
      return steps;
    }
  }
}
