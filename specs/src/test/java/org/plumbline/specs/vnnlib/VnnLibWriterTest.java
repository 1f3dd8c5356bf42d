package org.plumbline.specs.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

class VnnLibWriterTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void writtenPropertiesReadBackEqual(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      Property property = property(random);
      String text = VnnLibWriter.write(property);
      assertThat(VnnLibParser.parse(text, "written"))
          .as("seed %d, round %d:%n%s", seed, round, text)
          .isEqualTo(property);
    }
  }

  private static Property property(Random random) {
    int inputs = 1 + random.nextInt(4);
    int outputs = 1 + random.nextInt(4);
    List<Case> cases = new ArrayList<>();
    for (int k = random.nextInt(4); k > 0; k--) {
      DecimalBox box = box(random, inputs);
      List<Polyhedron> unsafe = new ArrayList<>();
      for (int p = 1 + random.nextInt(3); p > 0; p--) {
        unsafe.add(polyhedron(random, box, outputs));
      }
      cases.add(new Case(box, unsafe));
    }
    return new Property(inputs, outputs, cases);
  }

  private static DecimalBox box(Random random, int inputs) {
    BigDecimal[] lower = new BigDecimal[inputs];
    BigDecimal[] upper = new BigDecimal[inputs];
    for (int i = 0; i < inputs; i++) {
      lower[i] = decimal(random);
      upper[i] = lower[i].add(decimal(random).abs());
    }
    return new DecimalBox(lower, upper);
  }

  private static Polyhedron polyhedron(Random random, DecimalBox box, int outputs) {
    List<LinearInequality> inequalities = new ArrayList<>();
    if (box.varies(0) && box.size() == 1 && random.nextInt(4) == 0) {
      inequalities.add(LinearInequality.ofInput(0, BigDecimal.ONE, box.upper()[0], true));
    }
    for (int n = random.nextInt(4); n > 0; n--) {
      inequalities.add(inequality(random, box.size(), outputs));
    }
    return new Polyhedron(inequalities);
  }

  private static LinearInequality inequality(Random random, int inputs, int outputs) {
    if (outputs > 1 && random.nextInt(3) == 0) {
      return LinearInequality.outputOrder(random.nextInt(outputs - 1), outputs - 1);
    }
    int[] in = random.ints(random.nextInt(3), 0, inputs).toArray();
    int[] out = random.ints(1 + random.nextInt(3), 0, outputs).toArray();
    LinearInequality inequality =
        new LinearInequality(
            in,
            decimals(random, in.length),
            out,
            decimals(random, out.length),
            decimal(random),
            random.nextBoolean());
    return inequality.speaksOfOutputs() ? inequality : inequality(random, inputs, outputs);
  }

  private static BigDecimal[] decimals(Random random, int count) {
    BigDecimal[] decimals = new BigDecimal[count];
    java.util.Arrays.setAll(decimals, k -> random.nextBoolean() ? BigDecimal.ONE : decimal(random));
    return decimals;
  }

  private static BigDecimal decimal(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> BigDecimal.valueOf(random.nextInt(7) - 3);
      case 1 -> new BigDecimal(random.nextGaussian());
      case 2 -> BigDecimal.valueOf(random.nextInt(), random.nextInt(60) - 30);
      default -> BigDecimal.valueOf(random.nextInt(2_000) - 1_000, 3);
    };
  }

  @Test
  void writesTheShapesThatEveryReaderKnows() {
    DecimalBox box =
        new DecimalBox(new BigDecimal[] {BigDecimal.ZERO}, new BigDecimal[] {BigDecimal.TEN});
    LinearInequality limit =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE.negate()}, new BigDecimal("-0.5"));
    Property property =
        new Property(
            1,
            2,
            List.of(
                new Case(
                    box,
                    List.of(
                        Polyhedron.of(LinearInequality.outputOrder(1, 0)), Polyhedron.of(limit)))));
    assertThat(VnnLibWriter.write(property))
        .contains("(assert (>= X_0 0))", "(assert (<= X_0 10))")
        .contains("(and (<= Y_1 Y_0))", "(and (>= Y_0 0.5))");
  }
}
