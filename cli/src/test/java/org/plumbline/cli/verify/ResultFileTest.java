package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.output.JsonReport;
import org.plumbline.cli.output.Outcome;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.Counterexample.Classification;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;

class ResultFileTest {
  @TempDir private Path folder;

  private static Outcome violated(BigDecimal[] point, double... outputs) {
    double[] inputs = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      inputs[i] = point[i].doubleValue();
    }
    float[] rounded = new float[outputs.length];
    for (int j = 0; j < outputs.length; j++) {
      rounded[j] = (float) outputs[j];
    }
    Counterexample found =
        new Counterexample(
            point,
            inputs,
            outputs,
            rounded,
            Classification.STRICT,
            Double.POSITIVE_INFINITY,
            new Polyhedron(List.of()),
            true);
    return new Outcome(new Verdict.Violated(found), 0.5, 7);
  }

  private String written(Outcome outcome) throws IOException {
    Path file = folder.resolve("result.txt");
    ResultFile.write(new OutputFile(file), outcome, Optional.empty());
    return Files.readString(file);
  }

  @Test
  void theFileIsThatOfTheCompetition() throws IOException {
    BigDecimal[] point = {new BigDecimal("0.1"), new BigDecimal("-1E-7"), new BigDecimal("3")};
    assertThat(written(violated(point, 1.5, -2e-10)))
        .isEqualTo("sat\n((X_0 0.1)\n(X_1 -1E-7)\n(X_2 3)\n(Y_0 1.5)\n(Y_1 -2.0E-10))\n");
    assertThat(written(new Outcome(new Verdict.Holds(Assurance.ROUNDED), 0, 0)))
        .isEqualTo("unsat\n");
    assertThat(written(new Outcome(new Verdict.Unknown(Verdict.Cause.TIMEOUT, "late"), 0, 0)))
        .isEqualTo("timeout\n");
    assertThat(written(new Outcome(new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "hard"), 0, 0)))
        .isEqualTo("unknown\n");
  }

  @Test
  void theScriptsOfTheCompetitionReadBackThePoint() throws IOException {
    // 2^-149 and a float32 in full: many digits, and an exponent.
    BigDecimal[] point = {new BigDecimal(Float.MIN_VALUE), new BigDecimal(0.1f), BigDecimal.ZERO};
    List<String> read = asTheScriptsRead(written(violated(point, Double.NaN, 1e300 * 1e10, -3)));
    assertThat(read).hasSize(6);
    for (int i = 0; i < point.length; i++) {
      assertThat(new BigDecimal(read.get(i))).isEqualByComparingTo(point[i]);
    }
    assertThat(read.subList(3, 6)).containsExactly("nan", "inf", "-3.0");
  }

  /**
   * The rules of the competition: the first line is the outcome; the rest, newlines as blanks, is
   * one pair of parentheses around pieces that end in {@code )}, start with {@code (} and hold a
   * name, one blank and a number; X and then Y, each counted from 0.
   */
  private static List<String> asTheScriptsRead(String file) {
    int firstLine = file.indexOf('\n');
    assertThat(file.substring(0, firstLine).strip()).isEqualTo("sat");
    String content = file.substring(firstLine + 1).replace('\n', ' ').strip();
    assertThat(content).startsWith("(").endsWith(")");
    List<String> x = new ArrayList<>();
    List<String> y = new ArrayList<>();
    for (String piece : content.substring(1, content.length() - 1).split("\\)")) {
      String pair = piece.strip();
      assertThat(pair).startsWith("(");
      String[] parts = pair.substring(1).split(" ", -1);
      assertThat(parts).hasSize(2);
      List<String> values = parts[0].startsWith("X_") ? x : y;
      assertThat(parts[0]).isEqualTo((values == x ? "X_" : "Y_") + values.size());
      assertThat(parts[1]).matches("nan|-?inf|-?\\d+(\\.\\d+)?(E[+-]?\\d+)?");
      values.add(parts[1]);
    }
    x.addAll(y);
    return x;
  }

  @Test
  void jsonStaysReadableWhereAnOutputIsNotFinite() throws IOException {
    Path json = folder.resolve("out.json");
    Outcome outcome =
        violated(
            new BigDecimal[] {BigDecimal.ONE},
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE);
    JsonReport.write(new OutputFile(json), identity -> {}, outcome, 1, 1);
    List<String> outputs = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
      boolean inOutputs = false;
      while (parser.nextToken() != null) {
        switch (parser.currentToken()) {
          case FIELD_NAME -> inOutputs = parser.currentName().toLowerCase().endsWith("outputs");
          case VALUE_STRING, VALUE_NUMBER_FLOAT -> {
            if (inOutputs) {
              outputs.add(parser.getText());
            }
          }
          default -> {}
        }
      }
    }
    assertThat(outputs)
        .containsExactly(
            "NaN", "-Infinity", "1.7976931348623157E308", "NaN", "-Infinity", "Infinity");
    assertThat(Files.readString(json)).contains("\"margin\" : \"Infinity\"");
  }
}
