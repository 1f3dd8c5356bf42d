package org.plumbline.specs.vnnlib2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.specs.vnnlib.VnnLibParseException;

class WitnessTest {
  private static final Document DOCUMENT =
      Vnnlib2ParserTest.parse(Vnnlib2ParserTest.ONE.replace("[2,3]", "[1,2]"));
  private static final String TEXT = "X float32 [1,2]\n0.5\n-0.1\ny float32 []\n0.0\n";

  private static Document of(String type) {
    return Vnnlib2ParserTest.parse(Vnnlib2ParserTest.ONE.replace("float32", type));
  }

  @Test
  void writesTensorsInOrder() {
    assertThat(Witness.write(DOCUMENT, List.of(new double[] {0.5, -0.1f}, new double[] {0})))
        .isEqualTo(TEXT);
  }

  @Test
  void readsWhatItWrites() {
    List<double[]> values = Witness.read(TEXT, DOCUMENT, "w.txt");
    assertThat(values.get(0)).containsExactly(0.5, -0.1f);
    assertThat(values.get(1)).containsExactly(0.0);
    List<double[]> lax =
        Witness.read(
            "sat\r\n\r\nX Real [1, 2]\r\n5e-1\r\n-0.1\r\n\r\ny real []\r\n 0\r\n", DOCUMENT, "w");
    assertThat(lax.get(0)).containsExactly(values.get(0));
  }

  /** Also through binary64, as Python reads it; with the sign of zero. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void decimalsReadBackAsTheSameNumber(long seed) {
    Random random = new Random(seed);
    for (int k = 0; k < 5_000; k++) {
      float single = Float.intBitsToFloat(random.nextInt());
      double wide = Double.longBitsToDouble(random.nextLong());
      if (Float.isFinite(single)) {
        String text = ShortDecimal.of(single);
        assertThat(Float.floatToIntBits(Float.parseFloat(text)))
            .isEqualTo(Float.floatToIntBits(single));
        assertThat(Float.floatToIntBits((float) Double.parseDouble(text)))
            .isEqualTo(Float.floatToIntBits(single));
        assertThat(text).matches("-?[0-9]+\\.[0-9]+");
      }
      if (Double.isFinite(wide)) {
        assertThat(Double.doubleToLongBits(Double.parseDouble(ShortDecimal.of(wide))))
            .isEqualTo(Double.doubleToLongBits(wide));
      }
    }
  }

  @Test
  void decimalsAreShort() {
    assertThat(ShortDecimal.of(0.1f)).isEqualTo("0.1");
    assertThat(ShortDecimal.of(0.1)).isEqualTo("0.1");
    assertThat(ShortDecimal.of((double) 0.1f)).isEqualTo("0.10000000149011612");
    assertThat(ShortDecimal.of(-0.0f)).isEqualTo("-0.0");
    assertThat(ShortDecimal.of(16777216f)).isEqualTo("16777216.0");
    assertThat(ShortDecimal.of(Float.MIN_VALUE)).isEqualTo("0." + "0".repeat(44) + "1");
    assertThat(ShortDecimal.of(1e22)).isEqualTo("1" + "0".repeat(22) + ".0");
    assertThat(Witness.read(TEXT.replace("\n0.0", "\n-0.0"), DOCUMENT, "w").get(1))
        .containsExactly(-0.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "X float32 [1,2]|0.5|-0.1|y float32 []      # w.txt:5:1: the file ends before the 1",
        "X float32 [1,2]|0.5|y float32 []|0.0       # w.txt:3:1: a value of X is expected",
        "X float32 [1,2]|0.5|-0.1|0.2|y float32 []  # w.txt:4:1: 'y float32 []' is expected",
        "X float32 [1,2]|0.5|-0.1|y float32 []|0|1  # w.txt:6:1: nothing is expected behind",
        "y float32 []|0.0|X float32 [1,2]|0.5|-0.1  # w.txt:1:1: 'X float32 [1,2]' is expected",
        "X float32 [2,1]|0.5|-0.1|y float32 []|0    # 'X float32 [1,2]' is expected, not",
        "X float64 [1,2]|0.5|-0.1|y float32 []|0    # 'X float32 [1,2]' is expected, not",
        "X float32|0.5|-0.1|y float32 []|0          # 'X float32 [1,2]' is expected, not",
        "X float32 [1,2]|0.5|nan|y float32 []|0     # w.txt:3:1: a value of X is expected",
        "X float32 [1,2]|0.5|1e39|y float32 []|0    # 1e39 is beyond the numbers of float32",
        "X float32 [1,2]|0.5|1e9999999|y float32 [] # an exponent lies within",
        "sat|sat|X float32 [1,2]                    # w.txt:2:1: 'X float32 [1,2]' is expected",
        "''                                         # 'X float32 [1,2]' is expected, not ''"
      })
  void whatDoesNotFitIsRefused(String text, String expected) {
    assertThatThrownBy(() -> Witness.read(text.replace('|', '\n'), DOCUMENT, "w.txt"))
        .isInstanceOf(VnnLibParseException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void valuesFitTheirTensors() {
    double[] zero = {0};
    assertThatThrownBy(() -> Witness.write(DOCUMENT, List.of(zero)))
        .hasMessageContaining("1 tensors for 2");
    assertThatThrownBy(() -> Witness.write(DOCUMENT, List.of(zero, zero)))
        .hasMessageContaining("1 values for X[1,2]");
    assertThatThrownBy(() -> Witness.write(DOCUMENT, List.of(new double[] {0, 0.1}, zero)))
        .hasMessageContaining("0.1 of X is no finite float32 number");
    assertThatThrownBy(() -> Witness.write(DOCUMENT, List.of(new double[2], new double[] {1 / 0.})))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Witness.write(of("real"), List.of(new double[6], new double[] {Double.NaN})))
        .hasMessageContaining("NaN in a witness");
  }

  @Test
  void wholeNumbersHaveNoPoint() {
    Document whole = of("int32");
    String text = Witness.write(whole, List.of(new double[6], new double[] {-3}));
    assertThat(text).endsWith("y int32 []\n-3\n");
    assertThat(Witness.read(text, whole, "w").get(1)).containsExactly(-3);
    assertThatThrownBy(() -> Witness.read(text.replace("-3", "-3.5"), whole, "w"))
        .hasMessageContaining("-3.5 of y is no whole number");
    assertThatThrownBy(() -> Witness.read(text.replace("int32", "real"), whole, "w"))
        .hasMessageContaining("'X int32 [2,3]' is expected");
  }

  @Test
  void aHugeTensorIsNotAllocatedForAShortFile() {
    Document huge = Vnnlib2ParserTest.parse(Vnnlib2ParserTest.ONE.replace("[2,3]", "[2147483647]"));
    assertThatThrownBy(() -> Witness.read("X float32 [2147483647]\n0.0\n", huge, "w"))
        .hasMessageContaining("the file ends before the 2147483647 values");
  }
}
