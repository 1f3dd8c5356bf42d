package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.SmallNetworks;

/** What a search by activation splits proves, its certificate proves too: bounds are all there. */
class CompleteProofTest {
  private static final int TRIALS = 60;

  @Test
  void proofsOfDeepNetworksAreAccepted() {
    List<String> refused = new ArrayList<>();
    int proved = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = RandomNetworks.random(trial);
      Network network = SmallNetworks.relu(random, 6, 12, 12, 12, 12, 1);
      Query query = BelowSamples.query(network, random);
      CheckedSearch search = CheckedSearch.of(query, Splitting.ACTIVATIONS, 5_000);
      proved += search.isProved() ? 1 : 0;
      if (search.isProved() && !search.isAccepted()) {
        refused.add(trial + ": " + search.check());
      }
    }
    assertThat(proved).isGreaterThan(TRIALS / 2);
    assertThat(refused).isEmpty();
  }
}
