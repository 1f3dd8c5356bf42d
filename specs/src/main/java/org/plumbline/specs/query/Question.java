package org.plumbline.specs.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * A property asked of a model, as queries of which one is violated exactly if the property is.
 * There are several where the model is read piece by piece.
 *
 * @param parts made when they are asked for, since each has a network of its own
 */
public record Question(Property property, List<Supplier<Query>> parts) {
  public Question {
    parts = List.copyOf(parts);
  }

  /** A query as it is. */
  public static Question of(Query query) {
    return new Question(query.property(), List.of(() -> query));
  }

  /**
   * A part for every case of a property and every piece of the model on its box. A piece does not
   * read the inputs that it has whole parts of, so one point of them is enough.
   *
   * @param pieces the networks that describe the model on a box
   * @throws IllegalArgumentException if an unsafe set depends on an input of which only one point
   *     is looked at, or rounding the box to doubles added a whole part
   */
  public static Question inPieces(Property property, Function<Box, List<NetworkPiece>> pieces) {
    List<Supplier<Query>> parts = new ArrayList<>();
    for (Case one : property.cases()) {
      for (NetworkPiece piece : pieces.apply(one.inputs().toBox())) {
        piece.wholeParts().forEach((input, whole) -> require(one, input, whole));
        parts.add(() -> query(property, one, piece));
      }
    }
    return new Question(property, parts);
  }

  private static Query query(Property property, Case one, NetworkPiece piece) {
    List<Case> pinned = List.of(pinned(one, piece.wholeParts()));
    Property part = property.with(property.outputs(), pinned);
    return Query.of(piece.maker().get(), part);
  }

  private static void require(Case one, int input, long whole) {
    BigDecimal point = nearest(one, input, whole);
    if (!point.toBigInteger().equals(BigInteger.valueOf(whole))) {
      throw new IllegalArgumentException(
          "the network uses input X_"
              + input
              + " as an index, and doubles round the end "
              + point
              + " of its range to "
              + whole);
    }
    for (Polyhedron unsafe : one.unsafe()) {
      for (LinearInequality inequality : unsafe.inequalities()) {
        for (int read : inequality.inputIndices()) {
          if (read == input) {
            throw new IllegalArgumentException(
                "the network uses input X_"
                    + input
                    + " as an index, so the property may bound it but not compare it with others");
          }
        }
      }
    }
  }

  /** The case with each of the inputs at the point nearest to its whole part. */
  private static Case pinned(Case one, Map<Integer, Long> wholeParts) {
    BigDecimal[] lower = one.inputs().lower().clone();
    BigDecimal[] upper = one.inputs().upper().clone();
    wholeParts.forEach(
        (input, whole) -> {
          BigDecimal point = nearest(one, input, whole);
          lower[input] = point;
          upper[input] = point;
        });
    return new Case(new DecimalBox(lower, upper), one.unsafe());
  }

  private static BigDecimal nearest(Case one, int input, long whole) {
    BigDecimal lower = one.inputs().lower()[input];
    BigDecimal upper = one.inputs().upper()[input];
    return BigDecimal.valueOf(whole).max(lower).min(upper);
  }
}
