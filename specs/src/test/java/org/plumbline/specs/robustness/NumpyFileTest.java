package org.plumbline.specs.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.model.ParseException;

class NumpyFileTest {
  /** The file of a header and of elements as they stand in it. */
  private static byte[] npy(int version, String type, String order, String shape, byte... data) {
    String header =
        "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
    byte[] words = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file =
        ByteBuffer.allocate((version == 1 ? 10 : 12) + words.length + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(NumpyFile.MAGIC.getBytes(StandardCharsets.ISO_8859_1));
    file.put((byte) version).put((byte) 0);
    if (version == 1) {
      file.putShort((short) words.length);
    } else {
      file.putInt(words.length);
    }
    return file.put(words).put(data).array();
  }

  private static byte[] floats(ByteOrder order, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(order);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  @Test
  void floatsAreExact() {
    byte[] little = floats(ByteOrder.LITTLE_ENDIAN, 0.1f, -2);
    byte[] big = floats(ByteOrder.BIG_ENDIAN, 0.1f, -2);
    byte[] doubles =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).putDouble(3).array();
    assertThat(NumpyFile.read(npy(1, "<f4", "False", "(1, 2)", little), "f").values())
        .containsExactly(new BigDecimal(0.1f), new BigDecimal(-2));
    assertThat(NumpyFile.read(npy(2, ">f4", "False", "(2,)", big), "f").values())
        .containsExactly(new BigDecimal(0.1f), new BigDecimal(-2));
    NumpyFile read = NumpyFile.read(npy(3, "<f8", "False", "(2, 1)", doubles), "f");
    assertThat(read.values()).containsExactly(new BigDecimal(0.1), new BigDecimal(3));
    assertThat(read.shape()).containsExactly(2, 1);
    assertThat(
            NumpyFile.read(npy(1, "<f4", "False", "()", floats(ByteOrder.LITTLE_ENDIAN, 7)), "f"))
        .satisfies(scalar -> assertThat(scalar.shape()).isEmpty());
  }

  @Test
  void integersAreTakenAsTheyAre() {
    byte[] data = {1, (byte) 255, (byte) 255, (byte) 255};
    assertThat(NumpyFile.read(npy(1, "|u1", "False", "(4,)", data), "f").values())
        .extracting(BigDecimal::intValue)
        .containsExactly(1, 255, 255, 255);
    assertThat(NumpyFile.read(npy(1, "<i2", "False", "(2,)", data), "f").values())
        .extracting(BigDecimal::intValue)
        .containsExactly(-255, -1);
    assertThat(NumpyFile.read(npy(1, ">u4", "False", "(1,)", data), "f").values())
        .extracting(BigDecimal::longValue)
        .containsExactly(33_554_431L);
    byte[] most = {-1, -1, -1, -1, -1, -1, -1, -1};
    assertThat(NumpyFile.read(npy(1, "<u8", "False", "(1,)", most), "f").values())
        .containsExactly(new BigDecimal("18446744073709551615"));
  }

  @Test
  void theShapeIsThatOfTheNetworkOrFlat() {
    byte[] four = floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4);
    InputReader reader =
        new InputReader(
            InputReader.Scale.UNIT, InputShape.of(new int[] {1, 1, 2, 2}, Optional.empty()));
    for (String shape : new String[] {"(1, 1, 2, 2)", "(2, 2)", "(4,)"}) {
      assertThat(reader.read(npy(1, "<f4", "False", shape, four), "f").doubles())
          .containsExactly(1, 2, 3, 4);
    }
    assertThatThrownBy(() -> reader.read(npy(1, "<f4", "False", "(2, 1, 2)", four), "x.npy"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("x.npy: the array has the shape [2, 1, 2]")
        .hasMessageContaining("[1, 1, 2, 2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | <f4 | True | (1,) | Fortran's order",
        "1 | <f2 | False | (2,) | half floats",
        "1 | <c8 | False | (1,) | a type that is not read",
        "1 | <f4 | False | (2,) | 4 bytes follow the header of an array of 2 × 4",
        "1 | <f4 | False | (0,) | 4 bytes follow",
        "1 | <f4 | False | (99999, 99999) | too large",
        "1 | <f4 | False | (9999999999,) | too large",
        "4 | <f4 | False | (1,) | version 4"
      })
  void whatCannotBeReadIsRefused(int version, String type, String order, String shape, String why) {
    byte[] file = npy(version, type, order, shape, new byte[4]);
    assertThatThrownBy(() -> NumpyFile.read(file, "x.npy"))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("x.npy: ")
        .hasMessageContaining(why);
  }

  @Test
  void damagedFilesAreRefused() {
    byte[] file = npy(1, "<f4", "False", "(1,)", floats(ByteOrder.LITTLE_ENDIAN, Float.NaN));
    assertThatThrownBy(() -> NumpyFile.read(file, "f")).hasMessageContaining("number 0 is NaN");
    for (int length = 6; length < file.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(file, length);
      assertThatThrownBy(() -> NumpyFile.read(cut, "f")).isInstanceOf(ParseException.class);
    }
  }
}
