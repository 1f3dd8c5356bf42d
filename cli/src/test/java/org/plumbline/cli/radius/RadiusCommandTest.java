package org.plumbline.cli.radius;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.question.Digest;
import picocli.CommandLine;

/** The command as a user meets it, on the network that the examples ship: digits of 8 × 8. */
@Tag("slow")
class RadiusCommandTest {
  private static final String NETWORK = Path.of("../examples/digits/digits.onnx").toString();
  private static final int PIXELS = 64;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  /** A vertical bar, as numbers. */
  private String bar() throws IOException {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < PIXELS; i++) {
      values.append(i % 8 == 3 || i % 8 == 4 ? "12 " : "0 ");
    }
    return Files.writeString(folder.resolve("bar.txt"), values).toString();
  }

  private int radius(String... more) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("radius", NETWORK, "--input", bar(), "--input-range", "0,16"));
    all.addAll(List.of(more));
    return run(all.toArray(new String[0]));
  }

  /** Numbers and texts of the top level. */
  private static Map<String, String> fields(Path json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, parser.getText());
        parser.skipChildren();
      }
    }
    return fields;
  }

  @Test
  void bothEndsHaveTheirWitness() throws IOException {
    Path json = folder.resolve("out.json");
    Path proof = folder.resolve("proof");
    Path property = folder.resolve("property.vnnlib");
    int exitCode =
        radius(
            "--precision",
            "0.1",
            "--timeout",
            "120",
            "--json",
            json.toString(),
            "--certificate",
            proof.toString(),
            "--property",
            property.toString());
    assertThat(exitCode).as("%s%s", out, err).isZero();
    assertThat(out.toString())
        .contains("Safe radius (Linf): between ", "Proved: every input within ", "How sure: ")
        .contains("Found: an input at the distance ");
    Map<String, String> fields = fields(json);
    assertThat(fields)
        .containsEntry("networkSha256", sha256(NETWORK))
        .containsEntry("inputSha256", sha256(bar()));
    BigDecimal lower = new BigDecimal(fields.get("lower"));
    BigDecimal upper = new BigDecimal(fields.get("upper"));
    assertThat(lower).isPositive().isLessThan(upper);
    assertThat(upper.subtract(lower)).isLessThanOrEqualTo(upper.multiply(new BigDecimal("0.1")));
    assertThat(run("check", NETWORK, property.toString(), proof.toString()))
        .as("%s%s", out, err)
        .isZero();
    assertThat(verify(lower)).as("within the lower end").isZero();
    assertThat(verify(upper)).as("within the upper end").isEqualTo(10);
  }

  private static String sha256(String file) throws IOException {
    return Digest.hex(Digest.of(List.of(Path.of(file))));
  }

  private int verify(BigDecimal epsilon) throws IOException {
    return run(
        "verify",
        NETWORK,
        "--input",
        bar(),
        "--input-range",
        "0,16",
        "--epsilon",
        epsilon.toPlainString(),
        "--timeout",
        "120");
  }

  /** The radius of two values, on a grid and between its points; the same each time. */
  @Test
  void gridsTellOfTheInputsBetweenTheirPoints() throws IOException {
    Path json = folder.resolve("grid.json");
    String[] grid = {"--grid", "0.5", "--norm", "L2", "--vary", "11,12", "--json", json.toString()};
    int exitCode = radius(grid);
    assertThat(exitCode).as("%s%s", out, err).isIn(0, 20);
    assertThat(out.toString())
        .contains(
            "Values that move: 2", "Safe radius (L2): ", "Safe radius on the grid of step 0.5")
        .contains("Half the diagonal of a cell: ", "Proved by Lipschitz constants of at most ");
    Map<String, String> fields = fields(json);
    assertThat(new BigDecimal(fields.get("lower"))).isPositive();
    assertThat(fields)
        .containsEntry("norm", "l2")
        .containsEntry("assurance", "rounded")
        .containsEntry("networkSha256", sha256(NETWORK))
        .containsEntry("inputSha256", sha256(bar()));
    radius(grid);
    assertThat(fields(json)).containsEntry("lower", fields.get("lower"));
  }

  @Test
  void valuesThatTheInputDoesNotHaveAreRefused() throws IOException {
    assertThat(radius("--grid", "1", "--vary", "64")).isEqualTo(3);
    assertThat(err.toString()).contains("bar.txt", "value 64 is none of 0 to 63");
  }

  @Test
  void whatIsKnownWhenTimeIsUpIsTold() throws IOException {
    assertThat(radius("--precision", "1e-9", "--timeout", "1.5")).isEqualTo(20);
    assertThat(out.toString()).contains("Safe radius (Linf): ", "Time: ");
  }

  @Test
  void aProgramKnowsTheSumOfChangesToo() throws IOException {
    Path json = folder.resolve("out.json");
    radius("--program", "l1", "--timeout", "5", "--json", json.toString());
    assertThat(out.toString()).as("%s", err).contains("Safe radius (L1): ");
    assertThat(fields(json)).containsEntry("norm", "l1").containsKey("lower");
  }

  /** Both ends in every norm; L0 counts, and the greater norms are the nearer ones. */
  @Test
  void otherNormsHaveBothEndsToo() throws IOException {
    Path json = folder.resolve("out.json");
    BigDecimal[] lower = new BigDecimal[3];
    String[] norms = {"l0", "l1", "l2"};
    for (int k = 0; k < norms.length; k++) {
      int exitCode = radius("--norm", norms[k], "--timeout", "8", "--json", json.toString());
      assertThat(exitCode).as("%s%s", out, err).isIn(0, 20);
      Map<String, String> fields = fields(json);
      assertThat(fields).containsEntry("norm", norms[k]).containsKey("counterexample");
      lower[k] = new BigDecimal(fields.get("lower"));
      assertThat(lower[k]).isLessThan(new BigDecimal(fields.get("upper")));
    }
    assertThat(lower[1]).as("‖x‖₁ ≥ ‖x‖₂").isGreaterThan(lower[2].multiply(new BigDecimal("0.9")));
    assertThat(lower[2]).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--precision 0|--precision is between 0 and 1",
        "--timeout 0|is not positive",
        "--program l1 --grid 1|--program and --grid exclude each other",
        "--program l1 --certificate x --property y|what --program finds has no certificate",
        "--certificate x|--certificate and --property go together",
        "--input-range 2,1|the least value comes first",
        "--vary 2|--vary goes with --grid",
        "--norm L2|--norm L2 wants an --input-range",
        "--norm l1 --input-range 0,16 --program l1|--program names its own norm",
        "--norm l1 --input-range 0,16 --certificate x --property y|--norm has no certificate",
        "--grid 0|is no positive step",
        "--grid 1 --norm L0|--grid measures distances in L1, L2 or LINF",
        "--grid 1 --certificate x --property y|what --grid finds has no certificate"
      })
  void mistakesAreUsageErrors(String options, String message) throws IOException {
    String[] words = options.split(" ");
    List<String> all = new ArrayList<>(List.of("radius", NETWORK, "--input", bar()));
    all.addAll(List.of(words));
    assertThat(run(all.toArray(new String[0]))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void anInputOutOfRangeIsRefused() throws IOException {
    assertThat(run("radius", NETWORK, "--input", bar(), "--input-range", "0,10")).isEqualTo(3);
    assertThat(err.toString()).contains("bar.txt", "lies outside the range");
  }
}
