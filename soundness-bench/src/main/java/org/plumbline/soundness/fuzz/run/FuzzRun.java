package org.plumbline.soundness.fuzz.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.soundness.fuzz.Finding;
import org.plumbline.soundness.fuzz.Fuzzer;
import org.plumbline.soundness.fuzz.deployment.DeploymentFuzzer;
import org.plumbline.soundness.fuzz.graph.Case;
import org.plumbline.soundness.fuzz.graph.Shrinker;
import org.plumbline.soundness.fuzz.reading.ReadingFuzzer;

/**
 * Runs a fuzzer for some time, prints what it finds, shrunk, and writes the models to a folder:
 * {@code FuzzRun reading|deployment SECONDS SEED FOLDER}. Exit code 1 if anything was found.
 */
public final class FuzzRun {
  private static final int TRIES = 3000;

  /** Of one kind, what is found after so many is only counted. */
  private static final int SHOWN = 2;

  private final Fuzzer fuzzer;
  private final Path folder;
  private final PrintStream out;
  private final Map<String, Integer> found = new TreeMap<>();

  private FuzzRun(Fuzzer fuzzer, Path folder, PrintStream out) {
    this.fuzzer = fuzzer;
    this.folder = folder;
    this.out = out;
  }

  /** See above. */
  public static void main(String[] args) {
    if (args.length != 4 || !args[0].matches("reading|deployment")) {
      System.err.println("usage: FuzzRun reading|deployment SECONDS SEED FOLDER");
      System.exit(2);
    }
    try (OnnxRuntime runtime = new OnnxRuntime()) {
      Fuzzer fuzzer =
          args[0].equals("deployment") ? new DeploymentFuzzer(runtime) : new ReadingFuzzer(runtime);
      FuzzRun run = new FuzzRun(fuzzer, Path.of(args[3]), System.out);
      run.forSeconds(Long.parseLong(args[1]), Long.parseLong(args[2]));
      System.exit(run.found.isEmpty() ? 0 : 1);
    }
  }

  private void forSeconds(long seconds, long seed) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long models = 0;
    while (System.nanoTime() < end) {
      fuzzer.look(seed * 1_000_000_007 + models++).ifPresent(this::report);
    }
    out.println(fuzzer.summary());
    found.forEach((kind, count) -> out.printf("%,10d  FOUND: %s%n", count, kind));
    out.printf("%,d models, %d kinds of findings%n", models, found.size());
  }

  private void report(Finding finding) {
    String kind = finding.complaint().kind() + " " + finding.complaint().where();
    int number = found.merge(kind, 1, Integer::sum);
    if (number > SHOWN) {
      return;
    }
    Finding shrunk = shrunk(finding);
    out.println(shrunk);
    out.println();
    write(shrunk, kind.replaceAll("\\W+", "-") + "-" + number);
  }

  private Finding shrunk(Finding finding) {
    Shrinker shrinker =
        new Shrinker(
            some -> fuzzer.complaint(some).filter(finding.complaint()::isLike).isPresent(), TRIES);
    Case smallest = shrinker.shrink(finding.smallest());
    Optional<Complaint> complaint = fuzzer.complaint(smallest);
    return new Finding(finding.seed(), complaint.orElse(finding.complaint()), smallest);
  }

  private void write(Finding finding, String name) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + ".onnx"), finding.smallest().model().bytes());
      byte[] text = finding.toString().getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve(name + ".txt"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
