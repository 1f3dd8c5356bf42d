package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.soundness.fuzz.graph.DrawnOperator;

/** {@code -Dplumbline.reference=write} writes the page on ONNX anew. */
class OnnxPageTest {
  private static final boolean WRITE = "write".equals(System.getProperty("plumbline.reference"));
  private static final Path PAGE = Path.of("../docs/reference/onnx.md");
  private static final Path EXPORTS = Path.of("../benchmarks/exports");
  private static final Pattern ROUTES = Pattern.compile("^all=\"([^\"]*)\"", Pattern.MULTILINE);

  @Test
  void thePageListsWhatIsRead() throws IOException {
    String page = Files.readString(PAGE);
    String wanted = replaced(replaced(page, "operator sets", opsets()), "operators", operators());
    if (WRITE) {
      Files.writeString(PAGE, wanted);
    } else {
      assertThat(page)
          .as("%s; write it anew with -Dtest=OnnxPageTest -Dplumbline.reference=write", PAGE)
          .isEqualTo(wanted);
    }
  }

  /** What stands between two comments. */
  private static String replaced(String page, String part, String text) {
    Pattern comments =
        Pattern.compile("(<!-- " + part + " -->\n).*?(<!-- end -->)", Pattern.DOTALL);
    Matcher found = comments.matcher(page);
    assertThat(found.find()).as("the page has a part for " + part).isTrue();
    return found.replaceFirst("$1" + Matcher.quoteReplacement(text) + "$2");
  }

  private static String opsets() {
    return "Operator sets %d to %d of the standard are read.\n"
        .formatted(OnnxLowering.OLDEST_OPSET, OnnxLowering.NEWEST_OPSET);
  }

  /** One table for each domain, the standard's first. */
  private static String operators() {
    Map<String, StringBuilder> tables = new LinkedHashMap<>();
    tables.put("", new StringBuilder());
    for (DrawnOperator operator : DrawnOperator.all()) {
      int dot = operator.name().lastIndexOf('.');
      String domain = operator.name().substring(0, Math.max(0, dot));
      tables
          .computeIfAbsent(domain, d -> new StringBuilder())
          .append("| ")
          .append(operator.name().substring(dot + 1))
          .append(" | ")
          .append(attributes(operator))
          .append(" | ")
          .append(sets(operator))
          .append(" |\n");
    }
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (domain, rows) -> {
          text.append(domain.isEmpty() ? "" : "\nOf `" + domain + "`:\n\n");
          text.append("| operator | attributes | operator sets |\n|---|---|---|\n").append(rows);
        });
    return text.toString();
  }

  private static String attributes(DrawnOperator operator) {
    return operator.attributes().stream()
        .map(name -> "`" + name + "`")
        .collect(Collectors.joining(", "));
  }

  private static String sets(DrawnOperator operator) {
    if (operator.until() < OnnxLowering.NEWEST_OPSET) {
      return operator.since() + " to " + operator.until();
    }
    return operator.since() > OnnxLowering.OLDEST_OPSET ? "from " + operator.since() : "all";
  }

  @Test
  void everyRouteIsOnThePage() throws IOException {
    Matcher routes = ROUTES.matcher(Files.readString(EXPORTS));
    assertThat(routes.find()).isTrue();
    String page = Files.readString(PAGE);
    assertThat(List.of(routes.group(1).strip().split("\\s+")))
        .hasSizeGreaterThan(9)
        .allSatisfy(route -> assertThat(page).contains("`" + route + "`"));
  }
}
