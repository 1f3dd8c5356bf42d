package org.plumbline.benchmarks.programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.milp.VariableRange;
import org.plumbline.encodings.network.Breakpoints;
import org.plumbline.encodings.network.Encoding;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.encodings.network.NetworkEncoder;
import org.plumbline.encodings.system.Solution;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.openblas.NativeConstants;
import org.plumbline.openblas.OpenBlasGemm;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib.VnnLibParser;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.branching.root.CaseBounds;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;

/**
 * What programs could add to branch and bound on one question: how much narrower they make the
 * neurons that are open at the root, and how long they take for what is left when all but a few
 * neurons have their phases. Times are of a warm virtual machine. Prints Markdown.
 */
public final class ProgramsRun {
  private static final int NEURONS_PER_LAYER = 24;
  private static final int MILLIS_PER_END = 1_000;
  private static final long LEAF_MILLIS = 20_000;
  private static final int LEAVES = 5;
  private static final int[] OPEN = {5, 10, 20, 40};

  private final Query query;
  private final Network network;
  private final Case part;
  private final NativeConstants constants = new NativeConstants();

  private ProgramsRun(Query query) {
    this.query = query;
    this.network = query.network();
    this.part = query.property().cases().get(0);
  }

  /** A neuron that a ReLU reads, by the layer of the neuron. */
  private record Neuron(int layer, int index) {}

  /**
   * @param args a network and a property of one case
   */
  public static void main(String[] args) throws Exception {
    ProgramsRun run =
        new ProgramsRun(
            Query.of(NetworkReader.read(Path.of(args[0])), VnnLibParser.parse(Path.of(args[1]))));
    LayerBounds bounds = run.bounds(Premise.NONE);
    List<Neuron> open = run.open(bounds);
    run.branchAndBound(open.size());
    run.leaves(bounds, open);
    run.tightening(bounds);
    System.exit(0);
  }

  private Gemm gemm() {
    return new OpenBlasGemm(constants);
  }

  private LayerBounds bounds(Premise premise) {
    return new CaseBounds(network, this::gemm, 1)
        .of(part, premise, Budget.ofMillis(600_000))
        .orElseThrow()
        .bounds();
  }

