package org.plumbline.verifier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;

class TraceTest {
  private static final Step STEP = new Step.ClipInputs();

  @Test
  void remembersSplitsAndSteps() {
    Trace root = new Trace(new TraceMemory(10_000));
    root.split(0, 3, 0.5);
    root.below().add(STEP);
    root.below().close();
    ProofNode.Split split = (ProofNode.Split) root.toProof();
    assertThat(split.neuron()).isEqualTo(3);
    assertThat(split.below()).isEqualTo(new ProofNode.Closed(List.of(STEP)));
    assertThat(split.above()).isInstanceOf(ProofNode.Unjustified.class);
  }

  @Test
  void forgetsStepsThatNothingNeedsButThoseOfTheRoot() {
    Trace root = new Trace(new TraceMemory(10_000));
    root.add(STEP);
    root.split(0, 3, 0.5);
    root.forgetNewest(1);
    root.below().add(STEP);
    root.below().add(STEP);
    root.below().add(STEP);
    root.below().forgetNewest(2);
    assertThat(root.toProof().steps()).hasSize(1);
    assertThat(root.below().toProof()).isInstanceOf(ProofNode.Unjustified.class);
    root.below().close();
    assertThat(root.below().toProof().steps()).hasSize(1);
  }

  @Test
  void forgetsWhatTakesTooMuchMemory() {
    Trace root = new Trace(new TraceMemory(1_000));
    Trace trace = root;
    for (int depth = 0; depth < 100_000; depth++) {
      trace.add(STEP);
      trace.split(0, 0, depth);
      trace = trace.below();
    }
    trace.close();
    ProofNode node = root.toProof();
    while (node instanceof ProofNode.Split split) {
      node = split.below();
    }
    assertThat(node).isEqualTo(new ProofNode.Unjustified("the proof took too much memory"));
  }
}
