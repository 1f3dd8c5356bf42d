package org.plumbline.campaign;

import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;

/**
 * A file that workers read.
 *
 * @param path where the driver has it, absolute
 * @param sha256 by which it was sent; empty where workers see it at its path
 */
record Content(String path, String sha256) implements Serializable {
  /** Where this machine has it. */
  Path here() {
    return isSent() ? Path.of(SparkFiles.get(sha256)) : Path.of(path);
  }

  boolean isSent() {
    return !sha256.isEmpty();
  }
}
