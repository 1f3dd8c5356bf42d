package org.plumbline.specs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts the samples that follow the pattern of each class. A follower that the network gives
 * another class refutes that the pattern implies the class.
 */
public final class PatternAudit implements Consumer<Observation> {
  private static final int MOST_KEPT = 1000;

  private final List<Audited> audited;

  public PatternAudit(List<ClassPattern> patterns) {
    this.audited = patterns.stream().map(Audited::new).toList();
  }

  /** A sample that follows a pattern. */
  public record Follower(int number, int label, int predicted) {}

  /**
   * What was counted for one class.
   *
   * @param samples that are labelled so
   * @param followers that are labelled so
   * @param others followers that are labelled otherwise
   * @param contradictions followers that the network classifies otherwise, whatever their label
   * @param examples the first of others and contradictions
   */
  public record Row(
      ClassPattern of,
      int samples,
      int followers,
      int others,
      int contradictions,
      List<Follower> examples) {}

  @Override
  public void accept(Observation observation) {
    audited.forEach(one -> one.accept(observation));
  }

  /** In the order of the patterns. */
  public List<Row> rows() {
    return audited.stream().map(Audited::row).toList();
  }

  private static final class Audited {
    private final ClassPattern of;
    private final List<Follower> examples = new ArrayList<>();
    private int samples;
    private int followers;
    private int others;
    private int contradictions;

    Audited(ClassPattern of) {
      this.of = of;
    }

    void accept(Observation observation) {
      boolean isOwn = observation.label() == of.label();
      samples += isOwn ? 1 : 0;
      if (of.pattern().isFollowedBy(observation.active())) {
        boolean contradicts = observation.predicted() != of.label();
        followers += isOwn ? 1 : 0;
        others += isOwn ? 0 : 1;
        contradictions += contradicts ? 1 : 0;
        if ((!isOwn || contradicts) && examples.size() < MOST_KEPT) {
          examples.add(
              new Follower(observation.number(), observation.label(), observation.predicted()));
        }
      }
    }

    Row row() {
      return new Row(of, samples, followers, others, contradictions, List.copyOf(examples));
    }
  }
}
