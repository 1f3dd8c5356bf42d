package org.plumbline.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.plumbline.suite.StoredCounterexample;

/** Runs the classes of {@link Examples} and looks at what becomes of their tests. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("target/plumbline-examples");

  private static Events run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents();
  }

  private static String failure(Events events, String name) {
    Event event =
        events
            .finished()
            .filter(e -> e.getTestDescriptor().getDisplayName().startsWith(name))
            .findFirst()
            .orElseThrow();
    return event
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .map(Throwable::toString)
        .orElse("");
  }

  @Test
  void whatHoldsPassesAndTheRestFails() throws IOException {
    Events events = run(Examples.Annotated.class);
    assertThat(failure(events, "holds(")).isEmpty();
    assertThat(failure(events, "holdsWithoutWords(")).isEmpty();
    assertThat(failure(events, "violated("))
        .contains("violated: violated: an input reaches")
        .contains("The counterexample stands in target/plumbline-examples/");
    assertThat(failure(events, "violatedWithoutWords(")).contains(": violated: an input reaches");
    assertThat(failure(events, "saysTwoThings("))
        .contains("@VerifiesNetwork wants a property or an input, and not both");
    assertThat(failure(events, "hasNoNetwork(")).contains("missing.onnx");
    assertThat(failure(events, "failsItself(")).contains("the method runs after the answer");
    Path written = FOLDER.resolve(Examples.Annotated.class.getName()).resolve("violated.json");
    StoredCounterexample stored = StoredCounterexample.of(Files.readAllBytes(written));
    assertThat(stored.counterexample().inputs()).hasSize(2);
    assertThat(Files.readAllLines(written.resolveSibling("violated.txt"))).hasSize(2);
  }

  @Test
  void eachImageIsATest() {
    Events events = run(Examples.Images.class);
    events.assertStatistics(counts -> counts.started(3).succeeded(2).failed(1));
    assertThat(failure(events, "1/wrong.txt"))
        .contains("The network takes the input itself for [0], not for class 1.");
  }

  @Test
  void assertionsStandAlone() {
    Events events = run(Examples.Plain.class);
    assertThat(failure(events, "holds(")).isEmpty();
    assertThat(failure(events, "violated(")).contains(": violated: an input reaches");
  }

  @Test
  void aSuiteIsATestForEachRequirementAndQuestion() {
    Events events = run(Examples.Suite.class);
    events.assertStatistics(counts -> counts.started(8).succeeded(5).failed(2).aborted(1));
    assertThat(failure(events, "the requirement: holds")).isEmpty();
    assertThat(failure(events, "REQ-2 bounded more/never"))
        .contains("Violated: an input reaches")
        .contains("Look at the counterexample: ");
    List<Event> aborted = events.aborted().list();
    assertThat(aborted.get(0).getTestDescriptor().getDisplayName())
        .isEqualTo("REQ-3 bounded often/never");
  }

  @Test
  void aSuiteThatIsNotNamedIsAMistake() {
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Examples.Nameless.class))
            .execute()
            .containerEvents();
    assertThat(events.failed().list()).hasSize(1);
    assertThat(
            events
                .failed()
                .list()
                .get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow())
        .hasMessageContaining("has no @PlumblineSuite that names its file");
  }
}
