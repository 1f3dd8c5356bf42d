package org.plumbline.suite.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.Demand;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.Outcome.Standing;
import org.plumbline.suite.Place;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.SampleAnswers;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;

class GateTest {
  @TempDir private Path folder;

  private static Optional<BigDecimal> share(String text) {
    return text == null ? Optional.empty() : Optional.of(new BigDecimal(text));
  }

  private static Requirement requirement(Demand demand) {
    return new Requirement(
        "R", List.of(), new Place("s", 1, 1), QuestionKind.ROBUSTNESS, "asked", demand);
  }

  private static Requirement requirement(
      String holds, String certified, String violated, String undecided) {
    return requirement(
        new Demand(
            share(holds),
            share(certified),
            share(violated),
            share(undecided),
            Optional.empty(),
            false,
            "words"));
  }

  /** C certified, H holds without a certificate, V violated, U undecided, E broke down. */
  private static List<SuiteAnswer> answers(String letters) {
    List<SuiteAnswer> answers = new ArrayList<>();
    for (char letter : letters.toCharArray()) {
      answers.add(SampleAnswers.of("R", "R/" + answers.size(), letter));
    }
    return answers;
  }

  @ParameterizedTest
  @CsvSource({
    "1,,,,CCCC,MET",
    "1,,,,CCCH,MET",
    "1,,,,CCCU,CANNOT_BE_SAID",
    "1,,,,CCCE,CANNOT_BE_SAID",
    "1,,,,CCVU,NOT_MET",
    "0.75,,,,CCCV,MET",
    "0.75,,,,CCVV,NOT_MET",
    "0.75,,,,CCUV,CANNOT_BE_SAID",
    ",1,,,CCCH,CANNOT_BE_SAID",
    ",0.75,,,CCCV,MET",
    ",0.76,,,CCCV,NOT_MET",
    ",,0.25,,CCCV,MET",
    ",,0.25,,CCVV,NOT_MET",
    ",,0,,CCCC,MET",
    ",,0,,CCUU,CANNOT_BE_SAID",
    ",,0.4,,CCUE,CANNOT_BE_SAID",
    ",,0.5,,CCUE,MET",
    ",,0,1,CCUU,MET",
    ",,0,0,CCUU,CANNOT_BE_SAID",
    ",,,0.5,CCUE,MET",
    ",,,0.5,CUUE,CANNOT_BE_SAID",
    "0.1,,0,1,CUUE,MET",
    "1,,0,0,CUV,NOT_MET",
  })
  void whatAnswersSayOfARequirement(
      String holds,
      String certified,
      String violated,
      String undecided,
      String letters,
      Standing expected) {
    Requirement asked = requirement(holds, certified, violated, undecided);
    Gate gate = Gate.of(List.of(asked), answers(letters), Optional.empty());
    assertThat(gate.outcomes().get(0).standing()).isEqualTo(expected);
    assertThat(gate.standing()).isEqualTo(expected);
  }

