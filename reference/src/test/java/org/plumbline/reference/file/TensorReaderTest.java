package org.plumbline.reference.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.ModelBuilder;
import org.plumbline.reference.Samples;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;

/** The elements of tensors in a file, in all fields that onnx.proto has for them. */
class TensorReaderTest {
  private static TensorProto.Builder tensor(ElementType type, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(ModelBuilder.code(type));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  private static long[] integers(TensorProto.Builder tensor) {
    ReferenceTensor read = TensorReader.read(tensor.build());
    long[] integers = new long[read.size()];
    java.util.Arrays.setAll(integers, read::integer);
    return integers;
  }

  private static double real(TensorProto.Builder tensor) {
    return TensorReader.read(tensor.build()).value(0);
  }

  @Test
  void rawBytesOfAllTypes() {
    Random random = new Random(1);
    for (ElementType type : ElementType.values()) {
      ReferenceTensor tensor = Samples.of(random, type, 2, 5);
      ReferenceTensor read = TensorReader.read(ModelBuilder.proto(tensor));
      assertThat(read.type()).isEqualTo(type);
      assertThat(read.shape()).isEqualTo(tensor.shape());
      for (int i = 0; i < tensor.size(); i++) {
        assertThat(read.value(i)).isEqualTo(tensor.value(i));
      }
    }
  }

  @Test
  void narrowIntegersKeepTheLowBits() {
    assertThat(
            integers(
                tensor(ElementType.INT8, 3).addInt32Data(200).addInt32Data(-129).addInt32Data(5)))
        .containsExactly(-56, 127, 5);
    assertThat(integers(tensor(ElementType.UINT8, 2).addInt32Data(256).addInt32Data(-1)))
        .containsExactly(0, 255);
    assertThat(integers(tensor(ElementType.INT16, 1).addInt32Data(40000))).containsExactly(-25536);
    assertThat(integers(tensor(ElementType.UINT16, 1).addInt32Data(-1))).containsExactly(65535);
    assertThat(
            integers(tensor(ElementType.BOOL, 3).addInt32Data(0).addInt32Data(7).addInt32Data(-1)))
        .containsExactly(0, 1, 1);
    assertThat(integers(tensor(ElementType.UINT32, 1).addUint64Data(-1L)))
        .containsExactly(4294967295L);
    assertThat(integers(tensor(ElementType.UINT64, 1).addUint64Data(-1L))).containsExactly(-1L);
  }

  @Test
  void bitPatternsOfHalfFloats() {
    assertThat(real(tensor(ElementType.FLOAT16).addInt32Data(0x3c00))).isEqualTo(1);
    assertThat(real(tensor(ElementType.FLOAT16).addInt32Data(0xc000))).isEqualTo(-2);
    assertThat(real(tensor(ElementType.FLOAT16).addInt32Data(1))).isEqualTo(0x1p-24);
    assertThat(real(tensor(ElementType.FLOAT16).addInt32Data(0x7bff))).isEqualTo(65504);
    assertThat(real(tensor(ElementType.FLOAT16).addInt32Data(0x7c00))).isInfinite();
    assertThat(real(tensor(ElementType.FLOAT16).addInt32Data(0x7e00))).isNaN();
    assertThat(real(tensor(ElementType.BFLOAT16).addInt32Data(0x3f80))).isEqualTo(1);
    assertThat(real(tensor(ElementType.BFLOAT16).addInt32Data(0xc040))).isEqualTo(-3);
    assertThatThrownBy(() -> real(tensor(ElementType.FLOAT16).addInt32Data(0x10000)))
        .isInstanceOf(ReferenceException.class);
  }

  /** A varint of an int32 field is cut to 32 bits, whether or not its sign is extended. */
  @Test
  void varintsOfInt32() throws IOException {
    assertThat(integers(int32Varint(0xffffffffL))).containsExactly(-1);
    assertThat(integers(int32Varint(-1L))).containsExactly(-1);
    assertThat(integers(int32Varint(0x100000005L))).containsExactly(5);
  }

  private static TensorProto.Builder int32Varint(long value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream stream = CodedOutputStream.newInstance(bytes);
    stream.writeUInt64(TensorProto.INT32_DATA_FIELD_NUMBER, value);
    stream.flush();
    return tensor(ElementType.INT32, 1).mergeFrom(bytes.toByteArray());
  }

  /** The last scalar wins, lists grow: what protobuf says of a field that is given twice. */
  @Test
  void fieldsGivenTwice() throws IOException {
    TensorProto.Builder tensor = tensor(ElementType.INT32, 2).addInt32Data(1);
    byte[] again = tensor(ElementType.INT64).addInt64Data(7).addInt64Data(8).build().toByteArray();
    TensorProto.Builder merged = tensor.mergeFrom(again);
    assertThatThrownBy(() -> integers(merged)).hasMessageContaining("int64");
    TensorProto.Builder longer = tensor(ElementType.INT32, 2).addInt32Data(1);
    longer.mergeFrom(TensorProto.newBuilder().addInt32Data(2).buildPartial().toByteArray());
    assertThat(integers(longer)).containsExactly(1, 2);
  }

  @Test
  void integersBeyond53Bits() {
    long odd = (1L << 53) + 1;
    assertThat(integers(tensor(ElementType.INT64, 1).addInt64Data(odd))).containsExactly(odd);
  }

  @Test
  void dataThatDoesNotFit() {
    assertThatThrownBy(() -> real(tensor(ElementType.FLOAT32, 2).addFloatData(1)))
        .hasMessageContaining("2 values, the file has 1");
    ByteString three = ByteString.copyFrom(new byte[3]);
    assertThatThrownBy(() -> real(tensor(ElementType.FLOAT32, 1).setRawData(three)))
        .hasMessageContaining("4 bytes, the file has 3");
    assertThatThrownBy(
            () ->
                real(
                    tensor(ElementType.FLOAT32, 1)
                        .setRawData(ByteString.copyFrom(new byte[4]))
                        .addFloatData(1)))
        .hasMessageContaining("raw data and typed data");
    assertThatThrownBy(() -> real(tensor(ElementType.FLOAT32, 1).addDoubleData(1)))
        .isInstanceOf(ReferenceException.class);
    assertThatThrownBy(() -> real(tensor(ElementType.FLOAT32, -1)))
        .isInstanceOf(ReferenceException.class);
    assertThatThrownBy(
            () ->
                integers(
                    tensor(ElementType.BOOL, 1).setRawData(ByteString.copyFrom(new byte[] {2}))))
        .hasMessageContaining("neither 0 nor 1");
  }

  @Test
  void whatIsNotSupportedIsNamed() {
    assertThatThrownBy(() -> real(TensorProto.newBuilder().setDataType(8)))
        .hasMessageContaining("STRING");
    assertThatThrownBy(() -> real(TensorProto.newBuilder().setDataType(17)))
        .hasMessageContaining("FLOAT8E4M3FN");
    assertThatThrownBy(() -> real(TensorProto.newBuilder().setDataType(1234)))
        .hasMessageContaining("1234");
  }

  private static TensorProto.Builder outside(String... entries) {
    TensorProto.Builder external =
        tensor(ElementType.FLOAT32, 2).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (int i = 0; i < entries.length; i += 2) {
      external.addExternalData(
          StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
    }
    return external;
  }

  @Test
  void dataMayLieOutsideOfTheFile() {
    byte[] file = {9, 9, 9, 9, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0, 7};
    Map<String, byte[]> files = Map.of("w.bin", file);
    TensorProto.Builder part = outside("location", "w.bin", "offset", "4", "length", "8");
    assertThat(TensorReader.read(part.build(), files).values()).containsExactly(1, -2);
    for (String[] wrong :
        new String[][] {
          {"location", "v.bin"},
          {"location", "w.bin"},
          {"location", "w.bin", "offset", "4"},
          {"location", "w.bin", "offset", "4", "length", "10"},
          {"location", "w.bin", "offset", "14"},
          {"location", "w.bin", "offset", "-4", "length", "8"},
          {"location", "w.bin", "offset", "4", "length", "8", "offset", "5"},
          {"location", "w.bin", "offset", "4", "length", "8", "codec", "zip"},
          {"offset", "4", "length", "8"},
          {},
        }) {
      assertThatThrownBy(() -> TensorReader.read(outside(wrong).build(), files))
          .as(List.of(wrong).toString())
          .isInstanceOf(ReferenceException.class);
    }
    assertThatThrownBy(() -> real(part)).hasMessageContaining("outside of the file");
    TensorProto inside = part.setDataLocation(TensorProto.DataLocation.DEFAULT).build();
    assertThatThrownBy(() -> TensorReader.read(inside, files)).hasMessageContaining("not clear");
  }
}
