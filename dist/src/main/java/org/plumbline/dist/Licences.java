package org.plumbline.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The licences of all parts: the list that license-maven-plugin made of their poms, and each text
 * that a jar brings as {@code META-INF/LICENSE…}, {@code NOTICE…} or the like, or in a folder
 * {@code licenses}.
 */
final class Licences {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:META-INF/)?(?:licen[cs]e|notice|copying|third-?party|copyright|a?l?gpl|al2)[^/]*"
              + "|(?:.*/)?licen[cs]es/.+",
          Pattern.CASE_INSENSITIVE);

  private Licences() {}

  static void gather(Path jars, Path list, Path folder) throws IOException {
    Folder.copy(list, folder.resolve("THIRD-PARTY.txt"));
    for (Path jar : Folder.walk(jars)) {
      if (jar.toString().endsWith(".jar")) {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        extract(jar, folder.resolve(name));
      }
    }
  }

  private static void extract(Path jar, Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(jar);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!entry.isDirectory() && TEXT.matcher(name).matches() && !name.endsWith(".class")) {
          Files.createDirectories(folder);
          String flat = name.replaceFirst("(?i)^META-INF/|^.*/licen[cs]es/", "");
          Files.write(folder.resolve(flat.replaceAll("[/\\\\]", "-")), zip.readAllBytes());
        }
      }
    }
  }
}
