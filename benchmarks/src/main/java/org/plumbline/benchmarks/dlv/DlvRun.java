package org.plumbline.benchmarks.dlv;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.openblas.NativeConstants;
import org.plumbline.openblas.OpenBlasGemm;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.dlv.Conclusion;
import org.plumbline.verifier.dlv.LayerwiseOptions;
import org.plumbline.verifier.dlv.LayerwiseReport;
import org.plumbline.verifier.dlv.saliency.LargestDeviation;
import org.plumbline.verifier.dlv.saliency.LargestGradient;
import org.plumbline.verifier.dlv.saliency.Saliency;
import org.plumbline.verifier.dlv.search.SearchKind;

/**
 * DLV on the network that its authors published: what it classifies right, what FGSM makes of it,
 * the ladder search against plain enumeration, and regions proved, which branch and bound has to
 * confirm. Prints Markdown.
 */
public final class DlvRun {
  private static final int GRIDS = 100;
  private static final int PROOFS = 50;
  private static final int ATTACKED = 500;
  private static final long PROOF_MILLIS = 20_000;

  /** A counterexample is shown in numbers of float32, which the points of a grid are not. */
  private static final double NEAR = 1e-3;

  /** In percent: one image of 500. */
  private static final double SLACK = 0.2 + 1e-9;

  private static final long GRID_MILLIS = 60_000;
  private static final VerifierOptions OPTIONS =
      new VerifierOptions(1, 1, Semantics.REAL, Engine.AUTO);

  private final NativeConstants constants = new NativeConstants();
  private final Network network;
  private final ImageSet images;
  private final BlackBox box;
  private boolean isMissed;

  private DlvRun(Network network, ImageSet images) {
    this.network = network;
    this.images = images;
    this.box = new NetworkBlackBox(network, this::gemm, 1);
  }

  /**
   * @param args the network, images and labels
   */
  public static void main(String[] args) throws IOException {
    DlvRun run =
        new DlvRun(
            NetworkReader.read(Path.of(args[0])),
            ImageSet.read(Path.of(args[1]), Path.of(args[2])));
    System.out.println("| what | asked for | found |");
    System.out.println("|---|---|---|");
    run.proofs();
    run.grids();
    run.attacks();
    run.accuracy();
    System.exit(run.isMissed ? 1 : 0);
  }

  private Gemm gemm() {
    return new OpenBlasGemm(constants);
  }

  private void row(boolean isMet, String what, String asked, String found, Object... values) {
    isMissed |= !isMet;
    String text = String.format(Locale.ROOT, found, values);
    System.out.println(
        "| " + what + " | " + asked + " | " + text + (isMet ? "" : " MISSED") + " |");
  }

  private LayerwiseReport dlv(
      int index,
      int dimensions,
      double span,
      int spans,
      double reach,
      Saliency saliency,
      boolean isGridEnough) {
    LayerwiseOptions options =
        new LayerwiseOptions(
            0, 0, dimensions, span, spans, -reach, 1 + reach, saliency, SearchKind.MULTI, 2, 1);
    Budget budget = Budget.ofMillis(isGridEnough ? GRID_MILLIS : PROOF_MILLIS);
    ProofListener listener =
        new ProofListener() {
          @Override
          public void note(String what) {
            if (isGridEnough && what.endsWith("points searched")) {
              budget.cancel();
            }
          }
        };
    return VerifierFactory.layerwise(OPTIONS)
        .verify(network, images.values(index), options, budget, listener);
  }

  /** Four to six dimensions, moved over their whole range. */
  private void proofs() {
    int proved = 0;
    int confirmed = 0;
    int tried = 0;
    for (; tried < images.size() && proved < PROOFS; tried++) {
      LayerwiseReport report = dlv(tried, 4 + tried % 3, 0.5, 2, 0, new LargestDeviation(), false);
      if (report.conclusion() instanceof Conclusion.Proved) {
        proved++;
        Query query = keepsClass(report.label(), report.region().box());
        Verdict verdict =
            VerifierFactory.create(OPTIONS)
                .verify(query, Budget.ofMillis(GRID_MILLIS), ProofListener.SILENT);
        confirmed += verdict instanceof Verdict.Holds ? 1 : 0;
      }
    }
    row(
        proved >= PROOFS && confirmed == proved,
        "regions of 4 to 6 whole pixels, proved continuously",
        PROOFS + ", confirmed by branch and bound",
        "%d of the first %d images, %d confirmed",
        proved,
        tried,
        confirmed);
  }

