package org.plumbline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import picocli.CommandLine;

/** A folder with small networks and properties in VNN-LIB 2.0, and commands about them. */
public final class JointFiles {
  /** {@code h = relu(x₀ + x₁/2, x₁ − x₀)} and {@code y = (h₀ + h₁, −h₁)}: at most (2, 0). */
  public static final float[] SUM = {1, -1, 0.5f, 1, 1, 0, 1, -1};

  /** The same but for {@code y₀ = h₀ + 3/4 h₁}, which is less by 1/2 at most. */
  public static final float[] LESS = {1, -1, 0.5f, 1, 1, 0, 0.75f, -1};

  /** The same as {@link #SUM} with its outputs the other way round. */
  public static final float[] TURNED = {1, -1, 0.5f, 1, 0, 1, -1, 1};

  /** {@code y = relu(x)}. */
  public static final float[] RELU = {1, 0, 0, 1, 1, 0, 0, 1};

  /** {@code y = (relu(x₀), 0)}. */
  public static final float[] FIRST_ALONE = {1, 0, 0, 0, 1, 0, 0, 1};

  /** Inputs X from -1 to 1. */
  public static final String BOX = box("X");

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  public JointFiles(Path folder) {
    this.folder = folder;
  }

  public static String box(String input) {
    return "(assert (and (>= %1$s[0,0] -1.0) (<= %1$s[0,0] 1.0)))\n".formatted(input)
        + "(assert (and (>= %1$s[0,1] -1.0) (<= %1$s[0,1] 1.0)))\n".formatted(input);
  }

  /** Declares a network with the input X and the output Y. */
  public static String one(String type) {
    return "(vnnlib-version <2.0>)\n(declare-network net\n  (declare-input X %1$s [1,2])\n  (declare-output Y %1$s [1,2]))\n"
        .formatted(type);
  }

  /** Declares f with A and FA, and g with B and GB, that is something to f. */
  public static String two(String type, String equivalence) {
    return """
    (vnnlib-version <2.0>)
    (declare-network f (declare-input A %1$s [1,2]) (declare-output FA %1$s [1,2]))
    (declare-network g %2$s (declare-input B %1$s [1,2]) (declare-output GB %1$s [1,2]))
    """
        .formatted(type, equivalence);
  }

  /** {@code y = relu(x·W)·V} of x: [1,2], whose tensor {@code positive} is inside. */
  public String model(String name, float... weights) {
    float[] w = {weights[0], weights[1], weights[2], weights[3]};
    float[] v = {weights[4], weights[5], weights[6], weights[7]};
    SampleFiles.write(
        folder.resolve(name),
        new long[] {1, 2},
        new long[] {1, 2},
        List.of(
            OnnxTensor.float32("w", new int[] {2, 2}, w),
            OnnxTensor.float32("v", new int[] {2, 2}, v)),
        OnnxNode.of("MatMul", List.of("x", "w"), "product"),
        OnnxNode.of("Relu", List.of("product"), "positive"),
        OnnxNode.of("MatMul", List.of("positive", "v"), "y"));
    return path(name);
  }

  /** {@code u = relu(a + s)} and {@code v = -u} of a: [2] and a scalar s. */
  public String ports(String name) {
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(
                OnnxNode.of("Add", List.of("a", "s"), "t"),
                OnnxNode.of("Relu", List.of("t"), "u"),
                OnnxNode.of("Neg", List.of("u"), "v")),
            List.of(),
            List.of(OnnxValueInfo.float32("a", 2), OnnxValueInfo.scalar("s", ElementType.FLOAT)),
            List.of(OnnxValueInfo.float32("u", 2), OnnxValueInfo.float32("v", 2)));
    try {
      OnnxWriter.write(OnnxModel.of(name, 13, graph), folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path(name);
  }

  public String path(String name) {
    return folder.resolve(name).toString();
  }

  public String file(String name, String text) {
    return SampleFiles.write(folder.resolve(name), text);
  }

  public String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** Runs a command; returns its exit code. */
  public int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  /** What the last command printed. */
  public String out() {
    return out.toString();
  }

  /** What the last command said on standard error. */
  public String err() {
    return err.toString();
  }

  /** Both, for messages of tests. */
  @Override
  public String toString() {
    return "printed: " + out + "\nsaid: " + err;
  }
}
