package org.plumbline.soundness.competition.score;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/** A score as JSON. */
public final class ScoreJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .build();

  private ScoreJson() {}

  private record Page(
      String version,
      List<Score.CategoryScore> categories,
      List<ToolScore> total,
      int missing,
      List<Judged> remarked) {}

  /**
   * @param version of the program
   */
  public static String of(Score score, String version) throws IOException {
    return JSON.writeValueAsString(
            new Page(version, score.categories(), score.total(), score.missing(), score.remarked()))
        + "\n";
  }
}
