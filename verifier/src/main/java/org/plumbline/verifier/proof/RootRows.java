package org.plumbline.verifier.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.GeneratorSpace;
import org.plumbline.verifier.bounds.SlopeListener;
import org.plumbline.verifier.bounds.TreeListener;

/**
 * The slopes and multipliers by which the bounds of neurons at the root of a case were found,
 * collected from several threads; rounds of them follow one another, and of each bound a round
 * keeps the last, which is the best. Past a limit no more are kept, which leaves the proof weaker
 * than the search was.
 */
public final class RootRows {
  /** Of slopes and trees; past that the proof gets weaker than the search was. */
  public static final long MOST_BYTES = 400_000_000;

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

  /**
   * For a part of the case that a derivation bounds with guessed slopes: keeps nothing of that, and
   * slopes are of the same neurons.
   */
  public RootRows ofPart() {
    Kept own = new Kept(kept.open);
    own.isOfPart = true;
    return new RootRows(own, origin);
  }

  /** Whether the rows are those of a part of the case. */
  public boolean isOfPart() {
    return kept.isOfPart;
  }

  /**
   * Takes the neurons of a layer whose slopes may be chosen, when the bounds of what it reads are
   * there: of ReLUs those that are open, of others those that vary.
   */
  public void open(int k, BatchBounds bounds) {
    Layer layer = bounds.network().layer(k);
    if (!SlopeNeurons.areOf(layer)) {
      return;
    }
    IntPredicate isChosen = i -> true;
    for (int source : layer.sources()) {
      double[] low = bounds.lower(source);
      double[] high = bounds.upper(source);
      isChosen =
          isChosen.and(
              ActivationLayer.isRelu(layer)
                  ? i -> low[i] < 0 && high[i] > 0
                  : i -> low[i] < high[i]);
    }
    kept.open[origin.layer(k)] = IntStream.range(0, layer.size()).filter(isChosen).toArray();
  }

  /** All neurons that slopes are kept of. */
  public SlopeNeurons neurons() {
    return new SlopeNeurons(kept.open);
  }

  /** Whether slopes were left out because of the memory that they take. */
  public boolean isFull() {
    return kept.isFull();
  }

  /** Where the neurons of the network that this is for come from. */
  public Origin origin() {
    return origin;
  }

  /** Keeps passes with guessed slopes of the first round, too: no derivation makes them. */
  public void keepGuessed() {
    kept.isGuessedKept = true;
  }

  /**
   * Whether affine layers are narrowed by passes alone, because intervals of a reduced network may
   * be narrower than what a checker finds in the whole one: where only some neurons got a pass, and
   * in parts of the case.
   */
  public boolean isByPasses() {
    return isChosen() || isOfPart();
  }

  /** Whether passes with guessed slopes are kept, because only some neurons get one. */
  public boolean isChosen() {
    return kept.isGuessedKept;
  }

  /** Begins another round, which may use the bounds of those before. */
  public void begin() {
    kept.begin();
  }

  /** Keeps the slopes of rows of the network that this is for. */
  public SlopeListener listener(Network network) {
    return keeper(network);
  }

  /** Keeps the slopes of rows, and trees, of the network that this is for. */
  public Keeper keeper(Network network) {
    return new Keeper(network);
  }

  /** What keeps rows of one network. */
  public final class Keeper implements SlopeListener, TreeListener {
    private final SlopeNeurons known = neurons();
    private final SlopeBytes bytes;

    private Keeper(Network network) {
      this.bytes = new SlopeBytes(network, origin, known);
    }

    @Override
    public void found(
        int layer, int neuron, boolean isNegated, RowSlopes slopes, int row, float[] multipliers) {
      keep(layer, neuron, isNegated, slopes, row, multipliers, Optional.empty());
    }

    @Override
    public void found(
        int layer,
        int neuron,
        boolean isNegated,
        RowSlopes slopes,
        int row,
        SplitTree tree,
        GeneratorSpace space) {
      int[] nodes = tree.nodes();
      for (int t = 0; t < nodes.length; t++) {
        if (nodes[t] >= 0) {
          int relu = space.relu()[nodes[t]];
          nodes[t] =
              known.position(origin.layer(relu), origin.neuron(relu, space.neuron()[nodes[t]]));
        }
      }
      SplitTree kept = new SplitTree(nodes, tree.multipliers());
      keep(layer, neuron, isNegated, slopes, row, new float[0], Optional.of(kept));
    }

    private void keep(
        int layer,
        int neuron,
        boolean isNegated,
        RowSlopes slopes,
        int row,
        float[] multipliers,
        Optional<SplitTree> tree) {
      int at = origin.layer(layer);
      byte[] chosen =
          slopes == SlopeListener.GUESSED
              ? RootRows.GUESSED
              : bytes.of(slopes, row, known.before(at));
      int of = origin.neuron(layer, neuron);
      kept.add(new Step.NeuronRow(at, of, isNegated, chosen, multipliers, tree));
    }
  }

  /** One step for every round, in an order that does not depend on threads. */
  public List<Step> steps() {
    return kept.steps();
  }

  /** A lower or upper bound of a neuron. */
  private record Bound(int layer, int neuron, boolean isNegated) {}

  private static final class Kept {
    private static final int OBJECT_BYTES = 128;

    private final int[][] open;
    private final List<Map<Bound, Step.NeuronRow>> rounds = new ArrayList<>();
    private long bytes;
    private boolean isGuessedKept;
    private boolean isOfPart;

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
      bytes += row.tree().map(Kept::bytes).orElse(0L);
      if (bytes <= MOST_BYTES) {
        round.put(new Bound(row.layer(), row.neuron(), row.isNegated()), row);
      }
    }

    synchronized boolean isFull() {
      return bytes > MOST_BYTES;
    }

    private static long bytes(SplitTree tree) {
      return OBJECT_BYTES * (long) tree.leaves().size()
          + 2L * Float.BYTES * tree.multipliers().length;
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
