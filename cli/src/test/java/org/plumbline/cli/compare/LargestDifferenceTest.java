package org.plumbline.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.JointFiles;
import org.plumbline.network.interval.Box;
import org.plumbline.question.NetworkFile;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;

/** What is asked after what, of an oracle that stands in for the search. */
class LargestDifferenceTest {
  private static final Verdict UNKNOWN = new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "hard");
  private static final Verdict HOLDS = new Verdict.Holds(Assurance.ROUNDED);

  @TempDir private Path folder;
  private ComparedNetworks networks;
  private final List<BigDecimal> asked = new ArrayList<>();

  @BeforeEach
  void write() {
    JointFiles files = new JointFiles(folder);
    networks =
        new ComparedNetworks(
            NetworkFile.of(Path.of(files.model("sum.onnx", JointFiles.SUM))),
            NetworkFile.of(Path.of(files.model("less.onnx", JointFiles.LESS))));
  }

  private LargestDifference search(double radius, BiFunction<BigDecimal, Budget, Verdict> ask) {
    Box box = new Box(new double[] {-radius, -radius}, new double[] {radius, radius});
    LargestDifference found = new LargestDifference(networks, box);
    found.search(
        (bound, slice) -> {
          asked.add(bound);
          return ask.apply(bound, slice);
        },
        Budget.unlimited(),
        1);
    return found;
  }

  /** Half the radius in a corner, which is one of the samples. */
  @Test
  void theBoundComesDownToWhatIsSeen() {
    LargestDifference found =
        search(1, (bound, slice) -> bound.doubleValue() >= 0.51 ? HOLDS : UNKNOWN);
    assertThat(found.seen()).isEqualTo(0.5);
    assertThat(asked.get(0)).isEqualByComparingTo("1");
    assertThat(found.proved().orElseThrow().value().doubleValue()).isBetween(0.51, 0.525);
  }

  @Test
  void nothingIsProvedThatIsNotSaid() {
    LargestDifference found =
        search(1, (bound, slice) -> bound.doubleValue() >= 3 ? HOLDS : UNKNOWN);
    assertThat(found.proved().orElseThrow().value().doubleValue()).isBetween(3.0, 4.0);
    assertThat(search(1, (bound, slice) -> UNKNOWN).proved()).isEmpty();
  }

  @Test
  void whatOverflowsShowsNothing() {
    LargestDifference found = search(Double.MAX_VALUE, (bound, slice) -> UNKNOWN);
    assertThat(found.seen()).isPositive().isFinite();
    assertThat(found.proved()).isEmpty();
  }
}
