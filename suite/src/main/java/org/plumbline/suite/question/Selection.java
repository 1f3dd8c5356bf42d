package org.plumbline.suite.question;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.SuiteQuestion;

/**
 * Which questions of a suite are meant.
 *
 * @param tags of requirements, one of which is enough; none for all
 * @param ids of requirements or questions, or beginnings of such up to a blank of the
 *     requirement's; none for all
 */
public record Selection(List<String> tags, List<String> ids) {
  /** All of them. */
  public static final Selection ALL = new Selection(List.of(), List.of());

  /** Copies the lists. */
  public Selection {
    tags = List.copyOf(tags);
    ids = List.copyOf(ids);
  }

  /**
   * The part of a suite that is meant.
   *
   * @throws ParseException if nothing has one of the tags or ids
   */
  public AskedSuite of(AskedSuite suite, String file) {
    Set<String> known =
        suite.requirements().stream().flatMap(r -> r.tags().stream()).collect(Collectors.toSet());
    for (String tag : tags) {
      if (!known.contains(tag)) {
        throw new ParseException(
            file, "no question has the tag '" + tag + "'; there are " + new TreeSet<>(known));
      }
    }
    Set<String> chosen = new HashSet<>();
    ids.forEach(id -> named(suite, id, file).forEach(asked -> chosen.add(asked.question().id())));
    Set<String> tagged =
        suite.requirements().stream()
            .filter(r -> tags.isEmpty() || r.tags().stream().anyMatch(tags::contains))
            .map(Requirement::id)
            .collect(Collectors.toSet());
    List<Asked> questions =
        suite.questions().stream()
            .filter(asked -> ids.isEmpty() || chosen.contains(asked.question().id()))
            .filter(asked -> tagged.contains(asked.question().requirement()))
            .toList();
    if (questions.isEmpty()) {
      throw new ParseException(file, "no question has both one of these tags and one of these ids");
    }
    Set<String> left =
        questions.stream().map(asked -> asked.question().requirement()).collect(Collectors.toSet());
    return new AskedSuite(
        suite.requirements().stream().filter(r -> left.contains(r.id())).toList(), questions);
  }

  private static List<Asked> named(AskedSuite suite, String id, String file) {
    List<Asked> exact =
        suite.questions().stream().filter(asked -> isExactly(asked.question(), id)).toList();
    List<Asked> found =
        exact.isEmpty()
            ? suite.questions().stream().filter(asked -> isShort(asked.question(), id)).toList()
            : exact;
    Set<String> requirements =
        found.stream().map(asked -> asked.question().requirement()).collect(Collectors.toSet());
    if (requirements.size() != 1) {
      throw new ParseException(
          file,
          found.isEmpty()
              ? "no requirement and no question has the id '" + id + "'"
              : "'" + id + "' may be any of " + new TreeSet<>(requirements));
    }
    return found;
  }

  private static boolean isExactly(SuiteQuestion question, String id) {
    return question.id().equals(id) || question.requirement().equals(id);
  }

  /** Whether an id is that of a question with the first word of its requirement's alone. */
  private static boolean isShort(SuiteQuestion question, String id) {
    String first = question.requirement().split(" ", 2)[0];
    String part = question.id().substring(question.requirement().length());
    return id.equals(first) || id.equals(first + part);
  }
}
