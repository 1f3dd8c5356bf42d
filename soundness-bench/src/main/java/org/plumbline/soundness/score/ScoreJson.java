package org.plumbline.soundness.score;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/** Scores as JSON. */
public final class ScoreJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .build();

  private ScoreJson() {}

  /**
   * @param origin how to make the benchmark again
   */
  private record Page(String origin, List<Score> scores) {}

  public static String of(List<Score> scores, String origin) throws IOException {
    return JSON.writeValueAsString(new Page(origin, scores)) + "\n";
  }
}
