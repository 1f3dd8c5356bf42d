package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * Reads a file of ONNX with the classes that protoc makes of onnx.proto, so that repeated fields,
 * long varints and the like mean what protobuf says. Source: IR.md of ONNX.
 */
public final class ModelReader {
  private static final int LEAST_OPSET = 7;
  private static final int MOST_OPSET = 28;

  private ModelReader() {}

  /**
   * Reads a model.
   *
   * @param bytes plain or gzipped
   * @param outputs names of those that are asked for; if there are none, all are
   * @param hidden names of results of nodes that are asked for, too
   * @throws ReferenceException if it is none, or uses what is not supported
   */
  public static Graph read(byte[] bytes, List<String> outputs, List<String> hidden) {
    ModelProto model;
    try {
      model = parsed(Gzip.unpack(bytes));
    } catch (IOException e) {
      throw new ReferenceException("no ONNX model: " + e.getMessage(), e);
    }
    if (!model.hasGraph()) {
      throw new ReferenceException("the model has no graph");
    }
    return new GraphReader(opset(model), Set.of(), GraphReader.NO_CALL)
        .read(model.getGraph(), outputs)
        .withHidden(hidden)
        .with(Functions.of(model));
  }

  /** The tensors' data stay where they are in the array. */
  private static ModelProto parsed(byte[] bytes) throws IOException {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    in.enableAliasing(true);
    ModelProto model = ModelProto.parseFrom(in);
    in.checkLastTagWas(0);
    return model;
  }

  /** A string of the file; protobuf would replace what is not UTF-8, so that names could meet. */
  static String text(String what, ByteString bytes) {
    if (!bytes.isValidUtf8()) {
      throw new ReferenceException(what + " is not UTF-8");
    }
    return bytes.toStringUtf8();
  }

  /** The name of a domain; ONNX's own has two. */
  static String domain(ByteString bytes) {
    String domain = text("a domain", bytes);
    return domain.equals("ai.onnx") ? "" : domain;
  }

  private static int opset(ModelProto model) {
    long opset = -1;
    for (OperatorSetIdProto imported : model.getOpsetImportList()) {
      if (domain(imported.getDomainBytes()).isEmpty()) {
        if (opset >= 0 && opset != imported.getVersion()) {
          throw new ReferenceException(
              "operator sets " + opset + " and " + imported.getVersion() + " are both imported");
        }
        opset = imported.getVersion();
      }
    }
    boolean isUsed =
        model.getGraph().getNodeList().stream()
            .anyMatch(node -> domain(node.getDomainBytes()).isEmpty());
    return opset < 0 && !isUsed ? 0 : supported(opset);
  }

  /** An operator set whose operators are known here. */
  static int supported(long opset) {
    if (opset < LEAST_OPSET || opset > MOST_OPSET) {
      throw new ReferenceException(
          (opset < 0 ? "no operator set" : "operator set " + opset)
              + " is imported; supported are "
              + LEAST_OPSET
              + " to "
              + MOST_OPSET);
    }
    return (int) opset;
  }
}
