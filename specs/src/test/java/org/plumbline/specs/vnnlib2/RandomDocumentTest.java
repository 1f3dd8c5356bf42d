package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.specs.property.Case;

/** A document says the same as written, printed, joined, and in binary32 where that is exact. */
class RandomDocumentTest {
  private static final int DOCUMENTS = 300;
  private static final int POINTS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void joiningKeepsTheMeaning(long seed) {
    Random random = new Random(seed);
    int inside = 0;
    int outside = 0;
    int products = 0;
    int merged = 0;
    for (int k = 0; k < DOCUMENTS; k++) {
      String text = RandomText.of(random);
      Document document = Vnnlib2ParserTest.parse(text);
      JoinedProperty joined = JoinedProperty.of(document, "random");
      products += joined.products().size();
      merged += joined.order().inputs() - joined.freeInputs();
      for (int p = 0; p < POINTS; p++) {
        Map<Element, BigDecimal> point = point(random, document, joined);
        boolean expected = document.holds(point::get);
        assertThat(holds(joined, point))
            .as("seed %d, at %s:\n%s", seed, point, text)
            .isEqualTo(expected);
        assertThat(Float32Evaluation.holds(document, e -> point.get(e).floatValue()))
            .as("binary32, seed %d, at %s:\n%s", seed, point, text)
            .isEqualTo(expected);
        inside += expected ? 1 : 0;
        outside += expected ? 0 : 1;
      }
    }
    assertThat(inside).isGreaterThan(500);
    assertThat(outside).isGreaterThan(500);
    assertThat(products).isGreaterThan(100);
    assertThat(merged).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void printingKeepsTheDocument(long seed) {
    Random random = new Random(seed);
    for (int k = 0; k < DOCUMENTS; k++) {
      Document document = Vnnlib2ParserTest.parse(RandomText.of(random));
      assertThat(Vnnlib2ParserTest.parse(Vnnlib2Printer.print(document)))
          .as("seed %d, document %d", seed, k)
          .isEqualTo(document);
    }
  }

  /** Multiples of 1/4 from −1 to 1; equal in half of the points where the property merges them. */
  private static Map<Element, BigDecimal> point(
      Random random, Document document, JoinedProperty joined) {
    boolean equal = random.nextBoolean();
    boolean together = random.nextInt(4) == 0;
    BigDecimal common = value(random);
    BigDecimal[] free = new BigDecimal[joined.freeInputs()];
    int[] freeOfInput = joined.freeOfInput();
    Map<Element, BigDecimal> point = new HashMap<>();
    List<VariableDeclaration> variables = document.variables();
    for (int v = 0; v < variables.size(); v++) {
      for (int i = 0; i < variables.get(v).size(); i++) {
        Element element = new Element(v, i);
        BigDecimal value = together && random.nextInt(4) > 0 ? common : value(random);
        if (joined.order().isInput(element) && equal) {
          int f = freeOfInput[joined.order().index(element)];
          free[f] = free[f] == null ? value : free[f];
          value = free[f];
        }
        point.put(element, value);
      }
    }
    return point;
  }

  private static BigDecimal value(Random random) {
    return BigDecimal.valueOf(random.nextInt(10) - 4).multiply(new BigDecimal("0.25"));
  }

  /** Whether the point has its merged inputs equal and lies in an unsafe set of a case. */
  private static boolean holds(JoinedProperty joined, Map<Element, BigDecimal> point) {
    ElementOrder order = joined.order();
    BigDecimal[] x = new BigDecimal[joined.freeInputs()];
    BigDecimal[] y = new BigDecimal[joined.property().outputs()];
    int[] freeOfInput = joined.freeOfInput();
    for (Map.Entry<Element, BigDecimal> entry : point.entrySet()) {
      int index = order.index(entry.getKey());
      if (!order.isInput(entry.getKey())) {
        y[index] = entry.getValue();
      } else if (x[freeOfInput[index]] == null) {
        x[freeOfInput[index]] = entry.getValue();
      } else if (x[freeOfInput[index]].compareTo(entry.getValue()) != 0) {
        return false;
      }
    }
    for (int k = 0; k < joined.products().size(); k++) {
      y[order.outputs() + k] = joined.products().get(k).value(x, y);
    }
    for (Case part : joined.property().cases()) {
      if (part.inputs().contains(x)
          && part.unsafe().stream().anyMatch(unsafe -> unsafe.contains(x, y))) {
        return true;
      }
    }
    return false;
  }
}
