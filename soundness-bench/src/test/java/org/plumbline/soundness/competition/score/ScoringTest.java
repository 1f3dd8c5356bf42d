package org.plumbline.soundness.competition.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.soundness.competition.CompetitionFolder;
import org.plumbline.soundness.competition.ResultTable;
import org.plumbline.soundness.competition.TinyCategory;
import org.plumbline.soundness.competition.witness.WitnessValidator;

/** Instances 1 and 3 are violated, 2 is not; each has 10 seconds. */
class ScoringTest {
  private static final String FOUND = "sat\n((X_0 1) (X_1 0) (Y_0 1))\n";
  private static final String NEAR = "sat\n((X_0 1.00001) (X_1 0) (Y_0 1))\n";
  private static final String NONE = "sat\n((X_0 0) (X_1 0) (Y_0 1))\n";

  @TempDir private Path folder;
  private TinyCategory tiny;

  @BeforeEach
  void write() throws IOException {
    tiny =
        TinyCategory.usual(folder.resolve("all/tiny")).file("vnnlib/r.vnnlib", TinyCategory.FIRST);
    expect("", "", "");
  }

  private void expect(String first, String second, String third) throws IOException {
    tiny.list(
        "onnx,vnnlib,timeout_s,expected",
        "onnx/minus.onnx,vnnlib/near/p.vnnlib.gz,10," + first,
        "onnx/half.onnx.gz,vnnlib/near/p.vnnlib.gz,10," + second,
        "onnx/minus.onnx,vnnlib/r.vnnlib,10," + third);
  }

