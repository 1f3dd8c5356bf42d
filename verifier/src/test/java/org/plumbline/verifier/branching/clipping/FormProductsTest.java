package org.plumbline.verifier.branching.clipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.root.OpenNeurons;

class FormProductsTest {
  private static final int NETWORKS = 50;
  private static final int ROWS = 5;

  @Test
  void productsOfRowsAreSumsOverTheInputs() {
    int compared = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      NeuronForms forms = forms(random);
      FormProducts products = new FormProducts(forms, new JavaGemm());
      int n = forms.inputs();
      double[] rows = random.doubles((long) ROWS * n, -1, 1).toArray();
      products.prepare(rows, new int[] {1, 4});
      assertThat(products.ofRow(0)).isNull();
      assertThat(products.ofRow(ROWS)).isNull();
      for (int row : new int[] {1, 4}) {
        double[] found = products.ofRow(row);
        assertThat(found).hasSize(forms.count());
        for (int f = 0; f < forms.count(); f++, compared++) {
          double sum = 0;
          for (int j = 0; j < n; j++) {
            double r = forms.radius()[j];
            sum += forms.coefficients()[f * n + j] * rows[row * n + j] * r * r;
          }
          assertThat(found[f]).as("seed %d form %d", seed, f).isCloseTo(sum, within(1e-9));
        }
      }
      products.prepare(rows, new int[] {0});
      assertThat(products.ofRow(4)).isNull();
    }
    assertThat(compared).isGreaterThan(NETWORKS);
  }

  @Test
  void whatIsPutIntoTheProductsOfAFormStays() {
    NeuronForms forms =
        Stream.iterate(0, seed -> seed + 1)
            .map(seed -> forms(RandomNetworks.random(seed)))
            .filter(some -> some.count() > 0)
            .findFirst()
            .orElseThrow();
    FormProducts products = new FormProducts(forms, new JavaGemm());
    assertThat(Arrays.stream(products.ofForm(0)).allMatch(Double::isNaN)).isTrue();
    products.ofForm(0)[1] = 7;
    assertThat(products.ofForm(0)[1]).isEqualTo(7);
  }

  private static NeuronForms forms(Random random) {
    Network network = RandomNetworks.dense(random, true);
    Box box = RandomNetworks.box(random, network.inputSize());
    BatchBounds root = NeuronClipperTest.rootOf(network, box);
    OpenNeurons open = new OpenNeurons(network, root);
    return NeuronForms.of(root, open, new ErrorCharges(root), new JavaGemm()).orElseThrow();
  }
}
