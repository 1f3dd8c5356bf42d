package org.plumbline.verifier.dlv;

import java.util.List;
import java.util.Optional;
import org.plumbline.verifier.dlv.grid.Region;
import org.plumbline.verifier.dlv.search.SearchResult;

/**
 * What a layer-by-layer verification found out.
 *
 * @param label the class of the input
 * @param confidence the probability that the network gives it
 * @param region η_0: the inputs spoken of
 * @param dimensions manipulated inputs, the most salient first
 * @param searches one per layer searched, ascending
 * @param certification of the region's cells, if it was asked for
 * @param queries evaluations of the network, or of its later layers
 */
public record LayerwiseReport(
    Conclusion conclusion,
    int label,
    double confidence,
    Region region,
    int[] dimensions,
    List<SearchResult> searches,
    Optional<Certification> certification,
    long queries) {
  public LayerwiseReport {
    searches = List.copyOf(searches);
  }
}
