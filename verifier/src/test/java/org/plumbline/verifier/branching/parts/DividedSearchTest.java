package org.plumbline.verifier.branching.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.plumbline.verifier.branching.Splitting;

class DividedSearchTest {
  @Test
  void probe() {
    for (Splitting splitting : new Splitting[] {Splitting.ACTIVATIONS, Splitting.INPUTS}) {
      for (int seed = 0; seed < 25; seed++) {
        DividedQuestion q = new DividedQuestion(DividedQuestion.query(seed, splitting), splitting);long t0=System.nanoTime();
        Object v = q.verdict(WorkersHere::honest);
        if (q.tally.cut() > 0) {
          System.out.println((System.nanoTime()-t0)/1000000+"ms "+splitting + " " + seed + " " + q.tally.cut() + " " + v + " " + q.tally.evaluated() + " " + (q.recorder.claim().isPresent() ? q.checked() : "none"));
        }
      }
    }
    assertThat(true).isTrue();
  }
}
