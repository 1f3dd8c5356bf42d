package org.plumbline.suite.html;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.plumbline.question.Decimal;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.Counts;
import org.plumbline.suite.Share;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Words;

/**
 * For questions about the same images at several distances ε: which share is certified (a lower
 * bound of the accuracy under all disturbances up to ε) and which is not violated (an upper bound).
 * Between the two curves lies what is open. At ε = 0 both are the share of images whose class the
 * network gives.
 */
final class AccuracyCurves {
  private AccuracyCurves() {}

  /** Nothing where there are not two distances. */
  static void write(Markup to, List<Section> sections) {
    Map<String, List<SuiteAnswer>> groups = groups(sections);
    groups.values().removeIf(answers -> byDistance(answers).size() < 2);
    if (!groups.isEmpty()) {
      to.element("h2", "Accuracy over the distance ε");
      groups.forEach((name, answers) -> curve(to, name, answers));
    }
  }

  /** By requirement where it has several distances, else by networks and images. */
  private static Map<String, List<SuiteAnswer>> groups(List<Section> sections) {
    Map<String, List<SuiteAnswer>> groups = new LinkedHashMap<>();
    Map<Object, String> names = new LinkedHashMap<>();
    for (Section section : sections) {
      List<SuiteAnswer> answers =
          section.findings().stream()
              .map(f -> f.answer())
              .filter(a -> a.question().epsilon().isPresent() && a.question().image().isPresent())
              .toList();
      String own = section.requirement().id();
      boolean isWhole = byDistance(answers).size() > 1;
      String name = isWhole ? own : names.computeIfAbsent(subject(answers), s -> own);
      groups.computeIfAbsent(name, n -> new ArrayList<>()).addAll(answers);
    }
    return groups;
  }

  private static Object subject(List<SuiteAnswer> answers) {
    Set<AskedImage> images =
        answers.stream().map(a -> a.question().image().orElseThrow()).collect(Collectors.toSet());
    return List.of(
        images,
        answers.stream().map(a -> a.question().networks()).distinct().toList(),
        answers.stream().map(a -> a.question().kind()).distinct().toList());
  }

  private static Map<BigDecimal, List<SuiteAnswer>> byDistance(List<SuiteAnswer> answers) {
    Map<BigDecimal, List<SuiteAnswer>> distances = new TreeMap<>();
    for (SuiteAnswer answer : answers) {
      distance(answer)
          .ifPresent(d -> distances.computeIfAbsent(d, k -> new ArrayList<>()).add(answer));
    }
    return distances;
  }

  /** A fraction such as 8/255 is read as well. */
  private static Optional<BigDecimal> distance(SuiteAnswer answer) {
    try {
      return answer.question().epsilon().map(Decimal::fraction);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void curve(Markup to, String name, List<SuiteAnswer> answers) {
    List<CurvePlot.Point> points = new ArrayList<>();
    clean(answers).ifPresent(points::add);
    byDistance(answers).forEach((distance, at) -> points.add(point(distance, at)));
    to.open("figure", "class=\"curve\"").raw(CurvePlot.of(points));
    to.open("figcaption").text(name + ". Certified is proved for every input within ε; what lies");
    to.text(" between the curves is open.").close().close();
    to.open("table", "class=\"numbers\"").open("thead");
    to.row("th", "ε", "certified", "95 % interval", "not violated", "95 % interval", "images");
    to.close().open("tbody");
    for (CurvePlot.Point point : points) {
      to.row(
          "td",
          point.distance().signum() == 0 ? "0 (no disturbance)" : point.distance().toPlainString(),
          Words.percent(point.certified().rate()),
          interval(point.certified()),
          Words.percent(point.attacked().rate()),
          interval(point.attacked()),
          Integer.toString(point.certified().whole()));
    }
    to.close().close();
  }

  private static CurvePlot.Point point(BigDecimal distance, List<SuiteAnswer> answers) {
    Counts counts = Counts.of(answers);
    return new CurvePlot.Point(
        distance,
        new Share(counts.certified(), counts.all()),
        new Share(counts.all() - counts.violated(), counts.all()));
  }

  /** Where the class of each image is known. */
  private static Optional<CurvePlot.Point> clean(List<SuiteAnswer> answers) {
    Map<AskedImage, Boolean> right = new LinkedHashMap<>();
    for (SuiteAnswer answer : answers) {
      if (answer.asked().isEmpty()) {
        return Optional.empty();
      }
      right.put(answer.question().image().orElseThrow(), answer.asked().get().isOwn());
    }
    int own = (int) right.values().stream().filter(isOwn -> isOwn).count();
    Share share = new Share(own, right.size());
    return Optional.of(new CurvePlot.Point(BigDecimal.ZERO, share, share));
  }

  private static String interval(Share share) {
    return Words.percent(share.lower()) + " to " + Words.percent(share.upper());
  }
}
