package org.plumbline.soundness.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.file.OnnxDimension;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.specs.vnnlib.VnnLib2Writer;

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
    List<ListedInstance> listed = new ArrayList<>();
    Map<String, AnswerFile.Entry> answers = new LinkedHashMap<>();
    for (Instance instance : instances) {
      String name = instance.name();
      OnnxModel model = instance.network();
      Files.write(network(name), instance.networkFile());
      Files.writeString(property(name), instance.propertyFile());
      int[] inputs = shape(model.graph().realInputs().get(0));
      int[] outputs = shape(model.graph().outputs().get(0));
      Files.writeString(property2(name), VnnLib2Writer.write(instance.property(), inputs, outputs));
      listed.add(new ListedInstance("onnx/" + name + ".onnx", name, timeoutSeconds));
      answers.put(name, new AnswerFile.Entry(instance.family(), instance.answer()));
    }
    list(listed);
    AnswerFile.write(answers(), answers, origin);
  }

  private void list(List<ListedInstance> instances) throws IOException {
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();
    for (ListedInstance instance : instances) {
      first.append(instance.line("vnnlib")).append('\n');
      second.append(instance.line("vnnlib-2.0")).append('\n');
    }
    Files.writeString(path.resolve("instances.csv"), first);
    Files.writeString(path.resolve("instances-2.0.csv"), second);
  }

  /**
   * What {@code instances.csv} lists, in its order.
   *
   * @throws ParseException when it is missing or malformed, or names a file that is not there
   */
  public List<ListedInstance> instances() throws IOException {
    Path list = path.resolve("instances.csv");
    if (!Files.isRegularFile(list)) {
      throw new ParseException(list.toString(), "there is no such file; name a benchmark's folder");
    }
    List<String> lines = Files.readAllLines(list);
    Map<String, ListedInstance> instances = new LinkedHashMap<>();
    for (int n = 0; n < lines.size(); n++) {
      ListedInstance instance = ListedInstance.parse(list, n + 1, lines.get(n));
      for (Path file : List.of(network(instance), property(instance.name()))) {
        if (!Files.isRegularFile(file)) {
          throw new ParseException(list.toString(), n + 1, 0, "there is no file " + file);
        }
      }
      if (instances.put(instance.name(), instance) != null) {
        throw new ParseException(list.toString(), n + 1, 0, "a second " + instance.name());
      }
    }
    return List.copyOf(instances.values());
  }

  public Path network(ListedInstance instance) {
    return path.resolve(instance.network());
  }

  /** SHA-256 of an instance's network and property: two seeds give the same names. */
  public String digest(ListedInstance instance) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : List.of(network(instance), property(instance.name()))) {
        digest.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256", e);
    }
  }

  /**
   * Adds all instances of another benchmark, files and answers.
   *
   * @throws ParseException when the other one is malformed, lacks an answer, or shares a name
   */
  public void include(BenchmarkFolder other) throws IOException {
    List<ListedInstance> all = new ArrayList<>(instances());
    Map<String, AnswerFile.Entry> answers = AnswerFile.read(answers());
    Map<String, AnswerFile.Entry> others = AnswerFile.read(other.answers());
    for (ListedInstance instance : other.instances()) {
      String name = instance.name();
      AnswerFile.Entry answer = others.get(name);
      if (answer == null || answers.put(name, answer) != null) {
        throw new ParseException(
            other.path.toString(),
            answer == null ? "no answer for " + name : name + " is in " + path + ", too");
      }
      copy(other.network(instance), network(instance));
      copy(other.property(name), property(name));
      copy(other.property2(name), property2(name));
      all.add(instance);
    }
    list(all);
    String origin = AnswerFile.origin(answers()) + "; " + AnswerFile.origin(other.answers());
    AnswerFile.write(answers(), answers, origin);
  }

  /** A network may belong to several instances. */
  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isRegularFile(from)) {
      throw new ParseException(from.toString(), "there is no such file");
    }
    Files.createDirectories(to.getParent());
    if (!Files.exists(to)) {
      Files.copy(from, to);
    } else if (Files.mismatch(from, to) >= 0) {
      throw new ParseException(from.toString(), "differs from " + to);
    }
  }

  private static int[] shape(OnnxValueInfo value) {
    return value.shape().stream()
        .mapToLong(OnnxDimension::extent)
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
