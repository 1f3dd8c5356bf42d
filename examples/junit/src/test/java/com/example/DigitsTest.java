package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.api.Assurance;
import org.plumbline.api.Holds;
import org.plumbline.junit.PlumblineTest;
import org.plumbline.junit.Questions;
import org.plumbline.junit.VerifiesNetwork;

/** Questions about a network as tests: two minutes for all of them together. */
@PlumblineTest(totalSeconds = 120, questionSeconds = 30)
class DigitsTest {
  private static final String NETWORK = "../digits/digits.onnx";

  /** A property in VNN-LIB. */
  @VerifiesNetwork(network = NETWORK, property = "../digits/four-noise-2.vnnlib")
  void aFourWithNoiseStaysAFour() {}

  /** An input that may move; the answer can be looked at. */
  @VerifiesNetwork(
      network = NETWORK,
      input = "src/test/resources/images/4/line-101.txt",
      epsilon = "1",
      label = 4,
      range = {"0", "16"})
  void theProofIsCertified(Holds answer) {
    assertEquals(Assurance.CERTIFIED, answer.assurance());
  }

  /** A test for each image of a folder, whose subfolders are named after classes. */
  @TestFactory
  Stream<DynamicTest> eachImageKeepsItsClass(Questions questions) {
    return questions.robustness(
        Path.of(NETWORK),
        Path.of("src/test/resources/images"),
        near -> near.epsilon("0.5").range("0", "16"));
  }
}