  /**
   * Results of a tool.
   *
   * @param answers to the instances, as {@code WORD SECONDS}; empty for none
   */
  private Path results(String tool, String... answers) throws IOException {
    String[] instances = {
      "onnx/minus.onnx,vnnlib/near/p.vnnlib",
      "onnx/half.onnx,vnnlib/near/p.vnnlib",
      "onnx/minus.onnx,vnnlib/r.vnnlib"
    };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < answers.length; i++) {
      String[] answer = answers[i].split(" ");
      if (answer.length == 2) {
        text.append("tiny,%s,0,%s,%s%n".formatted(instances[i], answer[0], answer[1]));
      }
    }
    return Files.writeString(folder.resolve(tool + ".csv"), text);
  }

  private void witness(Path results, int instance, String text) throws IOException {
    String[] names = {"minus_near.p", "half_near.p", "minus_r"};
    Path kept = ResultTable.witnessFolder(results).resolve("tiny");
    Files.createDirectories(kept);
    Files.writeString(kept.resolve(names[instance] + ".counterexample"), text);
  }

  private Score score(Path judged, Path... others) throws IOException {
    List<ResultTable> tables = new ArrayList<>();
    for (Path other : others) {
      tables.add(ResultTable.read(other));
    }
    try (WitnessValidator validator = new WitnessValidator()) {
      return Scoring.of(
          new CompetitionFolder(folder.resolve("all")).categories(CompetitionFolder.Language.FIRST),
          ResultTable.read(judged),
          tables,
          validator);
    }
  }

  private static ToolScore only(Score score) {
    return score.total().get(0);
  }

  @Test
  void correctAnswersAreWorthTen() throws IOException {
    Path mine = results("mine", "sat 3", "unsat 10", "timeout 10");
    witness(mine, 0, FOUND);
    assertThat(only(score(mine))).isEqualTo(new ToolScore("mine", 3, 1, 1, 0, 1, 20, 100));
  }

  @Test
  void aLateAnswerIsNone() throws IOException {
    Path mine = results("mine", "sat 10.1", "unsat 10.001", "unsat 30");
    witness(mine, 0, FOUND);
    Score score = score(mine);
    assertThat(only(score)).isEqualTo(new ToolScore("mine", 3, 0, 0, 0, 3, 0, 0));
    assertThat(score.remarked()).extracting(Judged::remark).containsExactly("late", "late", "late");
  }

  @Test
  void aRunsOwnLimitIsTheTime() throws IOException {
    Path mine = results("mine", "unsat 6", "unsat 4");
    Files.writeString(
        ResultTable.headerFile(mine),
        "{\"tool\":\"t\",\"command\":\"c\",\"mostSeconds\":5,\"megabytes\":0,\"preferred\":\"2.0\"}");
    assertThat(only(score(mine))).isEqualTo(new ToolScore("t", 2, 0, 1, 0, 1, 10, 100));
  }

  @Test
  void aWitnessWithinTheToleranceCountsForItsTool() throws IOException {
    Path mine = results("mine", "sat 3");
    witness(mine, 0, NEAR);
    assertThat(only(score(mine)).points()).isEqualTo(10);
  }

  @Test
  void aSatWithoutAValidWitnessIsWrong() throws IOException {
    Path mine = results("mine", "sat 3", "sat 3", "sat 3");
    witness(mine, 0, NONE);
    witness(mine, 2, "sat\n");
    Score score = score(mine);
    assertThat(only(score)).isEqualTo(new ToolScore("mine", 3, 0, 0, 3, 0, -450, 0));
    assertThat(score.wrong()).isEqualTo(3);
    assertThat(score.remarked()).extracting(Judged::remark).allMatch(r -> r.contains("witness"));
  }

  @Test
  void theListsSatConvicts() throws IOException {
    expect("sat", "unsat", "");
    Score score = score(results("mine", "unsat 1", "unsat 1", "unsat 1"));
    assertThat(only(score)).isEqualTo(new ToolScore("mine", 3, 0, 2, 1, 0, -130, 0));
    assertThat(score.convictions(Evidence.EXPECTED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sat_tol", "unknown", "unsat_claimed", "unsat", ""})
  void nothingElseInTheListConvicts(String expected) throws IOException {
    expect(expected, "", "");
    assertThat(only(score(results("mine", "unsat 1"))).points()).isEqualTo(10);
  }

  @Test
  void anothersWitnessConvicts() throws IOException {
    Path other = results("other", "sat 3", "", "sat 99");
    witness(other, 0, FOUND);
    witness(other, 2, FOUND);
    Score score = score(results("mine", "unsat 1", "unsat 1", "unsat 1"), other);
    assertThat(score.total())
        .containsExactly(
            new ToolScore("mine", 3, 0, 1, 2, 0, -290, 0),
            new ToolScore("other", 3, 1, 0, 0, 2, 10, 100));
    assertThat(score.convictions(Evidence.WITNESS)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"near", "none"})
  void aWitnessThatDoesNotReplayConvictsNobody(String kind) throws IOException {
    Path other = results("other", "sat 3");
    witness(other, 0, kind.equals("near") ? NEAR : NONE);
    Score score = score(results("mine", "unsat 1"), other);
    assertThat(only(score).points()).isEqualTo(10);
    assertThat(score.total().get(1).points()).isEqualTo(kind.equals("near") ? 10 : -150);
  }

  @Test
  void anothersWordConvictsWhereItsWitnessIsNotHere() throws IOException {
    Score score = score(results("mine", "unsat 1"), results("other", "violated 3"));
    assertThat(score.total()).extracting(ToolScore::points).containsExactly(-150, 10);
    assertThat(score.convictions(Evidence.WORD)).isEqualTo(1);
  }

  @Test
  void ourWitnessConvictsOthers() throws IOException {
    Path mine = results("mine", "sat 1", "unsat 1");
    witness(mine, 0, FOUND);
    Score score = score(mine, results("other", "holds 1", "unsat 1", "unsat 1"));
    assertThat(score.total()).extracting(ToolScore::points).containsExactly(20, -140);
    assertThat(score.wrong()).isZero();
  }

  @Test
  void percentIsOfTheBest() throws IOException {
    Path mine = results("mine", "timeout 10", "unsat 1", "unsat 1");
    Path other = results("other", "unsat 1", "unsat 1", "unsat 1");
    Path poor = results("poor", "unknown 1");
    Score score = score(mine, other, poor);
    assertThat(score.total().get(0).percent()).isBetween(66.66, 66.67);
    assertThat(score.total().get(1).percent()).isEqualTo(100);
    assertThat(score.total().get(2).percent()).isZero();
  }

  @Test
  void whatHasNoResultIsLeftOut() throws IOException {
    Score score =
        score(results("mine", "", "unsat 1"), results("other", "unsat 1", "unsat 1", "unsat 1"));
    assertThat(score.missing()).isEqualTo(2);
    assertThat(score.total()).extracting(ToolScore::points).containsExactly(10, 10);
  }

  @Test
  void categoriesAddUp() throws IOException {
    TinyCategory.usual(folder.resolve("all/small")).list("onnx/half.onnx.gz,vnnlib/q.vnnlib,10");
    Path mine = results("mine", "unsat 1");
    Files.writeString(
        mine, Files.readString(mine) + "small,onnx/half.onnx,vnnlib/q.vnnlib,0,unsat,2\n");
    Score score = score(mine);
    assertThat(score.categories())
        .extracting(Score.CategoryScore::category)
        .containsExactly("small", "tiny");
    assertThat(only(score)).isEqualTo(new ToolScore("mine", 2, 0, 2, 0, 0, 20, 200));
  }

  @Test
  void toolsOfOneNameAreToldByTheirFiles() throws IOException {
    Path mine = results("mine", "unsat 1");
    Path other = Files.createDirectory(folder.resolve("other")).resolve("mine.csv");
    Files.copy(mine, other);
    assertThat(score(mine, other).total())
        .extracting(ToolScore::tool)
        .containsExactly(mine.toString(), other.toString());
  }
}
