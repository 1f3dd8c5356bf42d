package org.plumbline.certificates.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Functions of symbols are the same sums however their numbers are kept. */
class AffineFormTest {
  private static final int LENGTH = 40;

  private final Random random = new Random(20261201);

  /** Whole numbers, so that sums are exact; few of them are not 0 in every second one. */
  private double[] numbers() {
    double[] all = new double[1 + random.nextInt(LENGTH)];
    int few = random.nextBoolean() ? 12 : 1;
    for (int s = 0; s < all.length; s++) {
      all[s] = random.nextInt(few) == 0 ? random.nextInt(9) - 4 : 0;
    }
    return all;
  }

  private static double[] all(AffineForm form) {
    double[] all = new double[LENGTH + 1];
    form.addTo(1, all);
    return all;
  }

  @Test
  void sumsAreThoseOfAllNumbers() {
    int kept = 0;
    for (int trial = 0; trial < 4000; trial++) {
      double[] first = numbers();
      double[] second = numbers();
      int a = random.nextInt(5) - 2;
      int b = random.nextInt(3) - 1;
      int symbol = random.nextBoolean() ? LENGTH : 0;
      double own = symbol == 0 ? 0 : 1 + random.nextInt(3);
      double c = random.nextInt(3) - 1;
      double[] expected = new double[LENGTH + 1];
      double size = 0;
      for (int s = 0; s <= LENGTH; s++) {
        double of = s < first.length ? a * first[s] : 0;
        expected[s] = of + (s < second.length ? b * second[s] : 0) + 0.0; // no negative zeros
      }
      expected[symbol] += own;
      expected[0] += c;
      for (int s = 1; s <= LENGTH; s++) {
        size += Math.abs(expected[s]);
      }
      AffineForm x =
          random.nextBoolean() ? AffineForm.packed(first.clone()) : AffineForm.dense(first.clone());
      AffineForm y =
          random.nextBoolean()
              ? AffineForm.packed(second.clone())
              : AffineForm.dense(second.clone());
      AffineForm sum = x.combined(a, b, y, symbol, own).plus(c);
      kept += sum.isDense() ? 0 : 1;
      assertThat(all(sum)).as("trial %d", trial).isEqualTo(expected);
      assertThat(sum.constant()).as("trial %d", trial).isEqualTo(expected[0]);
      assertThat(sum.sizeOfSymbols()).as("trial %d", trial).isEqualTo(size);
      assertThat(all(x)).as("trial %d, not changed", trial).startsWith(first);
    }
    assertThat(kept).as("sums that keep places").isGreaterThan(200);
  }

  @Test
  void fewNumbersAreKeptWithTheirPlaces() {
    double[] all = new double[LENGTH];
    all[17] = 3;
    AffineForm packed = AffineForm.packed(all);
    assertThat(packed.isDense()).isFalse();
    assertThat(packed.entries()).isEqualTo(2);
    assertThat(packed.length()).isEqualTo(18);
    assertThat(packed.constant()).isZero();
  }
}
