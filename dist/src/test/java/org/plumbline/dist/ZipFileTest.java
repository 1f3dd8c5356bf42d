package org.plumbline.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ZipFileTest {
  private static final FileTime TIME = FileTime.fromMillis(1_700_000_040_000L);

  @TempDir private Path temporary;
  private Path zip;

  @BeforeEach
  void pack() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("tool/bin")).getParent();
    Path command = Files.writeString(folder.resolve("bin/tool"), "#!/bin/sh\n");
    assertThat(command.toFile().setExecutable(true, false)).isTrue();
    Files.writeString(folder.resolve("text"), "plain");
    Folder.stamp(folder, TIME);
    zip = temporary.resolve("tool.zip");
    ZipFile.write(folder, zip);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it cannot tell which files may be run")
  void keepsBytesTimesAndWhoMayRun() throws IOException {
    try (FileSystem files =
        FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
      Path command = files.getPath("/tool/bin/tool");
      Path text = files.getPath("/tool/text");
      assertThat(text).hasContent("plain");
      assertThat(Files.getLastModifiedTime(text)).isEqualTo(TIME);
      assertThat(Files.getPosixFilePermissions(command))
          .contains(PosixFilePermission.OTHERS_EXECUTE);
      assertThat(Files.getPosixFilePermissions(text))
          .doesNotContain(PosixFilePermission.OWNER_EXECUTE);
    }
  }

  /** FIPS 180-2, appendix B.1: the digest of "abc". */
  @Test
  void digestsAreThoseOfSha256() throws IOException {
    Path abc = Files.writeString(temporary.resolve("abc"), "abc");
    Path sums = temporary.resolve("SHA256SUMS");
    Checksums.write(sums, List.of(abc));
    assertThat(sums)
        .hasContent("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n");
  }

  @Test
  void licencesComeOutOfJars() throws IOException {
    Path jars = Files.createDirectories(temporary.resolve("jars"));
    Path part = Files.createDirectories(temporary.resolve("part/META-INF"));
    Files.writeString(part.resolve("NOTICE.txt"), "ours");
    Files.writeString(part.resolve("MANIFEST.MF"), "");
    ZipFile.write(part, jars.resolve("part-1.jar"));
    Path list = Files.writeString(temporary.resolve("list"), "parts");
    Path texts = Files.createDirectories(temporary.resolve("texts"));
    Licences.gather(jars, list, texts, temporary.resolve("licences"));
    assertThat(temporary.resolve("licences/part-1")).isDirectoryContaining("glob:**NOTICE.txt");
    assertThat(Folder.walk(temporary.resolve("licences/part-1"))).hasSize(2);
    assertThat(temporary.resolve("licences/THIRD-PARTY.txt")).hasContent("parts");
  }
}
