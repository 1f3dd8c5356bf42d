package org.plumbline.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.api.Answer;
import org.plumbline.api.Assurance;
import org.plumbline.api.Holds;
import org.plumbline.api.Model;
import org.plumbline.api.Property;
import org.plumbline.api.Verification;

/** Classes of tests that other tests run; none runs by itself. */
final class Examples {
  private static final String FILES = "src/test/resources/";
  private static final String NETWORK = FILES + "two.nnet";

  private Examples() {}

  @PlumblineTest(folder = "target/plumbline-examples")
  static class Annotated {
    @VerifiesNetwork(
        network = NETWORK,
        input = FILES + "point.txt",
        epsilon = "1/16",
        label = 1,
        range = {"0", "1"})
    void holds(Holds answer) {
      assertThat(answer.assurance()).isEqualTo(Assurance.CERTIFIED);
      assertThat(answer.asked().orElseThrow().isOwn()).isTrue();
    }

    @VerifiesNetwork(network = NETWORK, property = FILES + "never-much.vnnlib")
    void holdsWithoutWords() {}

    @VerifiesNetwork(
        network = NETWORK,
        input = FILES + "point.txt",
        epsilon = "0.25",
        label = 1,
        range = {"0", "1"})
    void violated(Answer answer) {
      throw new IllegalStateException("never reached, " + answer);
    }

    @VerifiesNetwork(network = NETWORK, property = FILES + "never.vnnlib")
    void violatedWithoutWords() {
      throw new IllegalStateException("never reached");
    }

    @VerifiesNetwork(
        network = NETWORK,
        property = FILES + "never.vnnlib",
        input = FILES + "point.txt")
    void saysTwoThings() {}

    @VerifiesNetwork(network = FILES + "missing.onnx", property = FILES + "never.vnnlib")
    void hasNoNetwork() {}

    @VerifiesNetwork(network = NETWORK, property = FILES + "never-much.vnnlib")
    void failsItself() {
      assertThat(1).as("the method runs after the answer").isEqualTo(2);
    }
  }

  @PlumblineTest(folder = "target/plumbline-examples")
  static class Images {
    @TestFactory
    Stream<DynamicTest> images(Questions questions) {
      return questions.robustness(
          Path.of(NETWORK),
          Path.of(FILES + "images"),
          near -> near.epsilon("0.01").range("0", "1"));
    }
  }

  static class Plain {
    @Test
    void holds() {
      PlumblineAssertions.assertHolds(question("never-much.vnnlib"));
    }

    @Test
    void violated() {
      PlumblineAssertions.assertHolds(question("never.vnnlib"));
    }

    private static Verification question(String property) {
      return Verification.of(
          Model.read(Path.of(NETWORK)), Property.read(Path.of(FILES + property)));
    }
  }

  @PlumblineSuite(value = FILES + "suite.yaml", ledger = "target/plumbline-examples/ledger")
  static class Suite implements SuiteTests {}

  static class Nameless implements SuiteTests {}
}
