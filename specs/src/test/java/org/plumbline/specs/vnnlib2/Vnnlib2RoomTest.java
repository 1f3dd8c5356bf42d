package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.vnnlib.Room;
import org.plumbline.specs.vnnlib.VnnLibParseException;

/**
 * What a document may take of memory; what is refused says how much it needs, and what there is.
 */
class Vnnlib2RoomTest {
  private static final Room LARGE = new Room(1L << 30);

  private static String network(int inputs) {
    return "(vnnlib-version <2.0>)(declare-network n (declare-input X real ["
        + inputs
        + "])(declare-output Y real [2]))";
  }

  private static Document document(String text, Room room) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Vnnlib2Parser.parse(new ByteArrayInputStream(bytes), "p.vnnlib", room);
  }

  private static JoinedProperty joined(String text, Room room) {
    return JoinedProperty.of(document(text, LARGE), "p.vnnlib", room);
  }

  private static String bounds(int inputs) {
    return IntStream.range(0, inputs)
        .mapToObj(i -> "(> X[I] 0.0) (< X[I] 1.0) ".replace("I", "" + i))
        .collect(Collectors.joining("", "(assert (and ", "))"));
  }

  @Test
  void nestingThatIsCopiedTooOftenIsRefused() {
    String wide = "(or" + " (<= Y[0] 1.0)".repeat(60_000) + ")";
    String text =
        network(1)
            + bounds(1)
            + "(assert "
            + "(or (<= Y[1] 1.0) ".repeat(900)
            + wide
            + ")".repeat(900)
            + ")";
    assertThatThrownBy(() -> joined(text, LARGE)).hasMessageContaining("nested too deep");
  }

  /** Many strict ends in many alternatives would be as many rows. */
  @Test
  void strictEndsInAlternativesHaveALimit() {
    String text = network(100) + bounds(100) + "(assert (!= Y[0] 1.0))".repeat(30);
    assertThatThrownBy(() -> joined(text, LARGE))
        .hasMessageContaining("alternatives with")
        .hasMessageContaining("a third of Java's memory");
  }

  @Test
  void partsOfAssertionsHaveALimit() {
    String text = network(1) + "(assert (or" + " (<= Y[0] 1.0)".repeat(10) + "))\n";
    assertThat(document(text, new Room(31 * 100)).assertions()).hasSize(1);
    assertThatThrownBy(() -> document(text, new Room(31 * 100 - 1)))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageContaining("p.vnnlib:1:")
        .hasMessageContaining("31 operators, constants and variables, which take some 1 MiB")
        .hasMessageContaining("it may take 0 MiB, a third of Java's memory (-Xmx gives it more)");
  }

  @Test
  void termsHaveALimit() {
    String sum = "(+ X[0] X[1] X[2])";
    String text = network(3) + bounds(3) + "(assert (<= " + sum + " Y[0]))";
    assertThat(joined(text, new Room(13 * 100)).property().polyhedra()).isEqualTo(1);
    assertThatThrownBy(() -> joined(text, new Room(13 * 100 - 1)))
        .hasMessageContaining("p.vnnlib")
        .hasMessageContaining("13 terms in its comparisons");
  }

  /** More different products than 100,000 are read where there is room for them. */
  @Test
  void productsHaveALimit() {
    String sums =
        IntStream.range(0, 2)
            .mapToObj(
                half ->
                    IntStream.range(0, 310)
                        .mapToObj(i -> " X[" + (310 * half + i) + "]")
                        .collect(Collectors.joining("", "(+", ")")))
            .collect(Collectors.joining(" "));
    String cubes =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "(<= (* X[" + i + "] X[" + i + "] X[0]) 0.0)")
            .collect(Collectors.joining(" ", "(and ", ")"));
    String text =
        network(4_000)
            + bounds(4_000)
            + "(assert (<= (* "
            + sums
            + ") 0.0)) (assert "
            + cubes
            + ")";
    assertThat(joined(text, LARGE).products()).hasSize(310 * 310 + 4_000);
    assertThatThrownBy(() -> joined(text, new Room(100_000L * 1_000)))
        .hasMessageContaining("100001 different products of variables, which take some 96 MiB");
  }
}
