package org.plumbline.verifier.certified;

import java.util.List;
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
    return of(name, model, Map.of(), List.of());
  }

  /**
   * The same of a model that keeps data in files beside it, and of which some outputs are asked
   * for.
   *
   * @param beside contents by location; nobody may change them
   * @param outputs their names; if there are none, all are
   */
  public static ReferenceReading of(
      String name, byte[] model, Map<String, byte[]> beside, List<String> outputs) {
    return of(name, model, beside, outputs, List.of());
  }

  /**
   * The same with tensors of the graph behind the outputs.
   *
   * @param hidden their names
   */
  public static ReferenceReading of(
      String name,
      byte[] model,
      Map<String, byte[]> beside,
      List<String> outputs,
      List<String> hidden) {
    return new ReferenceReading(
        beside(
            () ->
                new Files(
                    ReferenceModel.parse(name, model, beside, outputs, hidden), Optional.empty())));
  }

  /**
   * Of a {@code .nnet} file.
   *
   * @param name for messages
   * @param network its bytes; nobody may change them
   */
  public static ReferenceReading ofNnet(String name, byte[] network) {
    return new ReferenceReading(
        beside(() -> new Files(ReferenceModel.parseNnet(name, network), Optional.empty())));
  }

  /**
   * The same with a property.
   *
   * @param property its bytes, plain or gzipped; nobody may change them
   */
  public ReferenceReading with(String propertyName, byte[] property) {
    return new ReferenceReading(
        beside(
            () -> {
              ReferenceProperty read = ReferenceProperty.parse(propertyName, property);
              return new Files(model(), Optional.of(read));
            }));
  }

  /** What is read on a thread beside. */
  static <T> CompletableFuture<T> beside(Supplier<T> reading) {
    CompletableFuture<T> read = new CompletableFuture<>();
    daemon(
        "second-reading",
        () -> {
          try {
            read.complete(reading.get());
          } catch (CompletionException e) {
            read.completeExceptionally(e.getCause());
          } catch (RuntimeException | Error e) {
            read.completeExceptionally(e);
          }
        });
    return read;
  }

  /**
   * The model, when it is read.
   *
   * @throws CompletionException if it cannot be
   */
  ReferenceModel model() {
    return files.join().model();
  }

  /** A thread that does not keep the program alive, less important than the search. */
  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public Running begin(Query query, Semantics semantics, Recheck.Readings readings) {
    return new RunningComparison(() -> comparison(query, semantics), query, readings);
  }

  private PointComparison comparison(Query query, Semantics semantics) {
    Arrangement arrangement = Arrangement.plain(query.network().inputSize());
    ModelComparison one =
        new ModelComparison(
            "", model(), query.network(), arrangement.freeOfInput(), Optional.empty());
    return new PointComparison(
        List.of(one),
        Optional.empty(),
        new PropertyComparison(files.join().property(), query.property(), arrangement),
        arrangement,
        query,
        semantics);
  }
}
