package org.plumbline.certificates.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SplitTreeTest {
  private static final int LEAF = -1;

  @Test
  void leavesKnowTheirPaths() {
    SplitTree tree =
        new SplitTree(new int[] {7, 3, LEAF, LEAF, LEAF}, new float[] {0.5f, 1, 1.5f, 2, 2.5f});
    assertThat(tree.leaves()).hasSize(3);
    SplitTree.Leaf middle = tree.leaves().get(1);
    assertThat(middle.position()).containsExactly(7, 3);
    assertThat(middle.isAbove()).containsExactly(false, true);
    assertThat(middle.multipliers()).containsExactly(1.5f, 2);
    SplitTree.Leaf last = tree.leaves().get(2);
    assertThat(last.position()).containsExactly(7);
    assertThat(last.isAbove()).containsExactly(true);
    assertThat(last.multipliers()).containsExactly(2.5f);
  }

  /** A leaf that is left out would leave points uncovered. */
  @Test
  void everyOtherSequenceOfNodesIsNoTree() {
    int trees = 0;
    for (int length = 0; length <= 7; length++) {
      for (int bits = 0; bits < 1 << length; bits++) {
        int[] nodes = new int[length];
        int open = 1;
        boolean isTree = length > 0;
        for (int t = 0; t < length; t++) {
          boolean isLeaf = (bits >> t & 1) == 0;
          nodes[t] = isLeaf ? LEAF : 2;
          isTree &= open > 0;
          open += isLeaf ? -1 : 1;
        }
        isTree &= open == 0;
        assertThat(isTree(nodes)).as(Arrays.toString(nodes)).isEqualTo(isTree);
        trees += isTree ? 1 : 0;
      }
    }
    assertThat(trees).isEqualTo(1 + 1 + 2 + 5);
  }

  /** With any number of multipliers. */
  private static boolean isTree(int[] nodes) {
    for (int multipliers = 0; multipliers < 64; multipliers++) {
      try {
        return !new SplitTree(nodes, new float[multipliers]).leaves().isEmpty();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("a tree ");
      }
    }
    return false;
  }

  @Test
  void multipliersAreCounted() {
    int[] nodes = {0, LEAF, LEAF};
    assertThat(new SplitTree(nodes, new float[2]).multipliers()).hasSize(2);
    for (int count : new int[] {0, 1, 3}) {
      assertThatThrownBy(() -> new SplitTree(nodes, new float[count]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void deepTreesAreRefused() {
    int depth = SplitTree.MOST_DEPTH + 1;
    int[] nodes = new int[2 * depth + 1];
    Arrays.fill(nodes, depth, nodes.length, LEAF);
    assertThatThrownBy(() -> new SplitTree(nodes, new float[depth * (depth + 3)]))
        .hasMessageContaining("64 splits");
  }
}
