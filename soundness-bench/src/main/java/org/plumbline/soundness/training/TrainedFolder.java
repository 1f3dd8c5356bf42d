package org.plumbline.soundness.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.file.OnnxWriter;

/**
 * Trained models in a folder: of each a gzipped network, {@code NAME.onnx.gz}, and its record,
 * {@code NAME.json}, which is written last. While a model is trained, {@code NAME.checkpoint}.
 */
public record TrainedFolder(Path path) {
  public Path checkpoint(String name) {
    return path.resolve(name + ".checkpoint");
  }

  private Path network(String name) {
    return path.resolve(name + ".onnx.gz");
  }

  private Path training(String name) {
    return path.resolve(name + ".json");
  }

  /** The model of this name, if it is there. */
  public boolean has(String name) {
    return Files.exists(training(name));
  }

  /** Adds a model; its checkpoint is no longer needed. */
  public void add(TrainedModel model) throws IOException {
    TrainedRecord record = TrainedRecord.of(model);
    String name = record.name();
    replace(network(name), gzip(OnnxWriter.toBytes(model.network())));
    replace(training(name), record.toJson());
    Files.deleteIfExists(checkpoint(name));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    return zipped.toByteArray();
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.write(draft, content);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * All models, by name.
   *
   * @throws ParseException when a record or a network cannot be read
   */
  public List<StoredModel> models() throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(path)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json") && Files.exists(network(stem(name))))
              .map(TrainedFolder::stem)
              .sorted()
              .toList();
    }
    List<StoredModel> models = new ArrayList<>();
    for (String name : names) {
      byte[] json = Files.readAllBytes(training(name));
      byte[] network = Files.readAllBytes(network(name));
      models.add(StoredModel.parse(training(name).toString(), json, network));
    }
    return models;
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - ".json".length());
  }
}
