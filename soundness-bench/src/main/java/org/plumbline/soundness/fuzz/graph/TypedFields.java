package org.plumbline.soundness.fuzz.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes the elements of tensors into the typed fields of {@code TensorProto}, as onnx.proto has
 * them for each type: those tensors whose names begin with {@link RandomModel#TYPED}.
 */
final class TypedFields {
  private TypedFields() {}

  static byte[] in(byte[] model) {
    try {
      ModelProto.Builder result = ModelProto.parseFrom(model).toBuilder();
      result.getGraphBuilder().getInitializerBuilderList().forEach(TypedFields::move);
      for (NodeProto.Builder node : result.getGraphBuilder().getNodeBuilderList()) {
        node.getAttributeBuilderList().stream()
            .filter(attribute -> attribute.hasT())
            .forEach(attribute -> move(attribute.getTBuilder()));
      }
      return result.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no ONNX model", e);
    }
  }

  private static void move(TensorProto.Builder tensor) {
    if (!tensor.getName().startsWith(RandomModel.TYPED)) {
      return;
    }
    ByteString raw = tensor.getRawData();
    ByteBuffer bytes = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    tensor.clearRawData();
    while (bytes.hasRemaining()) {
      switch (TensorProto.DataType.forNumber(tensor.getDataType())) {
        case FLOAT -> tensor.addFloatData(bytes.getFloat());
        case DOUBLE -> tensor.addDoubleData(bytes.getDouble());
        case INT64 -> tensor.addInt64Data(bytes.getLong());
        case UINT64 -> tensor.addUint64Data(bytes.getLong());
        case UINT32 -> tensor.addUint64Data(bytes.getInt() & 0xffff_ffffL);
        case INT32 -> tensor.addInt32Data(bytes.getInt());
        case INT16 -> tensor.addInt32Data(bytes.getShort());
        case UINT16 -> tensor.addInt32Data(bytes.getShort() & 0xffff);
        case INT8 -> tensor.addInt32Data(bytes.get());
        default -> tensor.addInt32Data(bytes.get() & 0xff);
      }
    }
  }
}