  private List<Neuron> open(LayerBounds bounds) {
    List<Neuron> open = new ArrayList<>();
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        int z = act.source();
        for (int i = 0; i < act.size(); i++) {
          if (bounds.lower()[z][i] < 0 && bounds.upper()[z][i] > 0) {
            open.add(new Neuron(z, i));
          }
        }
      }
    }
    return open;
  }

  private void branchAndBound(int open) {
    long best = Long.MAX_VALUE;
    long[] subproblems = new long[1];
    Verdict verdict = null;
    for (int repeat = 0; repeat < 3; repeat++) {
      long start = System.nanoTime();
      verdict =
          new BranchAndBoundVerifier(
                  1, this::gemm, ProgramSolver.best(), Splitting.AUTOMATIC, Refuter.NONE)
              .verify(
                  query,
                  Budget.ofMillis(60_000),
                  new ProofListener() {
                    @Override
                    public void progress(int waiting, long done, double share) {
                      subproblems[0] = done;
                    }
                  });
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.printf(
        Locale.ROOT,
        "Branch and bound, one thread: %s, %d open neurons, %d subproblems, %.0f ms.%n%n",
        verdict.getClass().getSimpleName(),
        open,
        subproblems[0],
        best / 1e6);
  }

  /** Phases as at random inputs for all but some neurons, those of the widest ranges. */
  private void leaves(LayerBounds bounds, List<Neuron> open) {
    System.out.println("| neurons left open | SCIP, median ms | of these to build the program |");
    System.out.println("|---|---|---|");
    List<Neuron> widest = new ArrayList<>(open);
    widest.sort((a, b) -> Double.compare(spread(bounds, b), spread(bounds, a)));
    for (int count : OPEN) {
      if (count > open.size()) {
        break;
      }
      double[] all = new double[LEAVES];
      double[] building = new double[LEAVES];
      for (int leaf = 0; leaf < LEAVES; leaf++) {
        LayerBounds inner = bounds(phases(widest.subList(0, open.size() - count), leaf));
        long start = System.nanoTime();
        Encoding encoding = NetworkEncoder.encode(network, part, inner, new Breakpoints());
        ProgramSolver.require().ranges(encoding.system(), false).close();
        building[leaf] = (System.nanoTime() - start) / 1e6;
        start = System.nanoTime();
        Solution solution =
            ProgramSolver.require()
                .constraints()
                .solve(
                    NetworkEncoder.encode(network, part, inner, new Breakpoints()).system(),
                    Budget.ofMillis(LEAF_MILLIS));
        all[leaf] =
            solution instanceof Solution.Inconclusive
                ? Double.POSITIVE_INFINITY
                : (System.nanoTime() - start) / 1e6;
      }
      System.out.printf(
          Locale.ROOT, "| %d | %.0f | %.0f |%n", count, median(all), median(building));
    }
    System.out.println();
  }

  private static double spread(LayerBounds bounds, Neuron neuron) {
    return Math.min(
        -bounds.lower()[neuron.layer()][neuron.index()],
        bounds.upper()[neuron.layer()][neuron.index()]);
  }

  private Premise phases(List<Neuron> neurons, int seed) {
    Random random = new Random(seed);
    DecimalBox box = part.inputs();
    double[] x = new double[box.size()];
    for (int j = 0; j < x.length; j++) {
      double low = box.lower()[j].doubleValue();
      x[j] = low + random.nextDouble() * (box.upper()[j].doubleValue() - low);
    }
    double[][] values = new ForwardPass(network, new JavaGemm()).trace(1, x);
    return new Premise(
        neurons.stream()
            .map(n -> new Premise.Literal(n.layer(), n.index(), values[n.layer()][n.index()] > 0))
            .toList());
  }

  private void tightening(LayerBounds bounds) {
    System.out.println(
        "| layer | open | tried | width by LP | closed by LP | ms | width by SCIP | closed | ms |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    Case all = new Case(part.inputs(), List.of(new Polyhedron(List.of())));
    Encoding encoding = NetworkEncoder.encode(network, all, bounds, new Breakpoints());
    BitSet layers = new BitSet();
    open(bounds).forEach(n -> layers.set(n.layer()));
    for (int k : layers.stream().toArray()) {
      int[] open =
          open(bounds).stream().filter(n -> n.layer() == k).mapToInt(Neuron::index).toArray();
      int step = (open.length + NEURONS_PER_LAYER - 1) / NEURONS_PER_LAYER;
      int[] tried = new int[(open.length + step - 1) / step];
      Arrays.setAll(tried, t -> open[t * step]);
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %d | %s | %s |%n",
          k,
          open.length,
          tried.length,
          ranges(encoding, bounds, k, tried, true),
          ranges(encoding, bounds, k, tried, false));
    }
  }

  /** Mean share of the width that is left, neurons whose phase is known then, and time for one. */
  private static String ranges(
      Encoding encoding, LayerBounds bounds, int layer, int[] neurons, boolean isRelaxed) {
    double share = 0;
    int closed = 0;
    long start = System.nanoTime();
    try (VariableRange program =
        ProgramSolver.require().ranges(encoding.before(layer), isRelaxed)) {
      for (int i : neurons) {
        double low = bounds.lower()[layer][i];
        double high = bounds.upper()[layer][i];
        VariableRange.Range range =
            program
                .of(encoding.firstVariable()[layer] + i, MILLIS_PER_END)
                .orElse(new VariableRange.Range(0, 0));
        double lower = Math.max(low, range.lower());
        double upper = Math.min(high, range.upper());
        share += (upper - lower) / (high - low);
        closed += lower >= 0 || upper <= 0 ? 1 : 0;
      }
    }
    double each = (System.nanoTime() - start) / 1e6 / neurons.length;
    return String.format(
        Locale.ROOT, "%.0f %% | %d | %.0f", 100 * share / neurons.length, closed, each);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
