package org.plumbline.soundness.competition.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.soundness.competition.Category;
import org.plumbline.soundness.competition.CompetitionInstance;
import org.plumbline.soundness.competition.ResultTable;
import org.plumbline.soundness.competition.score.Score.CategoryScore;
import org.plumbline.soundness.competition.witness.WitnessValidator;

/** Judges results as VNN-COMP 2026 does, those of other tools on the same instances beside. */
public final class Scoring {
  private final WitnessValidator validator;
  private final List<ResultTable> tables;
  private final List<String> names;
  private final List<Judged> remarked = new ArrayList<>();
  private int missing;

  private Scoring(WitnessValidator validator, List<ResultTable> tables) {
    this.validator = validator;
    this.tables = tables;
    this.names = names(tables);
  }

  /**
   * @param judged whose instances count
   */
  public static Score of(
      List<Category> categories,
      ResultTable judged,
      List<ResultTable> others,
      WitnessValidator validator)
      throws IOException {
    List<ResultTable> tables = Stream.concat(Stream.of(judged), others.stream()).toList();
    return new Scoring(validator, tables).score(categories);
  }

  /** Of the tools, or of their files where two tools have one name. */
  private static List<String> names(List<ResultTable> tables) {
    List<String> names = tables.stream().map(ResultTable::name).toList();
    return names.stream().distinct().count() == names.size()
        ? names
        : tables.stream().map(table -> table.file().toString()).toList();
  }

  private Score score(List<Category> categories) throws IOException {
    List<CategoryScore> scores = new ArrayList<>();
    for (Category category : categories) {
      List<List<Judged>> rows = new ArrayList<>();
      for (CompetitionInstance instance : category.instances()) {
        if (tables.get(0).line(instance).isPresent()) {
          rows.add(judged(instance));
        } else {
          missing++;
        }
      }
      if (!rows.isEmpty()) {
        scores.add(new CategoryScore(category.name(), scores(rows)));
      }
    }
    return new Score(scores, missing, List.copyOf(remarked));
  }

  private List<Judged> judged(CompetitionInstance instance) throws IOException {
    Panel panel = new Panel(instance);
    for (int t = 0; t < tables.size(); t++) {
      panel.hear(names.get(t), tables.get(t), validator);
    }
    List<Judged> judged = panel.judged();
    judged.stream().filter(one -> !one.remark().isEmpty()).forEach(remarked::add);
    return judged;
  }

  private List<ToolScore> scores(List<List<Judged>> rows) {
    List<ToolScore> scores = new ArrayList<>();
    for (int t = 0; t < names.size(); t++) {
      int tool = t;
      List<Outcome> outcomes = rows.stream().map(row -> row.get(tool).outcome()).toList();
      scores.add(ToolScore.of(names.get(t), outcomes));
    }
    int best = scores.stream().mapToInt(ToolScore::points).max().orElse(0);
    return scores.stream().map(score -> score.against(best)).toList();
  }
}
