package org.plumbline.soundness.competition;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/** A category that is written file by file. Its networks are y = a·x₀ + b·x₁ of x: [1,2]. */
public final class TinyCategory {
  /** Unsafe on [0, 1]² where y ≥ 3/4, in VNN-LIB 1.0. */
  public static final String FIRST =
      """
      (declare-const X_0 Real) (declare-const X_1 Real) (declare-const Y_0 Real)
      (assert (>= X_0 0)) (assert (<= X_0 1)) (assert (>= X_1 0)) (assert (<= X_1 1))
      (assert (>= Y_0 0.75))
      """;

  /** The same in VNN-LIB 2.0. */
  public static final String SECOND = second("float32");

  /** Unsafe on [0, 1]² where the output of g is greater than that of f by 1/2. */
  public static final String TWO =
      """
      (vnnlib-version <2.0>)
      (declare-network f (declare-input A float32 [1,2]) (declare-output FA float32 [1,1]))
      (declare-network g (isomorphic-to f)
        (declare-input B float32 [1,2]) (declare-output GB float32 [1,1]))
      (assert (and (>= A[0,0] 0.0) (<= A[0,0] 1.0) (>= A[0,1] 0.0) (<= A[0,1] 1.0)))
      (assert (== A[0,0] B[0,0])) (assert (== A[0,1] B[0,1]))
      (assert (>= GB[0,0] (+ FA[0,0] 0.5)))
      """;

  private final Path folder;

  public TinyCategory(Path folder) {
    this.folder = folder;
  }

  public static String second(String type) {
    return """
    (vnnlib-version <2.0>)
    (declare-network f (declare-input X %1$s [1,2]) (declare-output Y %1$s [1,1]))
    (assert (>= X[0,0] 0.0)) (assert (<= X[0,0] 1.0))
    (assert (>= X[0,1] 0.0)) (assert (<= X[0,1] 1.0))
    (assert (>= Y[0,0] 0.75))
    """
        .formatted(type);
  }

  public Path folder() {
    return folder;
  }

  /** Also gzipped, where the name ends so. */
  public TinyCategory network(String path, float a, float b) throws IOException {
    OnnxGraph graph =
        new OnnxGraph(
            "tiny",
            List.of(OnnxNode.of("MatMul", List.of("x", "w"), "y")),
            List.of(OnnxTensor.float32("w", new int[] {2, 1}, a, b)),
            List.of(OnnxValueInfo.float32("x", 1, 2)),
            List.of(OnnxValueInfo.float32("y", 1, 1)));
    return write(path, OnnxWriter.toBytes(OnnxModel.of(path, 13, graph)));
  }

  public TinyCategory file(String path, String text) throws IOException {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private TinyCategory write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    if (path.endsWith(".gz")) {
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(bytes);
      }
    }
    Files.write(file, path.endsWith(".gz") ? packed.toByteArray() : bytes);
    return this;
  }

  public TinyCategory list(String... lines) throws IOException {
    return file("instances.csv", String.join("\n", lines) + "\n");
  }

  /** The difference x₀ − x₁, whose property is violated, and its negative, too, at other points. */
  public static TinyCategory usual(Path folder) throws IOException {
    return new TinyCategory(folder)
        .network("onnx/minus.onnx", 1, -1)
        .network("onnx/half.onnx.gz", 0.5f, 0)
        .file("vnnlib/near/p.vnnlib.gz", FIRST)
        .file("vnnlib/q.vnnlib", SECOND)
        .file("vnnlib/two.vnnlib", TWO)
        .list(
            "onnx/minus.onnx,vnnlib/near/p.vnnlib.gz,60",
            "./onnx/half.onnx.gz,./vnnlib/near/p.vnnlib.gz,60.5",
            "onnx/minus.onnx,vnnlib/q.vnnlib,20",
            "\"[('f', 'onnx/half.onnx.gz'), ('g', 'onnx/minus.onnx')]\",./vnnlib/two.vnnlib,100");
  }
}
