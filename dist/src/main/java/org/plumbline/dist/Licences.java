package org.plumbline.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The licences of all parts: the list that license-maven-plugin made of their poms, each text that
 * a jar brings as {@code META-INF/LICENSE…}, {@code NOTICE…} or the like, or in a folder {@code
 * licenses}, and for parts that bring none the texts of {@code src/main/licences}, which name their
 * parts in the first line. Plumbline's own is Apache-2.0, and so covers others of that licence.
 */
final class Licences {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:META-INF/)?(?:licen[cs]e|notice|copying|third-?party|copyright|a?l?gpl|al2)[^/]*"
              + "|(?:.*/)?licen[cs]es/.+",
          Pattern.CASE_INSENSITIVE);

  private Licences() {}

  /**
   * @throws IOException naming a part whose licence has no text
   */
  static void gather(Path jars, Path list, Path texts, Path folder) throws IOException {
    Folder.copy(list, folder.resolve("THIRD-PARTY.txt"));
    Folder.copy(texts, folder);
    List<String> covered = named(texts);
    List<String> lines = Files.readAllLines(list);
    for (Path jar : Folder.walk(jars)) {
      if (jar.toString().endsWith(".jar")) {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        extract(jar, folder.resolve(name));
        String part = name.replaceFirst("-[0-9].*$", "");
        boolean hasText =
            Files.exists(folder.resolve(name))
                || covered.stream().anyMatch(part::startsWith)
                || part.startsWith("plumbline")
                || lines.stream().anyMatch(l -> l.contains(":" + part) && l.contains("Apache"));
        if (!hasText) {
          throw new IOException("no licence text for " + jar + ": name it in one of " + texts);
        }
      }
    }
  }

  private static List<String> named(Path texts) throws IOException {
    List<String> parts = new ArrayList<>();
    for (Path text : Folder.walk(texts)) {
      if (Files.isRegularFile(text)) {
        String first = Files.readAllLines(text).get(0).replaceFirst("^Parts: *", "");
        parts.addAll(List.of(first.split(", *")));
      }
    }
    return parts;
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
