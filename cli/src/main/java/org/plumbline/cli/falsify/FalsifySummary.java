package org.plumbline.cli.falsify;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.plumbline.cli.output.OutputFile;

/** All findings of a run: counted for people, or as a table. */
record FalsifySummary(Collection<Finding> findings) {
  void print(PrintWriter out) {
    List<Finding> found = findings.stream().filter(Finding::isFound).toList();
    long attacked = findings.stream().filter(f -> f.outcome() != Finding.Outcome.SKIPPED).count();
    out.println();
    out.printf(
        Locale.ROOT,
        "%s: %d of %d images attacked%n",
        found.isEmpty() ? "NOTHING FOUND" : found.get(0).outcome().name(),
        found.size(),
        attacked);
    if (attacked < findings.size()) {
      out.printf(Locale.ROOT, "Not attacked: %d%n", findings.size() - attacked);
    }
    if (findings.size() > 1 && !found.isEmpty()) {
      row(out, "L0", found, f -> f.distance().l0());
      row(out, "L1", found, f -> f.distance().l1());
      row(out, "L2", found, f -> f.distance().l2());
      row(out, "L∞", found, f -> f.distance().lInfinity());
    }
    if (findings.size() > 1) {
      row(out, "queries", findings, Finding::queries);
      row(out, "seconds", findings, Finding::seconds);
    }
    if (!found.isEmpty()) {
      long minimal = found.stream().filter(Finding::isMinimal).count();
      out.println(
          "How sure: the classifier was asked about every image found again"
              + (minimal == 0
                  ? "."
                  : "; of "
                      + minimal
                      + " of them no single manipulation can be undone, as was checked."));
    } else {
      out.println("How sure: not at all; to find nothing proves nothing.");
    }
  }

  private static void row(
      PrintWriter out, String name, Collection<Finding> of, ToDoubleFunction<Finding> value) {
    double[] values = of.stream().mapToDouble(value).sorted().toArray();
    if (values.length > 0) {
      out.printf(
          Locale.ROOT,
          "%-8s mean %.5g, median %.5g, greatest %.5g%n",
          name,
          Arrays.stream(values).average().orElseThrow(),
          values[values.length / 2],
          values[values.length - 1]);
    }
  }

  void writeTable(OutputFile file) {
    StringBuilder text =
        new StringBuilder(
            "image,label,class,outcome,adversarial class,l0,l1,l2,linf,minimal,queries,seconds,ending,towards,towards l2,game lower,game upper\n");
    for (Finding f : findings) {
      Finding.Distances d = f.distance();
      boolean found = f.isFound();
      text.append(quoted(f.image())).append(',');
      text.append(f.given().isPresent() ? f.given().getAsInt() : "").append(',');
      text.append(f.label()).append(',').append(f.outcome().word()).append(',');
      text.append(found ? f.adversarial().getAsInt() : "").append(',');
      for (double value : new double[] {d.l0(), d.l1(), d.l2(), d.lInfinity()}) {
        text.append(found ? value : "").append(',');
      }
      text.append(found ? f.isMinimal() : "").append(',').append(f.queries()).append(',');
      text.append(String.format(Locale.ROOT, "%.3f", f.seconds())).append(',');
      text.append(quoted(f.ending())).append(',');
      text.append(f.likeness().map(like -> quoted(like.image())).orElse("")).append(',');
      text.append(f.likeness().map(like -> String.valueOf(like.distance())).orElse(""));
      text.append(',').append(f.value().map(v -> v.lower() + "," + v.upper()).orElse(","));
      text.append('\n');
    }
    file.write(text.toString());
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\n\r]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
