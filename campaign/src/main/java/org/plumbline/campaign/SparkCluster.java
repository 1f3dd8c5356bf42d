package org.plumbline.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.worker.Cluster;
import org.plumbline.suite.worker.ClusterException;
import org.plumbline.suite.worker.ClusterParts;
import org.plumbline.suite.worker.PartQuestion;
import org.plumbline.suite.worker.Worker;
import org.plumbline.suite.worker.WorkerSetup;

/** Joins a cluster of Apache Spark, as its driver. */
public final class SparkCluster implements Cluster {
  private final String worker;
  private final List<Path> classes;

  /** With workers as they are. */
  public SparkCluster() {
    this(Worker.class.getName(), Classes.ofWorkers());
  }

  /**
   * @param worker main class of processes that answer questions of suites
   * @param classes class path of all worker processes
   */
  SparkCluster(String worker, List<Path> classes) {
    this.worker = worker;
    this.classes = List.copyOf(classes);
  }

  @Override
  public Executor join(
      String master, Map<String, String> settings, WorkerSetup setup, List<Path> files) {
    return joined(
        master,
        settings,
        driver -> {
          Path suite = setup.file().toAbsolutePath().normalize();
          Program program =
              driver.program(
                  worker,
                  driver.sent(classes),
                  "",
                  setup.line(Place.name(suite)),
                  driver.sent(files));
          return new SparkExecutor(driver.jobs(program), driver.state());
        });
  }

  @Override
  public ClusterParts joinForParts(
      String master, Map<String, String> settings, PartQuestion question) {
    return joined(master, settings, driver -> SparkParts.of(driver, question, classes));
  }

  /** What is begun once the cluster was joined. */
  @FunctionalInterface
  private interface Beginning<T> {
    T with(Driver driver) throws IOException;
  }

  private static <T> T joined(String master, Map<String, String> settings, Beginning<T> beginning) {
    Settings chosen = new Settings(master, settings);
    SparkContext spark = spark(chosen);
    try {
      Driver driver = Driver.of(spark, chosen);
      Classes.ofTasks().forEach(archive -> addArchive(spark, archive));
      return beginning.with(driver);
    } catch (IOException | UncheckedIOException e) {
      spark.stop();
      throw new ClusterException("what workers need cannot be sent: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      boolean isLost = spark.isStopped();
      spark.stop();
      throw isLost ? new ClusterException(master + " does not have us: " + why(e), e) : e;
    }
  }

  private static String why(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static SparkContext spark(Settings settings) {
    try {
      return SparkContext.getOrCreate(settings.conf());
    } catch (Exception e) { // Scala declares none of those that it throws
      if (e instanceof SparkException || e instanceof RuntimeException) {
        throw new ClusterException(
            "Spark does not start for "
                + settings.conf().get("spark.master")
                + ": "
                + e.getMessage()
                + "; yarn and k8s:// are parts of a Spark distribution, which SPARK_HOME names",
            e);
      }
      throw new IllegalStateException(e);
    }
  }

  private static void addArchive(SparkContext spark, Path archive) {
    if (!spark.isLocal()) {
      spark.addJar(archive.toString());
    }
  }
}
