package org.plumbline.falsifier.feature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.eval.Gradient;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;

/**
 * Needs to look inside: a pixel matters as much as its values move the margin between the winning
 * score and the next one, Σ |∂(y₁ − y₂)/∂x| over its channels. Features are as many equal parts of
 * the pixels as asked for, ranked by it.
 *
 * @param network takes the image's values in their order
 * @param parts at least 1
 */
public record GradientSaliency(Network network, Supplier<Gemm> gemm, int parts)
    implements FeatureSource {
  public GradientSaliency {
    if (parts < 1) {
      throw new IllegalArgumentException(parts + " parts");
    }
  }

  @Override
  public FeatureMap features(double[] image, ImageDomain domain) {
    double[] gradient = gradient(image);
    double[] saliency = new double[domain.pixels()];
    for (int p = 0; p < saliency.length; p++) {
      for (int c = 0; c < domain.channels(); c++) {
        saliency[p] += Math.abs(gradient[domain.index(c, p)]);
      }
    }
    int count = Math.min(parts, saliency.length);
    int[] owner = new int[saliency.length];
    double[] weights = new double[count];
    int[] ranked =
        IntStream.range(0, saliency.length)
            .boxed()
            .sorted(Comparator.comparingDouble(p -> -saliency[p]))
            .mapToInt(p -> p)
            .toArray();
    for (int rank = 0; rank < ranked.length; rank++) {
      int part = (int) ((long) rank * count / ranked.length);
      owner[ranked[rank]] = part;
      weights[part] += saliency[ranked[rank]];
    }
    double least = 1e-3 * Arrays.stream(weights).sum() / count;
    double floor = least > 0 && Double.isFinite(least) ? least : 1;
    return FeatureMap.of(
        owner, Arrays.stream(weights).map(w -> w >= floor ? w : floor).toArray(), saliency);
  }

  private double[] gradient(double[] image) {
    double[][] trace = new ForwardPass(network, gemm.get()).trace(1, image);
    double[] scores = trace[network.outputIndex()];
    int classes = network.outputSize();
    int winner = BlackBox.winner(scores, 0, classes);
    int next = winner == 0 ? 1 : 0;
    for (int j = 0; j < classes; j++) {
      next = j != winner && scores[j] > scores[next] ? j : next;
    }
    double[] margin = new double[classes];
    margin[winner] = 1;
    margin[next] = -1;
    return new Gradient(network, gemm.get()).inputs(1, trace, margin);
  }
}
