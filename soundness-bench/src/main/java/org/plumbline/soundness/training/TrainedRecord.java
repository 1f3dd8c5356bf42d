package org.plumbline.soundness.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.plumbline.network.model.ParseException;

/**
 * What is kept of a trained model beside its network, as JSON.
 *
 * @param options how to train it again
 * @param epochs that it took
 * @param restarts of each of the eight strengths in the end
 */
public record TrainedRecord(
    Architecture architecture, TrainingOptions options, int epochs, int restarts, List<Box> boxes) {
  public TrainedRecord {
    boxes = List.copyOf(boxes);
  }

  /**
   * A planted point and what was done to find it or another one.
   *
   * @param isHidden whether the planted point is wrong and no attack found a point that is
   * @param margin of the other class over the label at the planted point
   * @param evaluations of the attacks, see {@link PaperAttack}
   * @param leastMargin of the label over the other class that the attacks came to
   */
  public record Box(
      HiddenPoint point, boolean isHidden, double margin, long evaluations, double leastMargin) {}

  static TrainedRecord of(TrainedModel model) {
    return new TrainedRecord(
        model.architecture(),
        model.options(),
        model.epochs(),
        model.restarts(),
        model.entries().stream().map(TrainedRecord::box).toList());
  }

  private static Box box(Survey.Entry entry) {
    return new Box(
        entry.point(),
        entry.isHidden(),
        entry.replay().map(replay -> replay.margin()).orElse(0.0),
        entry.attack().map(PaperAttack.Result::evaluations).orElse(0L),
        entry.attack().map(PaperAttack.Result::leastMargin).orElse(0.0));
  }

  /** What models are called after, and their files. */
  public static String name(Architecture architecture, TrainingOptions options) {
    return architecture.text() + "-" + options.planting().text() + "-" + options.seed();
  }

  public String name() {
    return name(architecture, options);
  }

  public long hidden() {
    return boxes.stream().filter(Box::isHidden).count();
  }

  byte[] toJson() throws IOException {
    String text = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param file for messages
   * @throws ParseException when the bytes are no such record
   */
  static TrainedRecord fromJson(String file, byte[] json) throws IOException {
    try {
      return new JsonMapper().readValue(json, TrainedRecord.class);
    } catch (JsonProcessingException e) {
      throw new ParseException(file, "is no record of a training: " + e.getOriginalMessage());
    }
  }
}
