package org.plumbline.soundness.training;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.soundness.instance.Instance;

/** The trained models that come with the program, so that nobody needs to train them again. */
public final class ShippedModels {
  private static final String FOLDER = "/org/plumbline/soundness/trained/";

  private ShippedModels() {}

  /** In the order of their list. */
  public static List<StoredModel> all() throws IOException {
    List<StoredModel> models = new ArrayList<>();
    for (String name : new String(read("models.txt"), StandardCharsets.UTF_8).lines().toList()) {
      models.add(StoredModel.parse(name, read(name + ".json"), read(name + ".onnx.gz")));
    }
    return models;
  }

  /** All instances of all models. */
  public static List<Instance> instances() throws IOException {
    List<Instance> instances = new ArrayList<>();
    for (StoredModel model : all()) {
      instances.addAll(model.instances());
    }
    return instances;
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = ShippedModels.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new FileNotFoundException("no resource " + FOLDER + name);
      }
      return in.readAllBytes();
    }
  }
}
