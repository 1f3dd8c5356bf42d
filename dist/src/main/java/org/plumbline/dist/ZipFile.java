package org.plumbline.dist;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A zip of a folder that keeps, beside the bytes, the times of files in UTC (the extended time
 * stamp of Info-ZIP) and who may run them.
 */
final class ZipFile {
  private ZipFile() {}

  /** Writes {@code zip}; all names in it begin with the folder's own. */
  static void write(Path folder, Path zip) throws IOException {
    Files.deleteIfExists(zip);
    URI uri = URI.create("jar:" + zip.toUri());
    Map<String, Object> options =
        Map.of("create", "true", "enablePosixFileAttributes", "true", "useTempFile", "true");
    try (FileSystem files = FileSystems.newFileSystem(uri, options)) {
      for (Path path : Folder.walk(folder)) {
        Path entry = files.getPath("/" + folder.getParent().relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectory(entry);
        } else {
          Files.copy(path, entry);
          Files.setLastModifiedTime(entry, Files.getLastModifiedTime(path));
        }
        Files.setPosixFilePermissions(entry, permissions(path));
      }
    }
  }

  private static Set<PosixFilePermission> permissions(Path path) {
    Set<PosixFilePermission> all =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if (Files.isDirectory(path) || Files.isExecutable(path)) {
      all.add(PosixFilePermission.OWNER_EXECUTE);
      all.add(PosixFilePermission.GROUP_EXECUTE);
      all.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return all;
  }
}
