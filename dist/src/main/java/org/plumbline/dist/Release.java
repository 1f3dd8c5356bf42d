package org.plumbline.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Makes {@code dist/target/plumbline-VERSION-PLATFORM.zip} of what Maven has built: the command's
 * jars, a Java that runs them, the lists of parts, an example, and classes ready parsed.
 */
public final class Release {
  private final Path root;
  private final Path target;
  private final String name;

  private Release(Path root, String version, String platform) {
    this.root = root;
    this.target = root.resolve("dist/target");
    this.name = "plumbline-" + version + "-" + platform;
  }

  /**
   * Writes the zip and its checksum.
   *
   * @param arguments the checkout, the version, and the platform as org.bytedeco names it
   * @throws IOException where a part is missing or a tool fails, naming it
   */
  public static void main(String[] arguments) throws IOException {
    new Release(Path.of(arguments[0]), arguments[1], arguments[2]).make();
  }

  private void make() throws IOException {
    Path folder = target.resolve(name);
    Folder.delete(folder);
    collect(folder);
    Folder.copy(target.resolve("parts/bom.json"), folder.resolve("bom.json"));
    Licences.gather(
        folder.resolve("lib"),
        target.resolve("parts/THIRD-PARTY.txt"),
        root.resolve("dist/src/main/licences"),
        folder.resolve("licences"));
    RuntimeImage.link(folder.resolve("runtime"));
    // The archive of classes names its jars' times; whole even seconds survive every zip.
    Instant built = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    Folder.stamp(folder, FileTime.from(built));
    ClassData.rehearse(folder, root.resolve("cli/src/main/launcher/rehearsal"), target);
    ZipFile.write(folder, target.resolve(name + ".zip"));
    Checksums.write(target.resolve("SHA256SUMS"), List.of(target.resolve(name + ".zip")));
  }

  private void collect(Path folder) throws IOException {
    Path built = root.resolve("cli/target/lib");
    if (!Files.exists(built.resolve("plumbline.jar"))) {
      throw new IOException(
          built + " holds no plumbline.jar: run mvn -Prelease package at the top");
    }
    Folder.copy(root.resolve("dist/src/main/folder"), folder);
    Folder.copy(built, folder.resolve("lib"));
    Folder.copy(
        root.resolve("campaign/target/lib/plumbline-campaign.jar"),
        folder.resolve("campaign/plumbline-campaign.jar"));
    Folder.copy(
        root.resolve("campaign/src/main/launcher/java.options"),
        folder.resolve("campaign/java.options"));
    Folder.copy(root.resolve("LICENSE"), folder.resolve("LICENSE"));
    Folder.copy(root.resolve("CHANGELOG.md"), folder.resolve("CHANGELOG.md"));
    Folder.copy(root.resolve("examples/digits"), folder.resolve("examples/digits"));
  }
}
