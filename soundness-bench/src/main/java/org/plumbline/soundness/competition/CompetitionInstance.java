package org.plumbline.soundness.competition;

import java.nio.file.Path;
import org.plumbline.soundness.run.NetworkCell;

/**
 * A line of {@code instances.csv}.
 *
 * @param networks by paths below the category's folder
 * @param property a path below the category's folder
 * @param seconds that a tool has, start-up included
 * @param expected the answer where the list says it, else empty
 */
public record CompetitionInstance(
    Category category, NetworkCell networks, String property, double seconds, String expected) {

  /** By whole paths. */
  public NetworkCell files() {
    return networks.withFiles(file -> whole(file).toString());
  }

  public Path propertyFile() {
    return whole(property);
  }

  private Path whole(String file) {
    return category.folder().resolve(file).normalize();
  }

  /**
   * {@code NETWORK_PROPERTY}: each the path below its first folder, dots for slashes, without the
   * ending; several networks are joined by {@code +}. {@code benchmarks/keep} does the same.
   */
  public String name() {
    StringBuilder name = new StringBuilder();
    for (NetworkCell.Named network : networks.networks()) {
      name.append(name.isEmpty() ? "" : "+").append(stem(network.file(), ".onnx"));
    }
    return name.append('_').append(stem(property, ".vnnlib")).toString();
  }

  private static String stem(String path, String ending) {
    String plain = FilePath.plain(path);
    String below = plain.substring(plain.indexOf('/') + 1).replace('/', '.');
    return below.endsWith(ending) ? below.substring(0, below.length() - ending.length()) : below;
  }
}
