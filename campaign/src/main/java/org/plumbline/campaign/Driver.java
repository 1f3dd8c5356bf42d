package org.plumbline.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkContext;

/** This process as the driver of a cluster that it has joined, and what it sends there. */
final class Driver {
  private static final long DEFAULT_HEAP = 2L << 30;
  private static final long LEAST_HEAP = 64L << 20;
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xss8m", "-XX:TieredStopAtLevel=4");

  private final SparkContext spark;
  private final Settings settings;
  private final ClusterState state;
  private final Shipment shipment;

  private Driver(SparkContext spark, Settings settings, ClusterState state, Shipment shipment) {
    this.spark = spark;
    this.settings = settings;
    this.state = state;
    this.shipment = shipment;
  }

  static Driver of(SparkContext spark, Settings settings) throws IOException {
    ClusterState state = ClusterState.of(spark);
    Path names = Files.createTempDirectory("plumbline-campaign-");
    names.toFile().deleteOnExit();
    return new Driver(spark, settings, state, new Shipment(spark, settings.store(), names));
  }

  Settings settings() {
    return settings;
  }

  ClusterState state() {
    return state;
  }

  /** Whether workers see files where they are here, so that nothing is sent. */
  boolean isInPlace() {
    return settings.isShared() || spark.isLocal() && settings.store().isEmpty();
  }

  /**
   * Files as workers have them, sent if need be.
   *
   * @param files absolute
   */
  List<Content> sent(List<Path> files) throws IOException {
    return isInPlace()
        ? files.stream().map(file -> new Content(file.toString(), "")).toList()
        : shipment.of(files);
  }

  /**
   * A program of workers, with heaps by the settings.
   *
   * @param main its class
   * @param folder that it starts in, relative to {@link Place}
   * @param first line that it is told
   */
  Program program(
      String main, List<Content> classes, String folder, String first, List<Content> files) {
    long whole = Runtime.getRuntime().maxMemory();
    long heap =
        settings.heap(spark.isLocal() ? Math.max(LEAST_HEAP, whole / slots()) : DEFAULT_HEAP);
    long heapAlone = settings.heapAlone(spark.isLocal() ? Math.max(heap, whole) : 2 * heap);
    return new Program(OPTIONS, main, classes, folder, first, files, heap, heapAlone);
  }

  /** Whatever is asked of a program. */
  SparkJobs jobs(Program program) {
    return new SparkJobs(spark, program);
  }

  /** Tasks that run at once, as far as Spark knows; at least 1. */
  int slots() {
    return Math.max(1, spark.defaultParallelism());
  }

  /** Leaves the cluster; what Spark says of executors that begin or end then is no news. */
  void leave() {
    spark.setLogLevel("OFF");
    spark.stop();
  }
}
