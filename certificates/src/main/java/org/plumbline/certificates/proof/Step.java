package org.plumbline.certificates.proof;

import java.util.List;
import java.util.Optional;

/** What a node of a proof does before it is split or closed, in order. */
public sealed interface Step {

  /**
   * Bounds neurons over the node, layer by layer: by intervals, and some by a backward pass from
   * below and above.
   *
   * @param rows slopes for passes that have their own
   */
  record Derive(Passes passes, List<NeuronRow> rows) implements Step {
    public Derive {
      rows = List.copyOf(rows);
    }

    /** Whether a neuron is bounded by a tree of splits. */
    public boolean hasTrees() {
      return rows.stream().anyMatch(row -> row.tree().isPresent());
    }
  }

  /**
   * Bounds neurons over the node, layer by layer: by intervals, and by one zonotope.
   *
   * @param symbols that it may have
   */
  record Enclose(int symbols) implements Step {}

  /** Which neurons get backward passes, and how activations are relaxed in them. */
  enum Passes {
    /** Every neuron whose interval leaves an activation open. */
    OPEN,
    /** The same, with activations between parallel lines. */
    OPEN_PARALLEL,
    /** Those that the step lists. */
    LISTED
  }

  /**
   * The slopes of one neuron's pass, one byte for every slope neuron of the layers before.
   *
   * @param isNegated whether it is the pass from above
   * @param multipliers ≥ 0 of the first literals of the premise, none of a later layer
   * @param tree whose leaves get a pass each, instead of one for all
   */
  record NeuronRow(
      int layer,
      int neuron,
      boolean isNegated,
      byte[] slopes,
      float[] multipliers,
      Optional<SplitTree> tree) {
    /** Without a tree. */
    public NeuronRow(int layer, int neuron, boolean isNegated, byte[] slopes, float[] multipliers) {
      this(layer, neuron, isNegated, slopes, multipliers, Optional.empty());
    }

    /** Without a premise and without a tree. */
    public NeuronRow(int layer, int neuron, boolean isNegated, byte[] slopes) {
      this(layer, neuron, isNegated, slopes, new float[0]);
    }
  }

  /**
   * Bounds every row of every open polyhedron: a row whose lower bound exceeds its limit refutes
   * its polyhedron, the others clip the input box.
   */
  record ClipInputs() implements Step {}

  /** Refutes a polyhedron by a weighted sum of its rows. */
  record Refute(Witness witness) implements Step {}

  /**
   * Narrows neurons by one linear constraint on the inputs.
   *
   * @param constraint the rows of the only open polyhedron, or null for the newest split
   */
  record ClipNeurons(Witness constraint, List<Claim> claims) implements Step {
    public ClipNeurons {
      claims = List.copyOf(claims);
    }
  }

  /** Narrows neurons and inputs by one constraint after the other, each with what is known then. */
  record Propagate(List<Hint> hints) implements Step {
    public Propagate {
      hints = List.copyOf(hints);
    }
  }

  /**
   * A constraint to narrow by.
   *
   * @param kind says what the index is one of
   * @param layer of a neuron, else 0
   */
  record Hint(HintKind kind, int layer, int index) {
    /** The conflict of a number, those of the nodes nearest to the root first. */
    public static Hint ofConflict(int number) {
      return new Hint(HintKind.CONFLICT, 0, number);
    }

    /** What a neuron is computed from, by the bounds of the neuron. */
    public static Hint ofNeuron(int layer, int neuron) {
      return new Hint(HintKind.NEURON, layer, neuron);
    }

    /** A row of the only open polyhedron. */
    public static Hint ofRow(int row) {
      return new Hint(HintKind.ROW, 0, row);
    }
  }

  /** What narrows, in the order of the file format. */
  enum HintKind {
    CONFLICT,
    NEURON,
    ROW
  }

  /**
   * A bound of a neuron that a constraint implies.
   *
   * @param position of the neuron's ReLU among the slope neurons
   * @param isUpper whether it is an upper bound
   * @param multiplier ≥ 0 of the constraint
   */
  record Claim(int position, boolean isUpper, float multiplier) {}

  /**
   * A weighted sum of rows of a polyhedron and what bounds it.
   *
   * @param rows of the polyhedron
   * @param weights ≥ 0, one per row
   * @param slopes one byte for every slope neuron, or null
   * @param multipliers ≥ 0 of the literals of the premise and the splits of neurons above, the
   *     root's first, or null
   */
  record Witness(
      int polyhedron, int[] rows, double[] weights, byte[] slopes, float[] multipliers) {}
}
