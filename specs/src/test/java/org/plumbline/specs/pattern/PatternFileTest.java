package org.plumbline.specs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.model.ParseException;

class PatternFileTest {
  private static final int[] WIDTHS = {2, 3};

  private static PatternFile sample() {
    Provenance provenance =
        new Provenance(
            "aa", "bb", 0, 10, Provenance.Protocol.CORRECT, new BigDecimal("0.010"), "a note");
    ActivationPattern three =
        ActivationPattern.of(
            WIDTHS, List.of(new Literal(1, 1, Phase.ACTIVE), new Literal(2, 0, Phase.INACTIVE)));
    ActivationPattern seven =
        ActivationPattern.of(WIDTHS, List.of(new Literal(2, 2, Phase.ACTIVE)));
    return new PatternFile(
        provenance,
        WIDTHS,
        List.of(
            new ClassPattern(3, 4, three, new int[] {2, 4, 0, 3, 1}),
            new ClassPattern(7, 6, seven, new int[0])));
  }

  private static String text(PatternFile file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PatternFile read(String text) throws IOException {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return PatternFile.read("p.json", in);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    PatternFile read = read(text(sample()));
    assertThat(read.provenance()).isEqualTo(sample().provenance());
    assertThat(read.widths()).containsExactly(2, 3);
    assertThat(read.patterns()).hasSize(2);
    ClassPattern three = read.of(3).orElseThrow();
    assertThat(three.samples()).isEqualTo(4);
    assertThat(three.pattern()).isEqualTo(sample().patterns().get(0).pattern());
    assertThat(three.activeCounts()).containsExactly(2, 4, 0, 3, 1);
    assertThat(read.of(7).orElseThrow().activeCounts()).isEmpty();
    assertThat(read.of(5)).isEmpty();
    assertThat(text(read)).isEqualTo(text(sample()));
  }

  @Test
  void neuronsOfALayerStandInALine() throws IOException {
    assertThat(text(sample()))
        .contains("\"delta\" : 0.010,", "\"protocol\" : \"correct\",", "\"class\" : 3,")
        .contains("\"active\" : [ [ 1 ], [ ] ],", "\"activeCounts\" : [ [ 2, 4 ], [ 0, 3, 1 ] ]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plumbline-pattern-1  | other               | "format" is "other"
          "correct"            | "some"              | "protocol" is some, not all or correct
          0.010                | 0.5                 | delta 0.5 is not at least 0 and below 0.5
          "class" : 7          | "class" : 3         | class 3 after class 3
          [ [ 1 ], [ ] ]       | [ [ 2 ], [ ] ]      | there is no neuron 2 in activation layer 1
          [ [ 1 ], [ ] ]       | [ [ 1 ], [ 0 ] ]    | neuron 0 of activation layer 2 is active and inactive
          [ [ 1 ], [ ] ]       | [ [ 1 ] ]           | class 3 has neurons of 1 layers, not 2
          [ [ 1 ], [ ] ]       | [ [ 1 ], null ]     | null
          [ [ 1 ], [ ] ]       | [ [ 1 ], [ null ] ] | null
          [ [ 1 ], [ ] ]       | [ [ 1.5 ], [ ] ]    | 1.5
          [ [ 1 ], [ ] ]       | [ [ "1" ], [ ] ]    | String
          [ 2, 4 ]             | [ 2, 5 ]            | class 3 has a count that is not between 0 and 4
          [ 2, 4 ]             | [ 2 ]               | class 3 has no count for each neuron
          [ 2, 3 ]             | [ 2, 0 ]            | a layer of 0 neurons
          "note"               | "remark" : 1, "note" | remark: Unrecognized field "remark"
          "samples" : 4,       | ''                  | patterns[0].samples: Missing creator property
          "samples" : 6,       | "samples" : -6,     | class 7 of -6 samples
          a note"              | a note              | note: Illegal unquoted character
          > 0                  | >= 0                | "convention" is
          """)
  void damagedFilesAreRefused(String part, String other, String message) throws IOException {
    String damaged = text(sample()).replace(part, other);
    assertThat(damaged).isNotEqualTo(text(sample()));
    assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("p.json")
        .hasMessageContaining(message);
  }

  @Test
  void whatFollowsOrIsMissingIsRefused() throws IOException {
    String text = text(sample());
    assertThatThrownBy(() -> read(text + "{}")).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> read("null")).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> read("[]")).isInstanceOf(ParseException.class);
    assertThatThrownBy(() -> read(text.substring(0, text.length() / 2)))
        .isInstanceOf(ParseException.class);
  }
}
