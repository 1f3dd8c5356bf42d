package org.plumbline.suite.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.SuiteResult;

class SectionsTest {
  @TempDir Path folder;

  @Test
  void whatViolatesAnUnmetRequirementFails() {
    Section robust = Sections.of(SampleRun.shut(folder)).get(0);
    assertThat(robust.isBad()).isTrue();
    assertThat(mark(robust, "image 3 within 0.08")).isEqualTo(Mark.FAILED);
    assertThat(mark(robust, "image 5 within 0.08")).isEqualTo(Mark.KNOWN);
    assertThat(mark(robust, "image 2 within 0.02")).isEqualTo(Mark.FAILED);
    assertThat(mark(robust, "image 9 within 0.01")).isEqualTo(Mark.PASSED);
  }

  @Test
  void whatAMetRequirementAllowsForDoesNotFail() {
    Section signs = Sections.of(SampleRun.open(folder)).get(0);
    assertThat(signs.isBad()).isFalse();
    assertThat(signs.findings()).extracting(Finding::mark).containsOnly(Mark.ALLOWED);
  }

  @Test
  void whatTheBaselineKnowsDoesNotFailAndIsToldAsKnown() {
    Section fixed = Sections.of(SampleRun.known(folder)).get(0);
    assertThat(fixed.isMet()).isFalse();
    assertThat(fixed.isExcused()).isTrue();
    assertThat(mark(fixed, "b.vnnlib")).isEqualTo(Mark.KNOWN);
  }

  @Test
  void aBreakdownIsNeverPassedOver() {
    Section radius = Sections.of(SampleRun.shut(folder)).get(3);
    assertThat(radius.findings()).extracting(Finding::mark).containsExactly(Mark.BROKEN);
    assertThat(radius.isBad()).isTrue();
  }

  @Test
  void aShutGateIsExplainedEvenIfAllThatFailsIsKnown() {
    SuiteResult known = SampleRun.known(folder);
    SuiteResult shut =
        new SuiteResult(
            known.file(),
            known.requirements(),
            known.answers(),
            known.outcomes(),
            known.baseline(),
            Outcome.Standing.NOT_MET,
            known.environment(),
            known.notes(),
            known.begun(),
            known.ended());
    assertThat(Sections.of(shut)).anyMatch(Section::isBad);
  }

  private static Mark mark(Section section, String part) {
    List<Finding> found =
        section.findings().stream()
            .filter(f -> f.answer().question().id().endsWith("/" + part))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0).mark();
  }
}
