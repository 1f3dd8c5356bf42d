package org.plumbline.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.worker.Cluster;
import org.plumbline.suite.worker.ClusterException;
import org.plumbline.suite.worker.Worker;
import org.plumbline.suite.worker.WorkerSetup;

/** Joins a cluster of Apache Spark, as its driver. */
public final class SparkCluster implements Cluster {
  private static final long DEFAULT_HEAP = 2L << 30;
  private static final long LEAST_HEAP = 64L << 20;
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xss8m", "-XX:TieredStopAtLevel=4");

  private final String worker;
  private final List<Path> classes;

  /** With workers as they are. */
  public SparkCluster() {
    this(Worker.class.getName(), Classes.ofWorkers());
  }

  /**
   * @param worker main class of worker processes
   * @param classes their class path
   */
  SparkCluster(String worker, List<Path> classes) {
    this.worker = worker;
    this.classes = List.copyOf(classes);
  }

  @Override
  public Executor join(
      String master, Map<String, String> settings, WorkerSetup setup, List<Path> files) {
    Settings chosen = new Settings(master, settings);
    SparkContext spark = spark(chosen);
    try {
      ClusterState state = ClusterState.of(spark);
      Path names = Files.createTempDirectory("plumbline-campaign-");
      names.toFile().deleteOnExit();
      Classes.ofTasks().forEach(archive -> addArchive(spark, archive));
      Shipment shipment = new Shipment(spark, chosen.store(), names);
      Program program = program(spark, chosen, shipment, setup, files);
      return new SparkExecutor(new SparkJobs(spark, program), state);
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

  private Program program(
      SparkContext spark, Settings settings, Shipment shipment, WorkerSetup setup, List<Path> files)
      throws IOException {
    boolean isInPlace = settings.isShared() || spark.isLocal() && settings.store().isEmpty();
    int slots = Math.max(1, spark.defaultParallelism());
    long whole = Runtime.getRuntime().maxMemory();
    long heap = settings.heap(spark.isLocal() ? Math.max(LEAST_HEAP, whole / slots) : DEFAULT_HEAP);
    long heapAlone = settings.heapAlone(spark.isLocal() ? Math.max(heap, whole) : 2 * heap);
    Path suite = setup.file().toAbsolutePath().normalize();
    return new Program(
        OPTIONS,
        worker,
        isInPlace ? inPlace(classes) : shipment.of(classes),
        setup.line(Place.name(suite)),
        isInPlace ? inPlace(files) : shipment.of(files),
        heap,
        heapAlone);
  }

  private static List<Content> inPlace(List<Path> files) {
    return files.stream().map(file -> new Content(file.toString(), "")).toList();
  }
}
