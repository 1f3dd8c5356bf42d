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
 * @param suite whose places they are
 */
public record SourcePlaces(Path root, SuiteFile suite) {
  /** Of the places in a suite. */
  public static SourcePlaces of(SuiteFile suite) {
    Path folder = folder(suite);
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return new SourcePlaces(above, suite);
      }
    }
    return new SourcePlaces(folder, suite);
  }

  /** Relative to the root where the file is below it, else absolute. */
  public String path(Place place) {
    Path file = file(place.file()).toAbsolutePath().normalize();
    Path shown = file.startsWith(root) ? root.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }

  /** The suite file by its name; others from the working folder, else from that of the suite. */
  private Path file(String named) {
    if (named.equals(suite.name())) {
      return suite.path();
    }
    Path here = Path.of(named);
    return Files.exists(here) ? here : folder(suite).resolve(named);
  }

  private static Path folder(SuiteFile suite) {
    return suite.path().toAbsolutePath().normalize().getParent();
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
