package org.plumbline.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkContext;

/**
 * Sends files to workers under their SHA-256, so that a content goes to each machine once, however
 * many files have it: from the driver, or from a folder that all machines see by Hadoop's file
 * systems (such as {@code hdfs:} or {@code s3a:}), where it may stand from an earlier run.
 */
final class Shipment {
  private final SparkContext spark;
  private final Optional<String> store;
  private final Path names;
  private final Map<String, Long> sent = new HashMap<>();

  /**
   * @param store address of the folder that all see; empty to send from here
   * @param names a folder for what is made here; empty
   */
  Shipment(SparkContext spark, Optional<String> store, Path names) {
    this.spark = spark;
    this.store = store;
    this.names = names;
  }

  /** Sends files. */
  List<Content> of(List<Path> files) throws IOException {
    Content[] contents = new Content[files.size()];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = of(files.get(i));
    }
    return List.of(contents);
  }

  private Content of(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? PackedFolder.of(path, names) : path;
    String sha256 = digest(file);
    if (!sent.containsKey(sha256)) {
      sent.put(sha256, Files.size(file));
      spark.addFile(address(file, sha256));
    }
    return new Content(path.toString(), sha256);
  }

  /** Bytes of all contents. */
  long bytes() {
    return sent.values().stream().mapToLong(Long::longValue).sum();
  }

  private String address(Path file, String sha256) throws IOException {
    if (store.isEmpty()) {
      return Files.createSymbolicLink(names.resolve(sha256), file.toRealPath()).toUri().toString();
    }
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(store.get());
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(folder, sha256);
    FileSystem system = place.getFileSystem(spark.hadoopConfiguration());
    boolean isThere =
        system.exists(place) && system.getFileStatus(place).getLen() == Files.size(file);
    if (!isThere) {
      org.apache.hadoop.fs.Path beside =
          new org.apache.hadoop.fs.Path(folder, ".new-" + sha256 + "-" + System.nanoTime());
      try (OutputStream out = system.create(beside)) {
        Files.copy(file, out);
      }
      system.delete(place, false);
      system.rename(beside, place);
    }
    return system.makeQualified(place).toString();
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
