package org.plumbline.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.plumbline.api.Answer;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Counterexample;
import org.plumbline.api.Holds;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Undecided;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;

/**
 * Asks questions within a budget and turns answers into outcomes of tests: what holds passes, what
 * is violated fails and its counterexample is written, what is undecided fails or is aborted. Safe
 * for use by several threads.
 */
public final class Questions {
  private final Budget budget;
  private final WhenUndecided undecided;
  private final CounterexampleFiles files;

  Questions(Budget budget, WhenUndecided undecided, CounterexampleFiles files) {
    this.budget = budget;
    this.undecided = undecided;
    this.files = files;
  }

  /**
   * Passes if the property holds. The limit of time is that of this class, whatever the
   * verification says.
   *
   * @param name of the question, for the file of a counterexample
   * @param verification the question
   * @return the answer
   * @throws AssertionFailedError if it is violated, or undecided and that is to fail
   * @throws org.opentest4j.TestAbortedException if it is undecided and that is to abort
   * @throws org.plumbline.api.UnreadableInputException if a file cannot be read or is not supported
   */
  public Holds assertHolds(String name, Verification verification) {
    Duration time = budget.next();
    if (time.isZero()) {
      throw open(
          "The time for all questions of this class is used up: '" + name + "' was not asked");
    }
    Answer answer = verification.timeout(time).run();
    if (answer instanceof Holds holds) {
      return holds;
    } else if (answer instanceof Violated violated) {
      throw violated(name, violated);
    }
    throw open(name + ": undecided: " + ((Undecided) answer).reason());
  }

  private AssertionFailedError violated(String name, Violated violated) {
    Counterexample found = violated.counterexample();
    Path file = files.write(name, found);
    return new AssertionFailedError(
        name
            + ": violated: an input reaches "
            + found.reached()
            + other(violated)
            + " The counterexample stands in "
            + file
            + ": "
            + Values.words(found.inputs())
            + ", outputs "
            + Values.words(found.outputs()));
  }

  private static String other(Violated violated) {
    return violated.asked().filter(asked -> !asked.isOwn()).map(Questions::other).orElse(".");
  }

  private static String other(AskedClass asked) {
    return ". The network takes the input itself for "
        + asked.own()
        + ", not for class "
        + asked.label()
        + ".";
  }

  /** Fails here, unless it is to be aborted. */
  private AssertionFailedError open(String why) {
    Assumptions.assumeTrue(undecided == WhenUndecided.FAIL, why);
    return new AssertionFailedError(why);
  }

  /**
   * A test for each image of a folder, in the order of names. Images in subfolders whose names are
   * numbers are of these classes; of others the network's own class has to stay.
   *
   * @param network the network
   * @param images folder of images, or of files of numbers
   * @param question makes the question of an input, for example {@code near ->
   *     near.epsilon("8/255").range("0", "1")}
   * @return tests for a {@link org.junit.jupiter.api.TestFactory}
   * @throws org.plumbline.api.UnreadableInputException if the folder cannot be read or is empty
   */
  public Stream<DynamicTest> robustness(
      Path network, Path images, UnaryOperator<LocalRobustness> question) {
    Model model = Model.read(network);
    return ImageFolder.files(images).stream()
        .map(
            image ->
                DynamicTest.dynamicTest(
                    image.name(),
                    () ->
                        assertHolds(
                            image.name(), Verification.of(model, question.apply(image.around())))));
  }
}
