package org.plumbline.reference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.reference.file.TensorReader;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** ONNX Runtime without its optimisations, as an oracle. */
final class Oracle {
  private Oracle() {}

  /** The outputs of a model. */
  static List<ReferenceTensor> run(byte[] model, Map<String, ReferenceTensor> inputs)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      try (OrtSession session = environment.createSession(model, options)) {
        Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
        for (Map.Entry<String, ReferenceTensor> input : inputs.entrySet()) {
          feeds.put(input.getKey(), feed(environment, input.getValue()));
        }
        try (OrtSession.Result result = session.run(feeds)) {
          List<ReferenceTensor> outputs = new ArrayList<>();
          for (int i = 0; i < result.size(); i++) {
            outputs.add(read((OnnxTensor) result.get(i)));
          }
          return outputs;
        } finally {
          feeds.values().forEach(OnnxTensor::close);
        }
      }
    }
  }

  private static OnnxTensor feed(OrtEnvironment environment, ReferenceTensor tensor)
      throws OrtException {
    ByteBuffer raw = ModelBuilder.raw(tensor);
    ByteBuffer direct = ByteBuffer.allocateDirect(raw.capacity()).order(ByteOrder.nativeOrder());
    direct.put(raw).rewind();
    OnnxJavaType type =
        switch (tensor.type()) {
          case FLOAT32 -> OnnxJavaType.FLOAT;
          case FLOAT64 -> OnnxJavaType.DOUBLE;
          case FLOAT16 -> OnnxJavaType.FLOAT16;
          case BFLOAT16 -> OnnxJavaType.BFLOAT16;
          case INT8 -> OnnxJavaType.INT8;
          case UINT8 -> OnnxJavaType.UINT8;
          case INT16 -> OnnxJavaType.INT16;
          case INT32 -> OnnxJavaType.INT32;
          case INT64 -> OnnxJavaType.INT64;
          case BOOL -> OnnxJavaType.BOOL;
          default -> throw new IllegalArgumentException("no input of type " + tensor.type());
        };
    return OnnxTensor.createTensor(environment, direct, tensor.shape().longs(), type);
  }

  private static ReferenceTensor read(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    ElementType type = type(info.onnxType);
    Shape shape = Shape.of(info.getShape());
    if (shape.size() == 0) {
      return type.isReal()
          ? ReferenceTensor.reals(type, shape)
          : ReferenceTensor.integers(type, shape);
    }
    ByteBuffer raw = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    byte[] bytes = new byte[raw.remaining()];
    raw.get(bytes);
    return TensorReader.read(
        ModelBuilder.proto(empty(type)).toBuilder()
            .clearDims()
            .addAllDims(java.util.Arrays.stream(info.getShape()).boxed().toList())
            .setRawData(com.google.protobuf.ByteString.copyFrom(bytes))
            .build());
  }

  private static ReferenceTensor empty(ElementType type) {
    return type.isReal()
        ? ReferenceTensor.reals(type, Shape.of(0))
        : ReferenceTensor.integers(type, Shape.of(0));
  }

  private static ElementType type(OnnxTensorType type) {
    return switch (type) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ElementType.FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ElementType.FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ElementType.FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ElementType.BFLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ElementType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ElementType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ElementType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ElementType.UINT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ElementType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ElementType.UINT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ElementType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ElementType.UINT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ElementType.BOOL;
      default -> throw new IllegalArgumentException("an output of type " + type);
    };
  }
}
