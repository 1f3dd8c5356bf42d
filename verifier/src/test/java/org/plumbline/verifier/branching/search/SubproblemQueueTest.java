package org.plumbline.verifier.branching.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.WarmStart;
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
    SubproblemQueue queue = new SubproblemQueue(10 * withMargin(0).bytes());
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
    SubproblemQueue queue = new SubproblemQueue(2 * withMargin(0).bytes());
    for (int i = 0; i < 10; i++) {
      queue.add(withMargin(-i));
    }
    assertThat(queue.size()).isEqualTo(10);
    assertThat(queue.poll(4).get(0).margin()).as("the newest past the limit").isEqualTo(-9);
    assertThat(queue.poll(100)).hasSize(6);
    assertThat(queue.isEmpty()).isTrue();
  }

  /** One subproblem that is larger than all room is kept, and what comes after it, too. */
  @Test
  void whatIsTooLargeIsKept() {
    SubproblemQueue queue = new SubproblemQueue(1);
    queue.add(withMargin(-1));
    assertThat(queue.overflow()).isEmpty();
    queue.add(withMargin(-2));
    assertThat(queue.worstMargin()).isEqualTo(-1);
    assertThat(queue.miss()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(queue.poll(2)).extracting(Subproblem::margin).containsExactly(-2.0, -1.0);
    assertThat(queue.overflow().orElseThrow()).contains("0.0 MiB", "-Xmx", "depth first");
  }

  /** What was taken out leaves room. */
  @Test
  void roomIsGivenBack() {
    SubproblemQueue queue = new SubproblemQueue(3 * withMargin(0).bytes());
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 3; i++) {
        queue.add(withMargin(-i));
      }
      assertThat(queue.poll(3)).extracting(Subproblem::margin).containsExactly(-2.0, -1.0, 0.0);
    }
    assertThat(queue.overflow()).isEmpty();
  }

  /** A start of an optimisation, a box and narrowed bounds are counted, and count. */
  @Test
  void bytesFollowWhatASubproblemHolds() {
    Subproblem small = withMargin(-1);
    Subproblem wide =
        small.within(new double[50], new double[50], new int[10], -1, 1, small.trace());
    assertThat(wide.bytes() - small.bytes()).isEqualTo(8 * 100 + 4 * 9);
    Subproblem warm = small.startingAt(new WarmStart(new byte[1000], new float[25], 25, false));
    assertThat(warm.bytes() - small.bytes()).isEqualTo(1100);
  }
}
