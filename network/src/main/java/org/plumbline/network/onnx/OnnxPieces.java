package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ConditionalNetwork;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.lowering.RegionalInputs;

/**
 * Reads a model on a box where it cannot be read as one network, because an operator needs a
 * constant that is computed from inputs: a slice that starts where an input says. Inputs that the
 * box fixes at float32 values are constants. An input that is cast to an integer is one in each
 * piece of the box on which its whole part stays the same; pieces are tried one by one, and those
 * in which the rest of the graph sees the same constants share a network.
 */
public final class OnnxPieces {
  private static final long MOST_CHOICES = 1 << 14;

  /** Elements of the constants that choices are told apart by. */
  private static final long MOST_ELEMENTS = 1L << 25;

  private final OnnxLowering lowering;
  private final OnnxModel model;
  private final Box box;

  /** The least and the greatest whole parts of the inputs that have several. */
  private final SortedMap<Integer, Long> first = new TreeMap<>();

  private final SortedMap<Integer, Long> last = new TreeMap<>();
  private final IndexCone cone;

  private OnnxPieces(OnnxModel model, ModelSelection selection, Box box) {
    this.model = model;
    this.lowering = new OnnxLowering(model, selection);
    this.box = box;
    RegionalInputs known = new RegionalInputs(box, Map.of());
    OnnxLowering.Lowered lowered = lowering.lower(Optional.of(known));
    for (int input : known.wholeParts().keySet()) {
      if (known.first(input) < known.last(input)) {
        first.put(input, known.first(input));
        last.put(input, known.last(input));
      }
    }
    this.cone = new IndexCone(lowering, lowered);
  }

  /**
   * Networks that together describe a model on a box of its inputs.
   *
   * @param box rounded outward; an input is fixed where both ends are the same
   * @throws org.plumbline.network.model.UnsupportedOperatorException if that is not enough, or
   *     there are too many pieces
   */
  public static List<NetworkPiece> of(OnnxModel model, Box box) {
    return of(model, ModelSelection.NONE, box);
  }

  /**
   * The same of what is chosen of a model.
   *
   * @throws org.plumbline.network.model.UnsupportedOperatorException as above
   */
  public static List<NetworkPiece> of(OnnxModel model, ModelSelection selection, Box box) {
    return new OnnxPieces(model, selection, box).pieces();
  }

  /**
   * The network of a model where all integers are 0, to see what a model is that has to be read in
   * pieces.
   *
   * @throws org.plumbline.network.model.UnsupportedOperatorException as above
   */
  public static Network atZero(OnnxModel model, ModelSelection selection) {
    Box box = new ModelInputs(model, selection).boxAtZero();
    return of(model, selection, box).get(0).maker().get().on(List.of(box));
  }

  private List<NetworkPiece> pieces() {
    requireFew();
    List<NetworkPiece> pieces = new ArrayList<>();
    Set<IndexCone.Rim> seen = new HashSet<>();
    long elements = 0;
    SortedMap<Integer, Long> choice = first;
    while (choice != null) {
      SortedMap<Integer, Long> wholeParts = choice;
      IndexCone.Rim rim = cone.at(new RegionalInputs(box, wholeParts));
      if (seen.add(rim)) {
        pieces.add(new NetworkPiece(wholeParts, () -> network(wholeParts)));
        elements += rim.elements();
        if (elements > MOST_ELEMENTS) {
          throw refusal("depend on inputs in more than " + pieces.size() + " ways");
        }
      }
      choice = next(choice);
    }
    return pieces;
  }

  private void requireFew() {
    double choices = 1;
    for (int input : first.keySet()) {
      choices *= last.get(input) - first.get(input) + 1.0;
    }
    if (choices > MOST_CHOICES) {
      throw refusal(
          "depend on the whole parts of "
              + (first.size() == 1 ? "input X_" : first.size() + " inputs, the first X_")
              + first.firstKey()
              + ", and the property lets them be anything in "
              + (long) choices
              + " ways; supported are "
              + MOST_CHOICES);
    }
  }

  /** The next choice of whole parts, counting up the last input first, or null after the last. */
  private SortedMap<Integer, Long> next(SortedMap<Integer, Long> choice) {
    SortedMap<Integer, Long> next = new TreeMap<>(choice);
    List<Integer> inputs = new ArrayList<>(choice.keySet());
    for (int k = inputs.size() - 1; k >= 0; k--) {
      int input = inputs.get(k);
      if (choice.get(input) < last.get(input)) {
        next.put(input, choice.get(input) + 1);
        return next;
      }
      next.put(input, first.get(input));
    }
    return null;
  }

  private ConditionalNetwork network(SortedMap<Integer, Long> choice) {
    RegionalInputs known = new RegionalInputs(box, choice);
    Network network = lowering.lower(Optional.of(known)).network();
    requireUnread(network);
    return new ConditionalNetwork(network, known.values(), known.wholeParts());
  }

  /** Inputs of several whole parts may be read for these only: a piece is one point of them. */
  private void requireUnread(Network network) {
    double[] open = new double[network.inputSize()];
    first.keySet().forEach(input -> open[input] = 1);
    for (Layer layer : network.layers()) {
      if (!first.isEmpty() && reads(layer, open)) {
        throw refusal("depend on inputs that the network reads otherwise, too");
      }
    }
  }

  private static boolean reads(Layer layer, double[] open) {
    if (!(layer instanceof AffineLayer affine)) {
      for (int source : layer.sources()) {
        if (source == 0) {
          return true;
        }
      }
      return false;
    }
    for (AffineLayer.Term term : affine.terms()) {
      if (term.source() == 0) {
        double[] reached = new double[affine.size()];
        term.map().applyAbsolute(open, reached);
        for (double weight : reached) {
          if (weight != 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private OnnxParseException refusal(String what) {
    return new OnnxParseException(model.file(), "places in the graph's tensors " + what);
  }
}
