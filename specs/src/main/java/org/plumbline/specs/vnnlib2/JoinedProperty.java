package org.plumbline.specs.vnnlib2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.CaseAssembly;
import org.plumbline.specs.vnnlib.RefusedException;
import org.plumbline.specs.vnnlib.Room;
import org.plumbline.specs.vnnlib.VnnLibParseException;

/**
 * A document as a {@link Property} of one network: all declared networks side by side, inputs that
 * are asserted equal merged into one, and products of variables as outputs behind the declared
 * ones.
 *
 * <p>The inputs of {@link #property()} are the free inputs; its outputs are those of {@link
 * ElementOrder}, then {@link #products()}. It is violated at a point exactly where all assertions
 * of the document hold: boxes and rows are exact, and what interval propagation adds to boxes
 * follows from rows that stay.
 */
public final class JoinedProperty {
  private final ElementOrder order;
  private final int[] freeOfInput;
  private final List<Product> products;
  private final Property property;

  private JoinedProperty(
      ElementOrder order, int[] freeOfInput, List<Product> products, Property property) {
    this.order = order;
    this.freeOfInput = freeOfInput;
    this.products = products;
    this.property = property;
  }

  /**
   * @param file the name for messages
   * @throws VnnLibParseException when an input has no bounds, or the formulas are too large
   */
  public static JoinedProperty of(Document document, String file) {
    return of(document, file, Room.ofJava());
  }

  /**
   * @param room for products and terms
   */
  static JoinedProperty of(Document document, String file, Room room) {
    try {
      return of(document, room);
    } catch (RefusedException | ArithmeticException e) {
      throw new VnnLibParseException(file, 0, 0, e.getMessage());
    }
  }

  private static JoinedProperty of(Document document, Room room) throws RefusedException {
    ElementOrder order = ElementOrder.of(document);
    List<Formula> conjuncts = new ArrayList<>();
    document.assertions().forEach(assertion -> collect(assertion, conjuncts));
    int[] freeOfInput = InputClasses.freeOfInput(conjuncts, order);
    int free = 1 + Arrays.stream(freeOfInput).max().orElseThrow();
    Rows rows = new Rows(order, freeOfInput, room);
    CaseAssembly assembly =
        new CaseAssembly(
            free, new IntervalPropagation(names(order, freeOfInput)), CaseAssembly.LIST_ALL);
    for (Formula conjunct : conjuncts) {
      assembly.add(rows.of(conjunct));
    }
    List<Case> cases = assembly.cases();
    List<Product> products = rows.products();
    return new JoinedProperty(
        order, freeOfInput, products, new Property(free, order.outputs() + products.size(), cases));
  }

  private static void collect(Formula formula, List<Formula> conjuncts) {
    if (formula instanceof Formula.And and) {
      and.parts().forEach(part -> collect(part, conjuncts));
    } else {
      conjuncts.add(formula);
    }
  }

  private static IntFunction<String> names(ElementOrder order, int[] freeOfInput) {
    return free -> {
      int input = 0;
      while (freeOfInput[input] != free) {
        input++;
      }
      return order.name(order.input(input));
    };
  }

  /** Where declared elements stand. */
  public ElementOrder order() {
    return order;
  }

  /** For each declared input the free input that stands for it. */
  public int[] freeOfInput() {
    return freeOfInput.clone();
  }

  /** Number of free inputs. */
  public int freeInputs() {
    return property.inputs();
  }

  /** Outputs behind the declared ones. */
  public List<Product> products() {
    return products;
  }

  /** Over free inputs, and outputs with products. */
  public Property property() {
    return property;
  }
}
