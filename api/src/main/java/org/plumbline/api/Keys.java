package org.plumbline.api;

import java.util.List;
import org.plumbline.question.Digest;

/** Makes keys of questions. */
final class Keys {
  private Keys() {}

  static QuestionKey of(Model model, Property property, List<Pattern> patterns, Options options) {
    StringBuilder text =
        new StringBuilder("plumbline ").append(PlumblineVersion.text()).append('\n');
    text.append("network ").append(Digest.hex(model.file().digest())).append('\n');
    if (property instanceof VnnLib file) {
      text.append("property ").append(Digest.hex(file.file().digest())).append('\n');
    } else {
      text.append("input ").append(((LocalRobustness) property).question().identity()).append('\n');
    }
    for (Pattern pattern : patterns) {
      text.append("pattern ").append(Digest.hex(pattern.digest()));
      text.append(' ').append(pattern.label()).append('\n');
    }
    text.append("semantics ").append(options.semantics).append('\n');
    text.append("engine ").append(options.engine).append('\n');
    text.append("seed ").append(options.seed).append('\n');
    return new QuestionKey(Digest.hex(Digest.of(text.toString())));
  }
}
