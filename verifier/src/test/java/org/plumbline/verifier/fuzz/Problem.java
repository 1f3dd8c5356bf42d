package org.plumbline.verifier.fuzz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;

/**
 * A question to be put to the verifier: can the network reach one of some polyhedra from a box?
 *
 * @param unsafe polyhedra, each with all of its rows
 * @param hint an input from which one may be reached, or null
 */
record Problem(Network network, Box box, List<List<Row>> unsafe, double[] hint) {

  /**
   * {@code inputs·x + outputs·y ≤ limit}.
   *
   * @param inputs one per input, or null for none
   */
  record Row(double[] inputs, double[] outputs, double limit) {
    LinearInequality inequality() {
      return new LinearInequality(
          indices(inputs),
          exact(inputs),
          indices(outputs),
          exact(outputs),
          new BigDecimal(limit),
          false);
    }

    Row withLimit(double newLimit) {
      return new Row(inputs, outputs, newLimit);
    }

    private static int[] indices(double[] coefficients) {
      int[] indices = new int[coefficients == null ? 0 : coefficients.length];
      Arrays.setAll(indices, i -> i);
      return indices;
    }

    @Override
    public String toString() {
      String ofInputs = inputs == null ? "" : Arrays.toString(inputs) + " x + ";
      return ofInputs + Arrays.toString(outputs) + " y <= " + limit;
    }
  }

  private static BigDecimal[] exact(double[] values) {
    return values == null
        ? new BigDecimal[0]
        : Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  Query query() {
    List<Polyhedron> polyhedra = new ArrayList<>();
    for (List<Row> rows : unsafe) {
      polyhedra.add(new Polyhedron(rows.stream().map(Row::inequality).toList()));
    }
    DecimalBox inputs = new DecimalBox(exact(box.lower()), exact(box.upper()));
    return Query.of(
        network,
        new Property(
            network.inputSize(), network.outputSize(), List.of(new Case(inputs, polyhedra))));
  }

  Problem withNetwork(Network changed) {
    return new Problem(changed, box, unsafe, hint);
  }

  /** The hint is moved into the box. */
  Problem withBox(Box changed) {
    double[] moved = hint == null ? null : hint.clone();
    for (int i = 0; moved != null && i < moved.length; i++) {
      moved[i] = Math.max(changed.lower()[i], Math.min(changed.upper()[i], moved[i]));
    }
    return new Problem(network, changed, unsafe, moved);
  }

  Problem withUnsafe(List<List<Row>> changed) {
    return new Problem(network, box, changed, hint);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(NetworkText.of(network));
    text.append("lower = ").append(Arrays.toString(box.lower())).append('\n');
    text.append("upper = ").append(Arrays.toString(box.upper())).append('\n');
    for (List<Row> rows : unsafe) {
      text.append("unsafe ").append(rows).append('\n');
    }
    return text.toString();
  }
}
