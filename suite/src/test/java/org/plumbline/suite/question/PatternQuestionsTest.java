package org.plumbline.suite.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.api.Model;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.Literal;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.pattern.Phase;
import org.plumbline.specs.pattern.Provenance;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.SuiteParser;

/** Outputs are |3x − 1| and 0.5, by two neurons, the first of which is active where x > 1/3. */
class PatternQuestionsTest {
  private static final String NETWORK =
      "2,1,2,2,\n1,2,2,\n0,\n0,\n1,\n0,0,\n1,1,\n3,\n-3,\n-1,\n1,\n1,1,\n0,0,\n0,\n%s,\n";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("n.nnet"), NETWORK.formatted("0.5"));
    Files.writeString(folder.resolve("points.csv"), "0,0.9\n");
  }

  /** Of class 0: the first neuron is active. */
  private void patterns(Model network, int... widths) throws IOException {
    Provenance mined =
        new Provenance(
            network.sha256(), "bb", 0, 1, Provenance.Protocol.ALL, new BigDecimal("0.01"), "");
    ActivationPattern active =
        ActivationPattern.of(widths, List.of(new Literal(1, 0, Phase.ACTIVE)));
    try (OutputStream out = Files.newOutputStream(folder.resolve("naps.json"))) {
      new PatternFile(mined, widths, List.of(new ClassPattern(0, 1, active, new int[0])))
          .writeTo(out);
    }
  }

  private AskedSuite asked() throws IOException {
    String text =
        "network: n.nnet\nquestions:\n"
            + "- {id: P, pattern: {dataset: points.csv, patterns: naps.json, epsilon: 0.2}}\n";
    Path file = Files.writeString(folder.resolve("suite.yaml"), text);
    return AskedSuite.of(SuiteParser.parse(file, Parameters.none()));
  }

  private Model network() {
    return Model.read(folder.resolve("n.nnet"));
  }

  @Test
  void patternsOfTheNetworkAreAskedAbout() throws IOException {
    patterns(network(), 2);
    Found found = asked().questions().get(0).search(Duration.ofMinutes(1));
    assertThat(found.verdict()).as(found.reason()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void patternsOfAnotherNetworkAreRefusedWithTheirPlace() throws IOException {
    patterns(network(), 2);
    Files.writeString(folder.resolve("n.nnet"), NETWORK.formatted("0.25"));
    assertThatThrownBy(this::asked)
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("suite.yaml:3:3: patterns: ")
        .hasMessageContaining("naps.json: has patterns of another network than")
        .hasMessageContaining(network().sha256());
  }

  @Test
  void patternsThatDoNotFitAreRefusedWithTheirPlace() throws IOException {
    patterns(network(), 3);
    assertThatThrownBy(this::asked)
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("suite.yaml:3:3: patterns: ")
        .hasMessageContaining("naps.json");
  }
}