  private Query keepsClass(int label, Box region) {
    List<Polyhedron> unsafe = new ArrayList<>();
    for (int j = 0; j < network.outputSize(); j++) {
      if (j != label) {
        unsafe.add(Polyhedron.of(LinearInequality.outputOrder(label, j)));
      }
    }
    DecimalBox inputs = new DecimalBox(exact(region.lower()), exact(region.upper()));
    return Query.of(
        network,
        new Property(network.inputSize(), network.outputSize(), List.of(new Case(inputs, unsafe))));
  }

  private static BigDecimal[] exact(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  /** Two to four dimensions, at most eight spans, so long that about half of the images flip. */
  private void grids() {
    int alike = 0;
    int violated = 0;
    int tooClose = 0;
    int[] spans = {8, 4, 2};
    for (int n = 0; n < GRIDS; n++) {
      int dimensions = 2 + n % 3;
      int steps = spans[n % 3];
      double span = 24.0 / steps;
      LayerwiseReport report =
          dlv(n, dimensions, span, steps, 99, new LargestGradient(new JavaGemm()), true);
      GridEnumeration all =
          GridEnumeration.of(box, images.values(n), report.dimensions(), span, steps);
      double nearest = nearest(report.conclusion());
      alike += nearest == all.nearest() || Math.abs(nearest - all.nearest()) < NEAR ? 1 : 0;
      violated += all.nearest() < Double.POSITIVE_INFINITY ? 1 : 0;
      tooClose += all.isTooClose() ? 1 : 0;
    }
    row(
        alike == GRIDS,
        "grids where ladders and plain enumeration agree, nearest violation included",
        GRIDS + " of " + GRIDS,
        "%d (%d violated, %d too close for doubles)",
        alike,
        violated,
        tooClose);
  }

  /** NaN without an answer for the grid. */
  private static double nearest(Conclusion conclusion) {
    if (conclusion instanceof Conclusion.Violated violated
        && violated.adversarial().hidden().isEmpty()) {
      return Math.pow(violated.adversarial().distances().l2(), 2);
    }
    return conclusion instanceof Conclusion.Undecided ? Double.NaN : Double.POSITIVE_INFINITY;
  }

  /**
   * The known figures come from an implementation in float32. Its loss is flat where the network is
   * sure; Plumbline's attack does not have that weakness, and has to find as much.
   */
  private void attacks() {
    double[] sizes = {0.1, 0.2, 0.4};
    double[] known = {14.4, 64.4, 96.0};
    FgsmShare fgsm = new FgsmShare(box, network, this::gemm, images, ATTACKED);
    for (int e = 0; e < sizes.length; e++) {
      String what = "FGSM, ε = " + sizes[e] + ", first " + ATTACKED + " images, wrong afterwards";
      double share = fgsm.wrong(sizes[e]);
      row(share >= known[e] - SLACK, what, known[e] + " % or more", "%.1f %%", share);
      double single = fgsm.wrongByFloat32(sizes[e]);
      boolean isNear = Math.abs(single - known[e]) <= SLACK;
      row(isNear, "the same with the loss in float32", known[e] + " % ± 0.2", "%.1f %%", single);
    }
  }

  private void accuracy() {
    int right = 0;
    for (int n = 0; n < images.size(); n++) {
      right +=
          BlackBox.winner(box.scores(1, images.values(n)), 0, box.classes()) == images.label(n)
              ? 1
              : 0;
    }
    double share = 100.0 * right / images.size();
    row(
        Math.abs(share - 99.08) < 0.005,
        "accuracy",
        "99.08 %",
        "%.2f %% of %,d",
        share,
        images.size());
  }
}
