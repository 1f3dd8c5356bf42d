package org.plumbline.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder of classes as an archive, which has the same bytes whenever the folder has. */
final class PackedFolder {
  private PackedFolder() {}

  /** Writes a new file into another folder. */
  static Path of(Path folder, Path into) throws IOException {
    Path archive = Files.createTempFile(into, "classes-", ".jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive));
        Stream<Path> inside = Files.walk(folder)) {
      List<Path> files = inside.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        out.putNextEntry(entry);
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return archive;
  }
}
