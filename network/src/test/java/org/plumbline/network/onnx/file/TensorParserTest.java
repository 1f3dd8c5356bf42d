package org.plumbline.network.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorParserTest {

  private static OnnxTensor parse(WireWriter tensor) {
    byte[] bytes = tensor.toByteArray();
    return new TensorParser(ExternalData.NONE)
        .parse(new WireReader("t", bytes, 0, bytes.length), "?");
  }

  private static WireWriter packedVarints(long... values) {
    WireWriter packed = new WireWriter();
    for (long value : values) {
      packed.varint(value);
    }
    return packed;
  }

  @Test
  void typedFloatsPackedAndOneByOne() {
    WireWriter packed = new WireWriter();
    packed.littleEndian(Float.floatToRawIntBits(0.1f), 4);
    packed.littleEndian(Float.floatToRawIntBits(-2f), 4);
    OnnxTensor tensor =
        parse(new WireWriter().integer(1, 3).integer(2, 1).message(4, packed).float32(4, 7));
    assertThat(tensor.reals()).containsExactly(0.1f, -2, 7);
  }

  @Test
  void typedDoubles() {
    WireWriter packed = new WireWriter();
    packed.littleEndian(Double.doubleToRawLongBits(0.1), 8);
    OnnxTensor tensor = parse(new WireWriter().integer(1, 1).integer(2, 11).message(10, packed));
    assertThat(tensor.reals()).containsExactly(0.1);
  }

  @Test
  void typedIntegersOfEveryWidth() {
    assertThat(integers(7, 7, 5, -6)).containsExactly(5, -6);
    assertThat(integers(6, 5, 5, -6)).containsExactly(5, -6);
    assertThat(integers(13, 11, -1)).containsExactly(-1);
    assertThat(integers(12, 11, 0xffff_ffffL)).containsExactly(0xffff_ffffL);
    assertThat(integers(9, 5, 1, 0)).containsExactly(1, 0);
    assertThat(integers(7, 7, (1L << 53) + 1)).containsExactly((1L << 53) + 1);
  }

  /** A field has more bits than the element type: the lowest ones count. */
  @Test
  void typedIntegersKeepTheirLowestBits() {
    assertThat(integers(6, 5, 0xffff_ffffL)).containsExactly(-1);
    assertThat(integers(6, 5, 0x1_0000_0005L)).containsExactly(5);
    assertThat(integers(3, 5, 300)).containsExactly(44);
    assertThat(integers(2, 5, -1)).containsExactly(255);
    assertThat(integers(5, 5, 65535)).containsExactly(-1);
    assertThat(integers(4, 5, 65537)).containsExactly(1);
    assertThat(integers(12, 11, 0x1_0000_0002L)).containsExactly(2);
    assertThat(integers(9, 5, 2)).containsExactly(1);
  }

  private static long[] integers(int type, int field, long... values) {
    WireWriter packed = packedVarints(values);
    WireWriter one = new WireWriter().integer(1, values.length).integer(2, type);
    WireWriter single = new WireWriter().integer(1, values.length).integer(2, type);
    for (long value : values) {
      single.integer(field, value);
    }
    long[] result = parse(one.message(field, packed)).integers();
    assertThat(parse(single).integers()).containsExactly(result);
    return result;
  }

  @Test
  void packedDimensions() {
    OnnxTensor tensor =
        parse(new WireWriter().message(1, packedVarints(2, 3)).integer(2, 3).data(9, new byte[6]));
    assertThat(tensor.shape()).containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 0",
    "8000, -0",
    "3c00, 1",
    "c000, -2",
    "7bff, 65504",
    "0001, 5.960464477539063E-8",
    "03ff, 6.097555160522461E-5",
    "0400, 6.103515625E-5",
    "3555, 0.333251953125"
  })
  void halfPrecision(String bits, double value) {
    int half = Integer.parseInt(bits, 16);
    assertThat(parse(new WireWriter().integer(1, 1).integer(2, 10).integer(5, half)).reals())
        .containsExactly(value);
    byte[] raw =
        ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) half).array();
    assertThat(parse(new WireWriter().integer(1, 1).integer(2, 10).data(9, raw)).reals())
        .containsExactly(value);
  }

  @Test
  void brainFloats() {
    OnnxTensor tensor = parse(new WireWriter().integer(1, 1).integer(2, 16).integer(5, 0xc040));
    assertThat(tensor.reals()).containsExactly(-3);
  }
}
