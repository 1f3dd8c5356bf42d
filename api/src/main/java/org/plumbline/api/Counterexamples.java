package org.plumbline.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes counterexamples for users of those that the search finds. */
final class Counterexamples {
  private Counterexamples() {}

  static Counterexample of(org.plumbline.specs.replay.Counterexample found) {
    return new Counterexample(
        List.of(found.point()),
        Arrays.stream(found.inputs()).boxed().toList(),
        Arrays.stream(found.outputs()).boxed().toList(),
        boxed(found.float32Outputs()),
        standing(found),
        found.margin(),
        found.violated().toString());
  }

  private static List<Float> boxed(float[] values) {
    List<Float> boxed = new ArrayList<>(values.length);
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  private static Counterexample.Standing standing(org.plumbline.specs.replay.Counterexample found) {
    return switch (found.classification()) {
      case FLOAT32_ONLY -> Counterexample.Standing.FLOAT32_ONLY;
      case STRICT, TIE ->
          found.inFloat32()
              ? Counterexample.Standing.REAL_AND_FLOAT32
              : Counterexample.Standing.REAL_ONLY;
      case WITHIN_TOLERANCE ->
          throw new IllegalStateException("what misses the unsafe set is no counterexample");
    };
  }
}
