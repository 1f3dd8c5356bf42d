package org.plumbline.suite.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.plumbline.question.Digest;

/**
 * What an archive of classes calls itself: by its Maven coordinates, else by its manifest or name.
 */
record JarIdentity(Optional<String> group, String name, Optional<String> version) {

  static JarIdentity of(Path part) throws IOException {
    String file = part.getFileName().toString();
    if (Files.isDirectory(part)) {
      return new JarIdentity(Optional.empty(), file, Optional.empty());
    }
    try (JarFile jar = new JarFile(part.toFile(), false)) {
      List<JarEntry> coordinates =
          jar.stream()
              .filter(e -> e.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties"))
              .toList();
      return coordinates.size() == 1
          ? of(jar, coordinates.get(0), file)
          : new JarIdentity(Optional.empty(), file, version(jar));
    }
  }

  private static JarIdentity of(JarFile jar, JarEntry entry, String file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = jar.getInputStream(entry)) {
      properties.load(in);
    }
    return new JarIdentity(
        Optional.ofNullable(properties.getProperty("groupId")),
        properties.getProperty("artifactId", file),
        Optional.ofNullable(properties.getProperty("version")));
  }

  private static Optional<String> version(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    return manifest == null
        ? Optional.empty()
        : Optional.ofNullable(
            manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
  }

  /** The address in Maven's world, where all of it is known. */
  Optional<String> purl() {
    return group.flatMap(g -> version.map(v -> "pkg:maven/" + g + "/" + name + "@" + v));
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return HexFormat.of().formatHex(Digest.of(in));
    }
  }
}
