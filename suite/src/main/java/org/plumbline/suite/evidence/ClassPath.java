package org.plumbline.suite.evidence;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The parts of a class path, with those that the manifests of its archives name. */
final class ClassPath {
  private ClassPath() {}

  /** Sorted by file name; what is missing is left out. */
  static List<Path> parts(String path) throws IOException {
    Deque<Path> open = new ArrayDeque<>();
    for (String part : path.split(File.pathSeparator, -1)) {
      if (!part.isEmpty()) {
        open.add(Path.of(part).toAbsolutePath().normalize());
      }
    }
    Set<Path> seen = new LinkedHashSet<>();
    TreeMap<String, Path> sorted = new TreeMap<>();
    while (!open.isEmpty()) {
      Path part = open.remove();
      if (Files.exists(part) && seen.add(part)) {
        sorted.put(part.getFileName() + "\n" + part, part);
        if (!Files.isDirectory(part)) {
          named(part, open);
        }
      }
    }
    return List.copyOf(sorted.values());
  }

  private static void named(Path archive, Deque<Path> open) throws IOException {
    try (JarFile jar = new JarFile(archive.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      String list =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      for (String uri : list == null ? new String[0] : list.trim().split("\\s+")) {
        open.add(Path.of(archive.toUri().resolve(uri)).normalize());
      }
    }
  }
}
