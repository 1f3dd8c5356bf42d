package org.plumbline.reference;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;

/** Writes small models for tests. */
public final class ModelBuilder {
  private static final Map<ElementType, Integer> CODES =
      Map.ofEntries(
          Map.entry(ElementType.FLOAT32, 1),
          Map.entry(ElementType.UINT8, 2),
          Map.entry(ElementType.INT8, 3),
          Map.entry(ElementType.UINT16, 4),
          Map.entry(ElementType.INT16, 5),
          Map.entry(ElementType.INT32, 6),
          Map.entry(ElementType.INT64, 7),
          Map.entry(ElementType.BOOL, 9),
          Map.entry(ElementType.FLOAT16, 10),
          Map.entry(ElementType.FLOAT64, 11),
          Map.entry(ElementType.UINT32, 12),
          Map.entry(ElementType.UINT64, 13),
          Map.entry(ElementType.BFLOAT16, 16),
          Map.entry(ElementType.UINT4, 21),
          Map.entry(ElementType.INT4, 22));

  private final ModelProto.Builder model = ModelProto.newBuilder();
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("g");

  ModelBuilder(int opset) {
    model.setIrVersion(opset < 21 ? 8 : opset < 24 ? 10 : 11);
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset));
  }

  public static int code(ElementType type) {
    return CODES.get(type);
  }

  GraphProto.Builder graph() {
    return graph;
  }

  ModelProto.Builder model() {
    return model;
  }

  /** An initializer, as raw bytes. */
  ModelBuilder constant(String name, ReferenceTensor tensor) {
    graph.addInitializer(proto(tensor).toBuilder().setName(name));
    return this;
  }

  ModelBuilder constant(String name, TensorProto.Builder tensor) {
    graph.addInitializer(tensor.setName(name));
    return this;
  }

  public static TensorProto proto(ReferenceTensor tensor) {
    return TensorProto.newBuilder()
        .setDataType(code(tensor.type()))
        .addAllDims(Arrays.stream(tensor.shape().longs()).boxed().toList())
        .setRawData(ByteString.copyFrom(raw(tensor).array()))
        .build();
  }

  static ByteBuffer raw(ReferenceTensor tensor) {
    ByteBuffer buffer = ByteBuffer.allocate(tensor.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tensor.size(); i++) {
      switch (tensor.type()) {
        case FLOAT32 -> buffer.putFloat((float) tensor.value(i));
        case FLOAT64 -> buffer.putDouble(tensor.value(i));
        case FLOAT16, BFLOAT16 -> buffer.putShort(bits(tensor.type(), tensor.value(i)));
        case BOOL, INT8, UINT8 -> buffer.put((byte) tensor.integer(i));
        case INT4, UINT4 -> {
          long next = ++i < tensor.size() ? tensor.integer(i) : 0;
          buffer.put((byte) (next << 4 | tensor.integer(i - 1) & 0xf));
        }
        case INT16, UINT16 -> buffer.putShort((short) tensor.integer(i));
        case INT32, UINT32 -> buffer.putInt((int) tensor.integer(i));
        case INT64, UINT64 -> buffer.putLong(tensor.integer(i));
      }
    }
    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bit pattern of a number that the type holds. */
  static short bits(ElementType type, double value) {
    if (type == ElementType.BFLOAT16) {
      return (short) (Float.floatToRawIntBits((float) value) >>> 16);
    }
    int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
    double size = Math.abs(value);
    if (Double.isNaN(size)) {
      return 0x7e00;
    }
    if (Double.isInfinite(size)) {
      return (short) (sign | 0x7c00);
    }
    if (size < 0x1p-14) {
      return (short) (sign | (int) Math.scalb(size, 24));
    }
    int exponent = Math.getExponent(size);
    int fraction = (int) Math.scalb(size, 10 - exponent) - 0x400;
    return (short) (sign | exponent + 15 << 10 | fraction);
  }

  /** A declared input; −1 is an open dimension. */
  ModelBuilder input(String name, ElementType type, long... dims) {
    graph.addInput(declaration(name, type, dims));
    return this;
  }

  /** An output without a declared shape. */
  ModelBuilder output(String name, ElementType type) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(code(type));
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName(name)
            .setType(TypeProto.newBuilder().setTensorType(tensor)));
    return this;
  }

  static ValueInfoProto declaration(String name, ElementType type, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(
          dim < 0
              ? TensorShapeProto.Dimension.newBuilder().setDimParam("d" + shape.getDimCount())
              : TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(code(type)).setShape(shape)))
        .build();
  }

  ModelBuilder node(
      String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
    int dot = operator.lastIndexOf('.');
    String domain = dot < 0 ? "" : operator.substring(0, dot);
    if (dot >= 0) {
      model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1));
    }
    graph.addNode(
        NodeProto.newBuilder()
            .setDomain(domain)
            .setOpType(operator.substring(dot + 1))
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  static AttributeProto attribute(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto attribute(String name, float value) {
    return attribute(name, AttributeType.FLOAT).setF(value).build();
  }

  static AttributeProto attribute(String name, String value) {
    return attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto attribute(String name, long[] values) {
    return attribute(name, AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  static AttributeProto attribute(String name, float[] values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }

  static AttributeProto attribute(String name, ReferenceTensor tensor) {
    return attribute(name, AttributeType.TENSOR).setT(proto(tensor)).build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** A model of one node whose outputs are declared as float32; for models that fail before. */
  static ReferenceModel typed(byte[] bytes, int outputs) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(bytes).toBuilder();
      for (int i = 0; i < outputs; i++) {
        model.getGraphBuilder().setOutput(i, declaration("y" + i, ElementType.FLOAT32));
      }
      return ReferenceModel.parse("test.onnx", model.build().toByteArray());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    return model.setGraph(graph).build().toByteArray();
  }

  ReferenceModel parse() {
    return ReferenceModel.parse("test.onnx", bytes());
  }
}
