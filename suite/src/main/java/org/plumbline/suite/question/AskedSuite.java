package org.plumbline.suite.question;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.Demand;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.file.Ask;
import org.plumbline.suite.file.Entry;
import org.plumbline.suite.file.Suite;

/**
 * A suite whose files were read, each once: its requirements, and their questions in order.
 *
 * @param requirements in the order of the file
 * @param questions of all of them, in order
 */
public record AskedSuite(List<Requirement> requirements, List<Asked> questions) {

  /** Copies the lists. */
  public AskedSuite {
    requirements = List.copyOf(requirements);
    questions = List.copyOf(questions);
  }

  /**
   * Reads what a suite names.
   *
   * @throws ParseException if a file is missing or unreadable
   * @throws org.plumbline.api.UnreadableInputException likewise
   */
  public static AskedSuite of(Suite suite) {
    Models models = new Models();
    List<Requirement> requirements = new ArrayList<>();
    List<Asked> questions = new ArrayList<>();
    for (Entry entry : suite.entries()) {
      Made made = made(new EntryQuestions(entry, models, suite.limits().question()));
      requirements.add(made.requirement());
      questions.addAll(made.questions());
    }
    requireUnique(questions);
    return new AskedSuite(requirements, questions);
  }

  /** Questions of an entry. */
  record Made(Requirement requirement, List<Asked> questions) {
    /**
     * @param isSample whether the inputs are one; several questions about one input, such as at
     *     several distances, are none: they do not depend on chance one by one
     */
    static Made of(Requirement asked, List<Asked> questions, boolean isSample) {
      Demand d = asked.demand();
      Demand demand =
          new Demand(
              d.holds(),
              d.certified(),
              d.violated(),
              d.undecided(),
              d.least(),
              isSample && eachInputIsAskedAboutOnce(questions),
              d.words());
      return new Made(
          new Requirement(
              asked.id(), asked.tags(), asked.place(), asked.kind(), asked.asked(), demand),
          questions);
    }
  }

  private static boolean eachInputIsAskedAboutOnce(List<Asked> questions) {
    List<AskedImage> images =
        questions.stream().flatMap(q -> q.question().image().stream()).toList();
    return Set.copyOf(images).size() == images.size();
  }

  private static Made made(EntryQuestions entry) {
    Ask ask = entry.entry().ask();
    if (ask instanceof Ask.Robustness robustness) {
      return new RobustnessQuestions(entry, robustness).made();
    } else if (ask instanceof Ask.Properties properties) {
      return new PropertyQuestions(entry, properties).made();
    } else if (ask instanceof Ask.Radius radius) {
      return new RadiusQuestions(entry, radius).made();
    } else if (ask instanceof Ask.Compare compare) {
      return new CompareQuestions(entry, compare).made();
    } else if (ask instanceof Ask.InPattern pattern) {
      return new PatternQuestions(entry, pattern).made();
    } else if (ask instanceof Ask.Attack attack) {
      return new AttackQuestions(entry, attack).made();
    } else if (ask instanceof Ask.Layerwise layerwise) {
      return new LayerwiseQuestions(entry, layerwise).made();
    }
    return new DomainQuestions(entry, (Ask.Domain) ask).made();
  }

  private static void requireUnique(List<Asked> questions) {
    Map<String, Asked> seen = new HashMap<>();
    for (Asked asked : questions) {
      String id = asked.question().id();
      if (seen.put(id, asked) != null) {
        throw new ParseException(
            asked.question().place().file(),
            asked.question().place().line(),
            asked.question().place().column(),
            "two questions have the id '" + id + "'");
      }
    }
  }
}
