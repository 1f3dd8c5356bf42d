package org.plumbline.campaign;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import org.plumbline.suite.worker.ClusterException;

/**
 * The settings of a campaign: those of Spark, and our own, which are called {@code
 * spark.plumbline.…} so that they go the same ways.
 */
final class Settings {
  /**
   * Whether all machines see the suite and Plumbline at the same paths, so that nothing is sent.
   */
  private static final String SHARED = "spark.plumbline.shared";

  /** A folder that all machines see by Hadoop's file systems. */
  private static final String STORE = "spark.plumbline.store";

  /** Heap of a worker process beside others. */
  private static final String MEMORY = "spark.plumbline.memory";

  /** Heap of a worker process that has the machine for itself. */
  private static final String MEMORY_ALONE = "spark.plumbline.memoryAlone";

  /** How long a worker searches a part until it answers as far as it is. */
  private static final String PIECE = "spark.plumbline.piece";

  private static final String SPECULATION = "spark.speculation";
  private static final String UNLIMITED = "0";

  private final SparkConf conf;

  /**
   * @param given by name
   */
  Settings(String master, Map<String, String> given) {
    conf = new SparkConf();
    given.forEach(conf::set);
    if (Boolean.parseBoolean(conf.get(SPECULATION, "false"))) {
      throw new ClusterException(SPECULATION + " would ask questions twice; leave it off");
    }
    conf.setMaster(master)
        .set(SPECULATION, "false")
        // A worker that does not stop is ended with its executor, which others replace.
        .set("spark.task.reaper.enabled", "true")
        .setIfMissing("spark.task.reaper.killTimeout", "60s")
        // Results are handed over one by one, and never held together.
        .set("spark.driver.maxResultSize", UNLIMITED)
        .setIfMissing("spark.app.name", "plumbline")
        .setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.ui.showConsoleProgress", "false");
  }

  SparkConf conf() {
    return conf;
  }

  boolean isShared() {
    return Boolean.parseBoolean(conf.get(SHARED, "false"));
  }

  Optional<String> store() {
    return Optional.ofNullable(conf.get(STORE, null));
  }

  /**
   * Bytes of a worker's heap.
   *
   * @param otherwise where no setting says it
   */
  long heap(long otherwise) {
    return bytes(MEMORY, otherwise);
  }

  /** Bytes of the heap of a worker that is alone. */
  long heapAlone(long otherwise) {
    return bytes(MEMORY_ALONE, otherwise);
  }

  /**
   * How long a worker searches a part until it answers.
   *
   * @param otherwise where no setting says it
   */
  Duration piece(Duration otherwise) {
    String text = conf.get(PIECE, null);
    try {
      Duration piece = text == null ? otherwise : Duration.ofMillis(JavaUtils.timeStringAsMs(text));
      if (piece.toMillis() < 1) {
        throw new ClusterException(PIECE + "=" + text + " is below a millisecond");
      }
      return piece;
    } catch (NumberFormatException e) {
      throw new ClusterException(PIECE + "=" + text + " is no time such as 5s", e);
    }
  }

  private long bytes(String name, long otherwise) {
    String text = conf.get(name, null);
    try {
      return text == null ? otherwise : JavaUtils.byteStringAsBytes(text);
    } catch (NumberFormatException e) {
      throw new ClusterException(name + "=" + text + " is no size such as 2g", e);
    }
  }
}
