package org.plumbline.soundness.fuzz.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.fuzz.graph.Operators;
import org.plumbline.soundness.fuzz.reading.Tally.Column;

/** A short run of what {@code benchmarks/fuzz reading SECONDS SEED} runs for longer. */
class ReadingFuzzerTest {
  private static final int MODELS = 300;

  /** After so many, an operator that was not compared is not reached. */
  private static final int MOST_MODELS = 2000;

  private static final long SEED = 5;

  /** They have no values of their own in a network, or only constant ones. */
  private static final Set<String> FOLDED =
      Set.of("Constant", "ConstantOfShape", "Shape", "Size", "Range", "Mod");

  /** They are of operator sets that the runtime does not read. */
  private static final Set<String> NOT_RUN = Set.of("CumProd", "SwiGLU");

  @Test
  void everyOperatorThatIsLoweredIsReadTwice() {
    assertThat(ReferenceModel.operators()).containsAll(OnnxLowering.operators());
  }

  @Test
  void everyOperatorThatIsLoweredIsDrawn() {
    assertThat(Operators.names()).isEqualTo(OnnxLowering.operators());
  }

  /** Both readings and the runtime, of every operator at least once. */
  @Test
  void readingsAgree() {
    try (OnnxRuntime runtime = new OnnxRuntime()) {
      ReadingFuzzer fuzzer = new ReadingFuzzer(runtime);
      for (int i = 0; i < MOST_MODELS && (i < MODELS || !missing(fuzzer).isEmpty()); i++) {
        assertThat(fuzzer.look(SEED + i)).isEmpty();
      }
      assertThat(missing(fuzzer)).as("operators that no model compared").isEmpty();
    }
  }

  private static Set<String> missing(ReadingFuzzer fuzzer) {
    Set<String> missing = new TreeSet<>();
    SortedSet<String> run = OnnxLowering.operators();
    run.removeAll(NOT_RUN);
    for (String operator : run) {
      Column lowered = FOLDED.contains(operator) ? Column.LOWERED : Column.LOWERED_COMPARED;
      if (fuzzer.tally().of(operator, lowered) == 0
          || fuzzer.tally().of(operator, Column.RUN_COMPARED) == 0) {
        missing.add(operator);
      }
    }
    return missing;
  }
}
