package org.plumbline.suite.question;

import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.api.LocalRobustness;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.suite.AskedImage;

/**
 * One input of a classifier.
 *
 * @param name in ids of questions
 * @param words for people
 * @param content of a file of this input: an image, or numbers
 * @param label that the data give
 */
record GivenInput(
    String name,
    String words,
    AskedImage image,
    byte[] content,
    OptionalInt label,
    InputReader.Scale pixels,
    Optional<ChannelOrder> layout) {

  /** The question about it with ε = 0. */
  LocalRobustness around() {
    LocalRobustness around = LocalRobustness.around(words, content);
    around = pixels == InputReader.Scale.BYTES ? around.bytes() : around;
    if (layout.isEmpty()) {
      return around;
    }
    return layout.get() == ChannelOrder.CHW ? around.channelsFirst() : around.channelsLast();
  }
}
