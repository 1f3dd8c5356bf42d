package org.plumbline.soundness.mutants;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.plumbline.soundness.instance.BenchmarkFolder;

/** Plumbline with a mutant's bug in it. */
final class MutatedVerifier {
  /** A mutant may have forgotten to look at the clock. */
  private static final long PATIENCE_MILLIS = 20_000;

  private final Mutant mutant;
  private final UnaryOperator<Map<String, Object>> inside;

  @SuppressWarnings("unchecked")
  MutatedVerifier(Mutant mutant, MutantCompiler compiler) {
    this.mutant = mutant;
    ClassLoader loader = new MutantLoader(compiler.compile(mutant));
    try {
      inside =
          (UnaryOperator<Map<String, Object>>)
              loader.loadClass(InsideMutant.class.getName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What the mutant says.
   *
   * @param verdict {@code sat}, {@code unsat}, {@code unknown}, or the exception it died of
   * @param inputs of a counterexample
   * @param certificate of a proof, if the mutant left one
   * @param guilty kind of the first layer with a bound that an audited input refutes
   */
  record Claim(
      String verdict,
      Optional<double[]> inputs,
      Optional<byte[]> certificate,
      Optional<String> guilty) {
    static Claim of(String verdict) {
      return new Claim(verdict, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Asks a question of a benchmark.
   *
   * @param audited inputs that the bounds of every node are compared with
   */
  Claim ask(
      BenchmarkFolder benchmark, String instance, Mutant.Setting setting, List<double[]> audited) {
    Map<String, Object> question =
        Map.of(
            "network", benchmark.network(instance),
            "property", benchmark.property(instance),
            "inputs", audited.toArray(new double[0][]),
            "engine", setting.engine(),
            "semantics", setting.semantics(),
            "isChecked", mutant.isChecked(),
            "isForged", mutant.isOfChecker(),
            "timeoutMillis", setting.timeoutMillis());
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> run(question, answer), "mutant " + mutant.name());
    thread.setDaemon(true);
    thread.start();
    try {
      Map<String, Object> said =
          answer.get(setting.timeoutMillis() + PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return new Claim(
          (String) said.get("verdict"),
          Optional.ofNullable((double[]) said.get("inputs")),
          Optional.ofNullable((byte[]) said.get("certificate")),
          Optional.ofNullable((String) said.get("guilty")));
    } catch (ExecutionException e) {
      return Claim.of(e.getCause().toString());
    } catch (TimeoutException e) {
      return Claim.of("no end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void run(Map<String, Object> question, CompletableFuture<Map<String, Object>> answer) {
    try {
      answer.complete(inside.apply(question));
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }
}
