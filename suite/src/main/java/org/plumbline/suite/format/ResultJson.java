package org.plumbline.suite.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.AskedClass;
import org.plumbline.suite.Counts;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.Place;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.StoredFile;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Codes;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Json;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.Summary;
import org.plumbline.suite.summary.Words;

/** All that is known of a run, as JSON; members that have nothing to say are left out. */
public final class ResultJson {
  private final SuiteResult result;
  private final ObjectNode root = Json.object();

  private ResultJson(SuiteResult result) {
    this.result = result;
  }

  /** The whole document. */
  public static String of(SuiteResult result) {
    return Json.text(new ResultJson(result).document());
  }

  private ObjectNode document() {
    List<Section> sections = Sections.of(result);
    root.put("format", "plumbline-suite-result-1");
    root.put("suite", result.file().name()).put("suiteSha256", result.file().sha256());
    root.put("begun", result.begun().toString()).put("ended", result.ended().toString());
    ObjectNode gate = root.putObject("gate").put("standing", word(result.gate()));
    gate.put("words", Summary.headline(result, sections));
    counts(root.putObject("counts"), result.counts());
    ArrayNode requirements = root.putArray("requirements");
    ArrayNode questions = root.putArray("questions");
    for (Section section : sections) {
      requirement(requirements.addObject(), section);
      section.findings().forEach(f -> question(questions.addObject(), f));
    }
    ObjectNode baseline = root.putObject("baseline").put("given", result.baseline().isGiven());
    texts(baseline.putArray("new"), result.baseline().fresh());
    texts(baseline.putArray("known"), result.baseline().known());
    texts(baseline.putArray("fixed"), result.baseline().fixed());
    environment(root.putObject("environment"));
    texts(root.putArray("notes"), result.notes());
    return root;
  }

  private void environment(ObjectNode to) {
    to.put("plumbline", result.environment().plumbline()).put("java", result.environment().java());
    to.put("system", result.environment().system()).put("cores", result.environment().cores());
    to.put("memory", result.environment().memory());
    to.put("threads", result.environment().threads());
  }

  private static void counts(ObjectNode to, Counts counts) {
    to.put("certified", counts.certified()).put("holds", counts.holds());
    to.put("violated", counts.violated()).put("undecided", counts.undecided());
    to.put("errors", counts.errors());
  }

  private static void requirement(ObjectNode to, Section section) {
    Requirement requirement = section.requirement();
    to.put("id", requirement.id()).put("kind", requirement.kind().key());
    texts(to.putArray("tags"), requirement.tags());
    place(to, requirement.place());
    to.put("asked", requirement.asked()).put("required", requirement.demand().words());
    to.put("isSample", requirement.demand().isSample());
    to.put("standing", word(section.outcome().standing())).put("isKnown", section.isExcused());
    to.put("words", section.outcome().words());
    counts(to.putObject("counts"), section.outcome().counts());
    ArrayNode conditions = to.putArray("conditions");
    for (Outcome.Condition condition : section.outcome().conditions()) {
      ObjectNode one = conditions.addObject().put("demanded", condition.demanded());
      one.put("found", condition.found()).put("part", condition.share().part());
      one.put("whole", condition.share().whole()).put("lower", condition.share().lower());
      one.put("upper", condition.share().upper()).put("standing", word(condition.standing()));
    }
  }

  private static void question(ObjectNode to, Finding finding) {
    SuiteAnswer answer = finding.answer();
    asked(to, answer.question());
    to.put("verdict", Codes.of(answer.verdict()));
    answer.assurance().ifPresent(a -> to.put("assurance", Codes.of(a)));
    to.put("mark", Codes.of(finding.mark())).put("reason", answer.reason());
    to.put("message", finding.message());
    answer.asked().ifPresent(a -> classes(to, a));
    answer.measured().ifPresent(m -> to.put("measured", m.what()).put("lower", m.lower()));
    answer.measured().flatMap(m -> m.upper()).ifPresent(u -> to.put("upper", u));
    stored(to, "certificateSha256", answer.evidence().certificate());
    stored(to, "counterexampleSha256", answer.evidence().counterexample());
    stored(to, "propertySha256", answer.evidence().property());
    to.put("origin", Codes.of(answer.origin())).put("begun", answer.begun().toString());
    to.put("seconds", Words.seconds(answer.time())).put("subproblems", answer.subproblems());
    texts(to.putArray("notes"), answer.notes());
  }

  private static void classes(ObjectNode to, AskedClass asked) {
    to.put("askedClass", asked.label());
    asked.own().forEach(to.putArray("ownClasses")::add);
  }

  private static void asked(ObjectNode to, SuiteQuestion question) {
    to.put("id", question.id()).put("requirement", question.requirement());
    to.put("kind", question.kind().key()).put("key", question.key());
    place(to, question.place());
    to.put("words", question.words());
    question.command().ifPresent(c -> to.put("command", c));
    ArrayNode networks = to.putArray("networks");
    question
        .networks()
        .forEach(n -> networks.addObject().put("name", n.name()).put("sha256", n.sha256()));
    question.image().ifPresent(i -> to.put("image", i.file()).put("index", i.index()));
    question.label().ifPresent(l -> to.put("label", l));
    question.epsilon().ifPresent(e -> to.put("epsilon", e));
    question.volume().ifPresent(v -> to.put("volume", v));
  }

  private static void stored(ObjectNode to, String name, Optional<StoredFile> file) {
    file.ifPresent(f -> to.put(name, f.sha256()));
  }

  private static void place(ObjectNode to, Place place) {
    to.put("file", place.file()).put("line", place.line()).put("column", place.column());
  }

  private static String word(Outcome.Standing standing) {
    return Codes.of(standing);
  }

  private static void texts(ArrayNode to, List<String> values) {
    values.forEach(to::add);
  }
}
