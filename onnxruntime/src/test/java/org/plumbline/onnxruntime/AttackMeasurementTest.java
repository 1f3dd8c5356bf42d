package org.plumbline.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.bayes.BayesianAttack;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.FastGradientSign;
import org.plumbline.falsifier.gradient.LevelSetTraversal;
import org.plumbline.falsifier.gradient.ProjectedGradient;
import org.plumbline.falsifier.gradient.QuadraticTopK;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.label.ArcPath;
import org.plumbline.falsifier.label.CurvatureAttack;
import org.plumbline.falsifier.score.SquareAttack;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.IdxFile;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;

/**
 * How often each attack fools a network that reads 99.55 % of the digits of MNIST. Floors are well
 * below what was measured, so that a change of the last bit does not fail them.
 */
@Tag("slow")
class AttackMeasurementTest {
  private static final Path SHARED = Path.of("../../shared");
  private static final Path MODEL = SHARED.resolve("models/deepgame-mnist.onnx");
  private static final Path DIGITS = SHARED.resolve("data/mnist/t10k-images-idx3-ubyte.gz");
  private static final ImageDomain DOMAIN = new ImageDomain(1, 28, 28, 0, 1);
  private static final int IMAGES = 3;

  private static WhiteBox inside;

  @BeforeAll
  static void read() throws IOException {
    assumeTrue(Files.exists(MODEL) && Files.exists(DIGITS), "the model and MNIST are not at hand");
    inside = new WhiteBox(OnnxReader.read(MODEL), JavaGemm::new, 2);
  }

  private static double[] digit(int index) {
    ImageLayout digits = new ImageLayout(28, 28, 1, ChannelOrder.CHW);
    return new InputReader(InputReader.Scale.UNIT, InputShape.of(digits))
        .read(IdxFile.read(DIGITS), index, DIGITS)
        .doubles();
  }

  /** ONNX Runtime answers in a fraction of the time that Plumbline's own evaluation takes. */
  private static BlackBox box() {
    try {
      return new OnnxRuntimeBlackBox(MODEL, 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells the winner alone. */
  private static BlackBox labels(BlackBox inner) {
    return new BlackBox() {
      @Override
      public int inputs() {
        return inner.inputs();
      }

      @Override
      public int classes() {
        return inner.classes();
      }

      @Override
      public Knowledge knowledge() {
        return Knowledge.LABELS;
      }

      @Override
      public double[] scores(int rows, double[] x) {
        double[] scores = inner.scores(rows, x);
        double[] labels = new double[rows * classes()];
        for (int r = 0; r < rows; r++) {
          labels[r * classes() + BlackBox.winner(scores, r * classes(), classes())] = 1;
        }
        return labels;
      }
    };
  }

  private static Trial.Question question(
      BlackBox box, double[] image, Distance distance, long queries) {
    return new Trial.Question(box, DOMAIN, image, distance, queries, Budget.unlimited());
  }

  /** How many of the first digits it fools, and the mean distance. */
  private record Measured(int fooled, double mean) {}

  private static Measured measured(
      ImageAttack attack, BlackBox box, Distance distance, long queries) {
    int fooled = 0;
    double sum = 0;
    for (int n = 0; n < IMAGES; n++) {
      Trial.Question question = question(box, digit(n), distance, queries);
      AttackResult result = AttackResult.of(attack, question, List.of(), n);
      fooled += result.adversarial().isPresent() ? 1 : 0;
      sum += result.adversarial().map(found -> found.distance()).orElse(0.0);
    }
    return new Measured(fooled, sum / fooled);
  }

  private static Ball within(double radius) {
    return new Ball(Distance.LINF, radius);
  }

  @Test
  void gradients() {
    Distance norm = Distance.LINF;
    assertThat(measured(new FastGradientSign(inside, within(0.3)), box(), norm, 10).fooled())
        .isGreaterThanOrEqualTo(1);
    ProjectedGradient descent = new ProjectedGradient(inside, within(0.15), AttackOptions.quick());
    assertThat(measured(descent, box(), norm, 100).fooled()).isEqualTo(IMAGES);
    Measured quadratic = measured(QuadraticTopK.of(inside), box(), Distance.L2, 1000);
    assertThat(quadratic.fooled()).isEqualTo(IMAGES);
    assertThat(quadratic.mean()).isLessThan(2.5);
  }

  @Test
  void scores() {
    Measured square = measured(SquareAttack.of(within(0.3), 2000), box(), Distance.LINF, 2100);
    assertThat(square.fooled()).isEqualTo(IMAGES);
    Measured bayes = measured(BayesianAttack.of(within(0.4), 200), box(), Distance.LINF, 210);
    assertThat(bayes.fooled()).isEqualTo(IMAGES);
  }

  @Test
  void labels() {
    for (ArcPath path : ArcPath.values()) {
      CurvatureAttack attack = new CurvatureAttack(path, List.of(), Integer.MAX_VALUE, 2);
      Measured walk = measured(attack, labels(box()), Distance.L2, 1500);
      assertThat(walk.fooled()).isEqualTo(IMAGES);
      assertThat(walk.mean()).isLessThan(3);
    }
  }

  /** An image that is as surely a 7 as the first digit is, and looks like the second, a 2. */
  @Test
  void underSensitivity() {
    Function<Integer, double[]> digits = AttackMeasurementTest::digit;
    Trial trial = question(box(), digits.apply(1), Distance.L2, 2000).open(List.of(7));
    LevelSetTraversal.Walk walk =
        LevelSetTraversal.from(inside, digits.apply(0)).walk(trial).orElseThrow();
    double before = Distance.L2.between(digits.apply(0), digits.apply(1), DOMAIN);
    double after = Distance.L2.between(walk.image(), digits.apply(1), DOMAIN);
    assertThat(walk.lead()).isBetween(0.9 * walk.sourceLead(), 1.1 * walk.sourceLead());
    assertThat(after).isLessThan(0.7 * before);
  }
}
