package org.plumbline.soundness.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.network.onnx.OnnxDimension;
import org.plumbline.network.onnx.OnnxModel;
import org.plumbline.network.onnx.OnnxValueInfo;
import org.plumbline.network.onnx.OnnxWriter;
import org.plumbline.specs.vnnlib.VnnLib2Writer;
import org.plumbline.specs.vnnlib.VnnLibWriter;

/**
 * A benchmark in the layout of VNN-COMP: {@code instances.csv} with lines {@code
 * onnx/NAME.onnx,vnnlib/NAME.vnnlib,SECONDS}, the properties as VNN-LIB 1.0, and the same again as
 * VNN-LIB 2.0 ({@code instances-2.0.csv}, {@code vnnlib-2.0/}). The answers stand apart from the
 * questions, in {@code answers.json}, so that the folder without it can be given to anybody.
 */
public record BenchmarkFolder(Path path) {
  public Path answers() {
    return path.resolve("answers.json");
  }

  public Path network(String name) {
    return path.resolve("onnx").resolve(name + ".onnx");
  }

  public Path property(String name) {
    return path.resolve("vnnlib").resolve(name + ".vnnlib");
  }

  public Path property2(String name) {
    return path.resolve("vnnlib-2.0").resolve(name + ".vnnlib");
  }

  /**
   * Writes a benchmark; files of the same names are replaced.
   *
   * @param origin how to make the benchmark again, for the answers
   * @param timeoutSeconds of every instance
   */
  public void write(List<Instance> instances, String origin, int timeoutSeconds)
      throws IOException {
    for (String folder : List.of("onnx", "vnnlib", "vnnlib-2.0")) {
      Files.createDirectories(path.resolve(folder));
    }
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();
    for (Instance instance : instances) {
      String name = instance.name();
      OnnxModel model = instance.network();
      OnnxWriter.write(model, network(name));
      Files.writeString(property(name), VnnLibWriter.write(instance.property()));
      int[] inputs = shape(model.graph().realInputs().get(0));
      int[] outputs = shape(model.graph().outputs().get(0));
      Files.writeString(property2(name), VnnLib2Writer.write(instance.property(), inputs, outputs));
      String network = "onnx/" + name + ".onnx,";
      first.append(network).append("vnnlib/").append(name);
      first.append(".vnnlib,").append(timeoutSeconds).append('\n');
      second.append(network).append("vnnlib-2.0/").append(name);
      second.append(".vnnlib,").append(timeoutSeconds).append('\n');
    }
    Files.writeString(path.resolve("instances.csv"), first);
    Files.writeString(path.resolve("instances-2.0.csv"), second);
    AnswerFile.write(answers(), instances, origin);
  }

  private static int[] shape(OnnxValueInfo value) {
    return value.shape().stream()
        .mapToLong(OnnxDimension::extent)
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
