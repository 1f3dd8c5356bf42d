package org.plumbline.suite.summary;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.plumbline.suite.Place;
import org.plumbline.suite.SuiteFile;

/**
 * Places in files as build servers want them: relative to the root of the repository, with strokes.
 *
 * @param root the nearest folder above the suite file that has {@code .git}, else the suite's own
 * @param folder of the suite file
 */
public record SourcePlaces(Path root, Path folder) {
  /** Of the places in a suite. */
  public static SourcePlaces of(SuiteFile suite) {
    Path folder = suite.path().toAbsolutePath().normalize().getParent();
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return new SourcePlaces(above, folder);
      }
    }
    return new SourcePlaces(folder, folder);
  }

  /** Relative to the root where the file is below it, else absolute. */
  public String path(Place place) {
    Path file = folder.resolve(place.file()).normalize();
    Path shown = file.startsWith(root) ? root.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }

  /** The path as a URI reference, with what has to be escaped escaped. */
  public String uri(Place place) {
    String path = path(place);
    try {
      boolean isAbsolute = path.startsWith("/");
      String safe = new URI(null, null, isAbsolute ? path : "/" + path, null).toASCIIString();
      return isAbsolute ? "file://" + safe : safe.substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path that is none: " + path, e);
    }
  }
}
