package org.plumbline.soundness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.run.Claim;
import org.plumbline.soundness.run.RunHeader;
import org.plumbline.soundness.score.Finding;
import org.plumbline.soundness.score.Judgement;
import org.plumbline.soundness.score.Score;
import org.plumbline.soundness.score.Tolerance;

class HtmlReportTest {
  private static final Finding RIGHT =
      new Finding(
          "lock-000",
          "lock",
          Truth.SAT,
          Claim.Word.SAT,
          Judgement.RIGHT,
          "",
          List.of(),
          null,
          0.25);
  private static final Finding WRONG =
      new Finding(
          "lock-001",
          "lock",
          Truth.SAT,
          Claim.Word.UNSAT,
          Judgement.WRONG_UNSAT,
          "b(p) < h & \"more\"",
          List.of("0.5", "-1"),
          new BigDecimal("0.03125"),
          3);

  private static Score score(String name, List<Finding> findings) {
    return new Score(
        new RunHeader(name, "command", Semantics.REAL, "10 s"),
        Tolerance.USUAL,
        findings,
        List.of(new Score.Effect(Tolerance.USUAL, 1, 0, 0)));
  }

  private static String page(Score... scores) {
    return HtmlReport.of(List.of(scores), "generate <seed>");
  }

  @Test
  void theEvidenceIsShownAndEscaped() {
    assertThat(page(score("a", List.of(RIGHT, WRONG)), score("b", List.of(RIGHT))))
        .contains("b(p) &lt; h &amp; &quot;more&quot;", "0.5 -1", "0.0312500")
        .contains("generate &lt;seed&gt;")
        .contains("1 of 2, 1 wrong");
  }

  /** The curve of right answers alone would let a verifier that always says unsat look well. */
  @Test
  void wrongVerdictsAreSeenInThePlot() {
    String page = page(score("a", List.of(RIGHT, WRONG)), score("b", List.of(RIGHT)));
    assertThat(page).containsOnlyOnce("class=\"wrong-verdict\"").containsOnlyOnce("✕ 1 wrong");
    assertThat(page).containsOnlyOnce("stroke-dasharray");
    assertThat(page(score("b", List.of(RIGHT)))).doesNotContain("wrong-verdict", "✕");
  }

  /** A column for each verifier: the table does not grow with the kinds of judgements. */
  @Test
  void theTableHasAColumnForEachVerifier() {
    String page = page(score("a", List.of(RIGHT, WRONG)), score("b", List.of(RIGHT)));
    assertThat(page)
        .contains("<tr><th></th><th>a</th><th>b</th></tr>")
        .contains("<tr><td>wrong unsat</td><td class=\"wrong\">1</td><td>0</td></tr>");
  }

  @Test
  void withoutAWrongVerdictItSaysSo() {
    assertThat(page(score("a", List.of(RIGHT)))).contains("No verdict is wrong.");
  }

  @Test
  void plotsAreWellFormedEvenWithNothingInThem() throws Exception {
    Pattern plot = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);
    for (String page :
        List.of(page(score("a", List.of(RIGHT, WRONG))), page(score("a", List.of())))) {
      Matcher plots = plot.matcher(page);
      int count = 0;
      while (plots.find()) {
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(plots.group().getBytes(StandardCharsets.UTF_8)));
        assertThat(plots.group()).doesNotContain("NaN", "Infinity");
        count++;
      }
      assertThat(count).isEqualTo(2);
    }
  }
}
