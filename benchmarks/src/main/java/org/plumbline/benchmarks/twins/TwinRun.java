package org.plumbline.benchmarks.twins;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkJoin;
import org.plumbline.openblas.NativeConstants;
import org.plumbline.openblas.OpenBlasGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib2.JoinedProperty;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.proof.LeafMender;

/**
 * What the bounds of differences are worth: each question of {@code benchmarks/twins.py}, of the
 * networks side by side and of the twin's difference. Prints comma-separated values: processor
 * seconds of the search, of the check of its certificate, what the check says.
 */
public final class TwinRun {
  private static final int THREADS = 2;

  private final Path folder;
  private final long millis;
  private final NativeConstants constants = new NativeConstants();

  private TwinRun(Path folder, long millis) {
    this.folder = folder;
    this.millis = millis;
  }

  /**
   * @param args the folder of questions, seconds for each, and which: lines of the table that
   *     contain this text
   */
  public static void main(String[] args) throws Exception {
    TwinRun run = new TwinRun(Path.of(args[0]), 1000 * Long.parseLong(args[1]));
    String chosen = args.length > 2 ? args[2] : "";
    System.out.println("network,copy,property,rule,form,answer,search,check,certificate");
    boolean isFirst = true;
    for (String line : Files.readAllLines(run.folder.resolve("questions.csv"))) {
      if (!line.startsWith("network,") && line.contains(chosen)) {
        String[] cells = line.split(",");
        if (isFirst) {
          run.warmUp(cells);
          isFirst = false;
        }
        run.ask(cells);
      }
    }
    System.exit(0);
  }

  private void warmUp(String[] cells) throws IOException {
    Budget some = Budget.ofMillis(5_000);
    decide(query(cells, false), some);
    decide(query(cells, true), some);
  }

  private void ask(String[] cells) throws IOException {
    String key = String.join(",", Arrays.asList(cells).subList(0, 4));
    for (boolean isTwin : new boolean[] {true, false}) {
      String found = decide(query(cells, isTwin), Budget.ofMillis(millis));
      System.out.println(key + "," + (isTwin ? "twins" : "plain") + "," + found);
    }
  }

  private Query query(String[] cells, boolean isTwin) throws IOException {
    String rest = cells[0] + "-" + cells[1] + "-" + cells[2] + "-" + cells[3] + ".vnnlib";
    Path file = folder.resolve(rest);
    JoinedProperty property = JoinedProperty.of(Vnnlib2Parser.parse(file), file.toString());
    int n = property.freeInputs();
    int[] reads = property.freeOfInput();
    List<NetworkJoin.Part> parts =
        List.of(
            part("f", cells[0] + "-original.onnx", Arrays.copyOf(reads, n)),
            part("g", cells[0] + "-" + cells[1] + ".onnx", Arrays.copyOfRange(reads, n, 2 * n)));
    Network network =
        isTwin ? NetworkJoin.ofReals(n, parts, List.of()) : NetworkJoin.of(n, parts, List.of());
    return Query.of(network, property.property());
  }

  private NetworkJoin.Part part(String name, String file, int[] reads) throws IOException {
    return new NetworkJoin.Part(name, NetworkReader.read(folder.resolve(file)), reads);
  }

  private String decide(Query query, Budget budget) {
    CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
    long start = processorNanos();
    Verdict verdict =
        new BranchAndBoundVerifier(
                THREADS,
                () -> new OpenBlasGemm(constants),
                ProgramSolver.best(),
                Splitting.AUTOMATIC,
                Refuter.NONE)
            .verify(query, budget, recorder);
    double search = seconds(start);
    if (!(verdict instanceof Verdict.Holds)) {
      return String.format(Locale.ROOT, "%s,%.2f,,", verdict.getClass().getSimpleName(), search);
    }
    long found = processorNanos();
    CheckResult result = check(query, recorder.proof().orElseThrow(), budget);
    return String.format(
        Locale.ROOT,
        "Holds,%.2f,%.2f,%s",
        search,
        seconds(found),
        result.getClass().getSimpleName());
  }

  /** Leaves that the checker leaves open are halved, as the command does. */
  private static CheckResult check(Query query, List<Certificate.CaseProof> found, Budget budget) {
    return new CertificateChecker(THREADS)
        .check(query, found, Certificate.Semantics.REAL, new LeafMender(query), budget);
  }

  /** Of all threads, which other work of the machine hardly changes. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double seconds(long start) {
    return (processorNanos() - start) * 1e-9;
  }
}
