package org.plumbline.campaign;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Has parcels answered by Spark: a job for some of them, with a task for each. What is delivered
 * comes as soon as it is there, not at the end of its job.
 */
final class SparkJobs implements AutoCloseable {
  private static final ClassTag<Delivery> DELIVERY = ClassTag$.MODULE$.apply(Delivery.class);

  private final JavaSparkContext spark;
  private final Program program;
  private final Broadcast<Program> known;
  private final ExecutorService waiting =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "plumbline-spark-job");
            thread.setDaemon(true);
            return thread;
          });

  SparkJobs(SparkContext spark, Program program) {
    this.spark = new JavaSparkContext(spark);
    this.program = program;
    this.known = this.spark.broadcast(program);
  }

  /** Whoever is told how a job goes, on any thread. */
  interface Listener {
    /** A parcel has its delivery; not twice. */
    void delivered(Delivery delivery);

    /** All deliveries of the job were handed over; a failure is why some are missing. */
    void ended(Optional<String> failure);
  }

  /** Begins a job, and returns at once. */
  void begin(List<Parcel> parcels, Listener listener) {
    waiting.execute(() -> run(parcels, listener));
  }

  private void run(List<Parcel> parcels, Listener listener) {
    Optional<String> failure = Optional.empty();
    try {
      spark.setLocalProperty("spark.job.interruptOnCancel", "true");
      RDD<Parcel> partitions = spark.parallelize(parcels, parcels.size()).rdd();
      Consumer<Delivery> take = listener::delivered;
      Function2<Object, Delivery, BoxedUnit> handler =
          (partition, delivery) -> {
            take.accept(delivery);
            return BoxedUnit.UNIT;
          };
      spark.sc().runJob(partitions, new AnswerParcel(known), handler, DELIVERY);
    } catch (Exception e) { // Scala declares none of those that it throws
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
    listener.ended(failure);
  }

  /** Whether Spark has given up. */
  boolean isStopped() {
    return spark.sc().isStopped();
  }

  /** Tasks that run at once, as far as Spark knows. */
  int slots() {
    return spark.defaultParallelism();
  }

  /** Ends all that runs; the cluster stays joined. */
  void abandon() {
    waiting.shutdownNow();
    spark.sc().cancelAllJobs();
    Machine.forget(program);
  }

  /** Leaves the cluster. */
  @Override
  public void close() {
    waiting.shutdownNow();
    spark.stop();
    Machine.forget(program);
  }
}
