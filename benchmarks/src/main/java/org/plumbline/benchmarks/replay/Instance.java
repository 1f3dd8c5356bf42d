package org.plumbline.benchmarks.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One network and one property of a category, laid out as in VNN-COMP: {@code instances.csv} beside
 * the folders {@code onnx} and {@code vnnlib}.
 */
record Instance(String category, Path network, Path property, String resultName) {

  /**
   * The instances of a category.
   *
   * @throws IOException if its {@code instances.csv} cannot be read or a line lacks its two files
   */
  static List<Instance> of(Path category) throws IOException {
    Path list = category.resolve("instances.csv");
    List<Instance> instances = new ArrayList<>();
    for (String line : Files.readAllLines(list)) {
      if (line.isBlank() || line.startsWith("onnx,vnnlib")) {
        continue;
      }
      String[] fields = line.split(",", 3);
      if (fields.length < 2) {
        throw new IOException(list + ": a network and a property are expected in: " + line);
      }
      instances.add(of(category, fields[0].strip(), fields[1].strip()));
    }
    return instances;
  }

  private static Instance of(Path category, String network, String property) {
    return new Instance(
        category.getFileName().toString(),
        category.resolve(network),
        category.resolve(property),
        stem(network, ".onnx") + "_" + stem(property, ".vnnlib") + ".txt");
  }

  /** The path below its first folder without the ending; {@code benchmarks/keep} does the same. */
  private static String stem(String path, String ending) {
    String below = path.substring(path.indexOf('/') + 1).replace('/', '.');
    String plain = below.endsWith(".gz") ? below.substring(0, below.length() - 3) : below;
    return plain.endsWith(ending) ? plain.substring(0, plain.length() - ending.length()) : plain;
  }
}
