package org.plumbline.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Java with the modules that the jars need, made by {@code jlink} of the JDK that runs this. They
 * are what {@code jdeps} finds in the jars less {@code java.sql} and {@code java.compiler}, which
 * only annotations and parts of libraries that are not used name, and two that it cannot see.
 */
final class RuntimeImage {
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.desktop", // images
          "java.logging",
          "java.management",
          "java.net.http", // classifiers behind HTTP, and the next for HTTPS
          "jdk.crypto.ec",
          "jdk.unsupported", // sun.misc.Unsafe in Protocol Buffers
          "jdk.zipfs"); // OR-Tools unpacks its native code with it

  private RuntimeImage() {}

  static void link(Path folder) throws IOException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    Tool.run(
        folder.getParent(),
        Map.of(),
        List.of(
            jlink.toString(),
            "--add-modules",
            String.join(",", MODULES),
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--compress",
            Runtime.version().feature() >= 21 ? "zip-6" : "2",
            "--output",
            folder.toString()));
  }
}
