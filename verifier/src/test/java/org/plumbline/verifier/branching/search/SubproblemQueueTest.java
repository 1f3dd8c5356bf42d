package org.plumbline.verifier.branching.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.proof.Trace;
import org.plumbline.verifier.proof.TraceMemory;

class SubproblemQueueTest {
  private static Subproblem withMargin(double margin) {
    return new Subproblem(
        0,
        new double[0],
        new double[0],
        new int[] {0},
        null,
        null,
        null,
        margin,
        1,
        new Trace(new TraceMemory(0)));
  }

  @Test
  void worstMarginComesFirstAndTiesByAge() {
    SubproblemQueue queue = new SubproblemQueue(10);
    Subproblem first = withMargin(-1);
    Subproblem second = withMargin(-1);
    queue.add(first);
    queue.add(withMargin(-2));
    queue.add(second);
    List<Subproblem> polled = queue.poll(3);
    assertThat(polled.get(0).margin()).isEqualTo(-2);
    assertThat(polled.get(1)).isSameAs(first);
    assertThat(polled.get(2)).isSameAs(second);
  }

  @Test
  void nothingIsLostPastTheLimit() {
    SubproblemQueue queue = new SubproblemQueue(2);
    for (int i = 0; i < 10; i++) {
      queue.add(withMargin(-i));
    }
    assertThat(queue.size()).isEqualTo(10);
    assertThat(queue.poll(4).get(0).margin()).as("the newest past the limit").isEqualTo(-9);
    assertThat(queue.poll(100)).hasSize(6);
    assertThat(queue.isEmpty()).isTrue();
  }
}
