package org.plumbline.soundness.deployment;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** The bytes of a tensor of ONNX Runtime. */
record RawTensor(OnnxTensorType type, long[] shape, ByteBuffer bytes) {

  /** A copy, which outlives the tensor. */
  static RawTensor of(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    boolean isEmpty = info.getNumElements() == 0;
    ByteBuffer bytes = ByteBuffer.allocate(0);
    if (!isEmpty) {
      ByteBuffer data = tensor.getByteBuffer();
      bytes = ByteBuffer.allocate(data.remaining()).put(data).rewind();
    }
    return new RawTensor(info.onnxType, info.getShape(), bytes.order(ByteOrder.nativeOrder()));
  }

  ReferenceTensor decoded() {
    ElementType element = element();
    Shape sizes = Shape.of(shape);
    if (element.isReal()) {
      double[] values = new double[sizes.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = element == ElementType.FLOAT64 ? bytes.getDouble(8 * i) : bytes.getFloat(4 * i);
      }
      return ReferenceTensor.reals(element, sizes, values);
    }
    long[] values = new long[sizes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(element, i);
    }
    return ReferenceTensor.integers(element, sizes, values);
  }

  private long integer(ElementType element, int i) {
    return switch (element) {
      case INT8 -> bytes.get(i);
      case UINT8 -> bytes.get(i) & 0xff;
      case BOOL -> bytes.get(i) == 0 ? 0 : 1;
      case INT16 -> bytes.getShort(2 * i);
      case UINT16 -> bytes.getShort(2 * i) & 0xffff;
      case INT32 -> bytes.getInt(4 * i);
      case UINT32 -> bytes.getInt(4 * i) & 0xffff_ffffL;
      default -> bytes.getLong(8 * i);
    };
  }

  private ElementType element() {
    return switch (type) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ElementType.UINT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ElementType.UINT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ElementType.UINT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
      default -> throw new DeploymentException("an output is of type " + type);
    };
  }
}
