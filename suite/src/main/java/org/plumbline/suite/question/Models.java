package org.plumbline.suite.question;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.api.Model;
import org.plumbline.suite.AskedNetwork;

/** Networks, each file read once. Safe for use by several threads. */
final class Models {
  private final Map<Path, Model> read = new ConcurrentHashMap<>();

  /**
   * @throws org.plumbline.api.UnreadableInputException if it is missing or unreadable
   */
  Model of(Path file) {
    return read.computeIfAbsent(file.toAbsolutePath().normalize(), Model::read);
  }

  Map<String, Model> of(Map<String, Path> files) {
    Map<String, Model> models = new TreeMap<>();
    files.forEach((name, file) -> models.put(name, of(file)));
    return models;
  }

  AskedNetwork asked(String declared, Path file) {
    return new AskedNetwork(file.toString(), of(file).sha256(), declared);
  }
}
