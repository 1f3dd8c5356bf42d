package org.plumbline.suite.html;

import java.util.Set;
import java.util.TreeSet;
import org.plumbline.suite.AskedNetwork;
import org.plumbline.suite.Environment;
import org.plumbline.suite.SuiteResult;

/** How to do all of this again, and with which files. */
final class CheckAgain {
  private static final int MEBIBYTE = 20;

  private CheckAgain() {}

  static void write(Markup to, SuiteResult result) {
    to.element("h2", "How to check it again");
    String name = result.file().name();
    to.open("ol");
    step(
        to,
        "Ask everything again. Known answers are checked, new ones searched:",
        "plumbline suite run " + name);
    step(
        to,
        "Pack the evidence, for somebody who trusts neither you nor your machine:",
        "plumbline suite report " + name + " --evidence evidence.zip");
    step(
        to,
        "They check every digest, certificate and counterexample, with the checker alone:",
        "plumbline suite check evidence.zip");
    to.close();
    files(to, result);
  }

  private static void files(Markup to, SuiteResult result) {
    to.element("h2", "Files and surroundings");
    to.open("table").open("thead").row("th", "file", "SHA-256").close().open("tbody");
    row(to, result.file().name(), result.file().sha256());
    Set<String> seen = new TreeSet<>();
    result.answers().stream()
        .flatMap(a -> a.question().networks().stream())
        .filter(n -> seen.add(n.name() + n.sha256()))
        .forEach(n -> network(to, n));
    to.close().close();
    Environment where = result.environment();
    to.element(
        "p",
        "Plumbline "
            + where.plumbline()
            + ", Java "
            + where.java()
            + ", "
            + where.system()
            + ", "
            + where.cores()
            + " cores, "
            + (where.memory() >> MEBIBYTE)
            + " MiB of heap.");
  }

  private static void network(Markup to, AskedNetwork network) {
    row(to, network.name(), network.sha256());
  }

  private static void row(Markup to, String file, String sha256) {
    to.open("tr").element("td", file).open("td").element("code", sha256).close().close();
  }

  private static void step(Markup to, String words, String command) {
    to.open("li").text(words).open("div").element("code", command).close().close();
  }
}
