package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimReaderTest {
  @ParameterizedTest
  @CsvSource({
    "sat, SAT",
    "violated, SAT",
    "unsat, UNSAT",
    "holds, UNSAT",
    "unknown, UNKNOWN",
    "timeout, TIMEOUT"
  })
  void wordsOfTheCompetition(String word, Claim.Word verdict) {
    assertThat(ClaimReader.resultFile(word + "\n", 1).word()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "SAT", "unsat!", "not sat", "unsafe", "safe", "satisfiable", "error", "\nsat"})
  void nothingElseIsAVerdict(String text) {
    assertThat(ClaimReader.resultFile(text, 1).word()).isEqualTo(Claim.Word.NONE);
    assertThat(ClaimReader.assignment(text, 1).word()).isEqualTo(Claim.Word.NONE);
  }

  @Test
  void aCounterexampleIsTakenAsItIsPrinted() {
    Claim claim = ClaimReader.resultFile("sat\n((X_0 -0.50)\n (X_1 1e-3)\n (Y_0 nan))\n", 2);
    assertThat(claim.witness()).containsExactly("-0.50", "1e-3");
  }

  @Test
  void aCounterexampleOfAnotherSizeOrOrderIsNone() {
    assertThat(ClaimReader.resultFile("sat\n((X_0 1) (Y_0 2))", 2).witness()).isEmpty();
    assertThat(ClaimReader.resultFile("sat\n((X_1 1) (X_0 2))", 2).witness()).isEmpty();
    Claim bare = ClaimReader.resultFile("sat\n", 2);
    assertThat(bare.word()).isEqualTo(Claim.Word.SAT);
    assertThat(bare.remark()).contains("without a counterexample");
  }

  @Test
  void theStandardsAssignment() {
    String text = "sat\nX real [1,2]\n0.25\n-1\nY real [1,1]\n7\n";
    assertThat(ClaimReader.assignment(text, 2).witness()).containsExactly("0.25", "-1");
    assertThat(ClaimReader.assignment("timed-out\n", 2).word()).isEqualTo(Claim.Word.TIMEOUT);
    assertThat(ClaimReader.assignment("timeout\n", 2).word()).isEqualTo(Claim.Word.NONE);
  }
}