  @Test
  void sharesHaveExactIntervalsWhereTheyAreOfASample() {
    Demand demand =
        new Demand(
            Optional.empty(),
            share("0.5"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            "");
    Outcome outcome =
        Gate.of(List.of(requirement(demand)), answers("CCCCCCCCCC"), Optional.empty())
            .outcomes()
            .get(0);
    // With all of n the lower end is 0.025^(1/n).
    assertThat(outcome.conditions().get(0).share().lower())
        .isEqualTo(Math.pow(0.025, 0.1), within(1e-9));
    assertThat(outcome.conditions().get(0).found()).contains("10 of 10", "69.2 to 100.0");
  }

  @Test
  void onlyNewFailuresCloseTheGate() throws IOException {
    Requirement all = requirement("1", null, null, null);
    Baseline baseline = new Baseline(Map.of()).updated(List.of(all), answers("CVUE"));
    assertThat(baseline.failures())
        .isEqualTo(Map.of("R/1", Verdict.VIOLATED, "R/2", Verdict.UNDECIDED, "R/3", Verdict.ERROR));
    Path file = Files.writeString(folder.resolve("known.json"), baseline.text());
    Baseline read = Baseline.read(file);
    assertThat(read).isEqualTo(baseline);
    assertThat(standing(all, "CVUE", read)).isEqualTo(Standing.MET);
    assertThat(standing(all, "CUUU", read)).as("no worse").isEqualTo(Standing.MET);
    assertThat(standing(all, "CVVE", read)).as("worse").isEqualTo(Standing.NOT_MET);
    assertThat(standing(all, "VVUE", read)).as("new").isEqualTo(Standing.NOT_MET);
    assertThat(standing(all, "UVUE", read)).as("open").isEqualTo(Standing.CANNOT_BE_SAID);
    Gate better = Gate.of(List.of(all), answers("VCUE"), Optional.of(read));
    assertThat(better.difference().fixed()).containsExactly("R/1");
    assertThat(better.difference().fresh()).containsExactly("R/0");
    assertThat(better.difference().known()).containsExactly("R/2", "R/3");
    assertThat(better.outcomes().get(0).standing()).isEqualTo(Standing.NOT_MET);
    assertThat(read.updated(List.of(all), answers("CC")).failures())
        .as("what was not asked stays")
        .containsOnlyKeys("R/2", "R/3");
  }

  @Test
  void whatHoldsWithoutARequiredCertificateIsAFailureThatCanBeKnown() {
    Requirement certified = requirement(null, "1", null, null);
    Baseline known = new Baseline(Map.of("R/1", Verdict.VIOLATED));
    assertThat(standing(certified, "CVC", known)).isEqualTo(Standing.MET);
    assertThat(standing(certified, "CVH", known)).isEqualTo(Standing.CANNOT_BE_SAID);
    Baseline more = known.updated(List.of(certified), answers("CVH"));
    assertThat(standing(certified, "CVH", more)).isEqualTo(Standing.MET);
    assertThat(standing(certified, "CVU", more)).isEqualTo(Standing.CANNOT_BE_SAID);
  }

  /** What the requirement allows for is neither a failure nor kept as one. */
  @ParameterizedTest
  @CsvSource({
    ",,0,1,CVUE,R/1",
    ",,0,,CVUE,R/1 R/2 R/3",
    ",,0.5,,CVUE,R/1 R/2 R/3",
    ",,0.5,1,CVUE,''",
    ",,,0.25,CVUE,R/2 R/3",
    "0.5,,,,CCVU,''",
    ",1,0.5,1,CHVU,R/1 R/2 R/3",
  })
  void onlyWhatClosesTheGateIsAFailure(
      String holds,
      String certified,
      String violated,
      String undecided,
      String letters,
      String ids) {
    Requirement asked = requirement(holds, certified, violated, undecided);
    Gate gate = Gate.of(List.of(asked), answers(letters), Optional.empty());
    List<String> failures = gate.difference().fresh();
    assertThat(String.join(" ", failures)).isEqualTo(ids);
    Baseline kept = new Baseline(Map.of()).updated(List.of(asked), answers(letters));
    assertThat(kept.failures()).containsOnlyKeys(failures.toArray(String[]::new));
  }

  /** What is open could be violated where nothing says how much may be open. */
  @Test
  void aKnownViolationExcusesNothingThatIsOpenAndNotAllowed() {
    Baseline known = new Baseline(Map.of("R/1", Verdict.VIOLATED));
    assertThat(standing(requirement(null, null, "0", null), "CVU", known))
        .isEqualTo(Standing.CANNOT_BE_SAID);
    assertThat(standing(requirement(null, null, "0", "1"), "CVU", known)).isEqualTo(Standing.MET);
    assertThat(standing(requirement(null, null, "0", "1"), "CVV", known))
        .isEqualTo(Standing.NOT_MET);
  }

  private static Standing standing(Requirement requirement, String letters, Baseline baseline) {
    return Gate.of(List.of(requirement), answers(letters), Optional.of(baseline)).standing();
  }

  @Test
  void aFileThatIsNoBaselineIsRefused() throws IOException {
    for (String text : List.of("", "[]", "{\"format\": \"x\"}", "{\"format\"")) {
      Path file = Files.writeString(folder.resolve("known.json"), text);
      assertThatThrownBy(() -> Baseline.read(file))
          .isInstanceOf(ParseException.class)
          .hasMessageContaining("is no baseline");
    }
  }

  @Test
  void theVolumeOfADomainIsCounted() {
    List<SuiteAnswer> cells =
        List.of(
            SampleAnswers.cell("R", "R/0", 'C', "0.5"),
            SampleAnswers.cell("R", "R/1", 'V', "0.25"),
            SampleAnswers.cell("R", "R/2", 'U', "0.25"));
    Gate gate = Gate.of(List.of(requirement("1", null, null, null)), cells, Optional.empty());
    assertThat(gate.outcomes().get(0).words())
        .contains("50 % is proved", "25 % lies in cells with a violation", "25 % is open");
  }
}
