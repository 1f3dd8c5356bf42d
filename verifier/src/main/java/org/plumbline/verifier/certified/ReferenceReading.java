package org.plumbline.verifier.certified;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.property.ReferenceProperty;
import org.plumbline.specs.query.Query;

/**
 * The second reading of a network's file and a VNN-LIB property by module {@code reference}. Both
 * are parsed on a thread beside, from the time that this is made.
 */
public final class ReferenceReading implements SecondReading {
  private final CompletableFuture<Files> files;

  /**
   * Both files, read a second time.
   *
   * @param property empty where the property is no file
   */
  record Files(ReferenceModel model, Optional<ReferenceProperty> property) {}

  private ReferenceReading(CompletableFuture<Files> files) {
    this.files = files;
  }

  /**
   * Of a model alone.
   *
   * @param name for messages
   * @param model its bytes, plain or gzipped; nobody may change them
   */
  public static ReferenceReading of(String name, byte[] model) {
    return of(name, model, Map.of());
  }

  /**
   * The same of a model that keeps data in files beside it.
   *
   * @param beside contents by location; nobody may change them
   */
  public static ReferenceReading of(String name, byte[] model, Map<String, byte[]> beside) {
    CompletableFuture<Files> files = new CompletableFuture<>();
    complete(files, () -> new Files(ReferenceModel.parse(name, model, beside), Optional.empty()));
    return new ReferenceReading(files);
  }

  /**
   * Of a {@code .nnet} file.
   *
   * @param name for messages
   * @param network its bytes; nobody may change them
   */
  public static ReferenceReading ofNnet(String name, byte[] network) {
    CompletableFuture<Files> files = new CompletableFuture<>();
    complete(files, () -> new Files(ReferenceModel.parseNnet(name, network), Optional.empty()));
    return new ReferenceReading(files);
  }

  /**
   * The same with a property.
   *
   * @param property its bytes, plain or gzipped; nobody may change them
   */
  public ReferenceReading with(String propertyName, byte[] property) {
    CompletableFuture<Files> both = new CompletableFuture<>();
    complete(
        both,
        () -> {
          ReferenceProperty read = ReferenceProperty.parse(propertyName, property);
          return new Files(files.join().model(), Optional.of(read));
        });
    return new ReferenceReading(both);
  }

  private static void complete(CompletableFuture<Files> files, Supplier<Files> reading) {
    daemon(
        "second-reading",
        () -> {
          try {
            files.complete(reading.get());
          } catch (CompletionException e) {
            files.completeExceptionally(e.getCause());
          } catch (RuntimeException | OutOfMemoryError e) {
            files.completeExceptionally(e);
          }
        });
  }

  /** A thread that does not keep the program alive, less important than the search. */
  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public Running begin(Query query, Semantics semantics) {
    return new RunningComparison(files, query, semantics);
  }
}
