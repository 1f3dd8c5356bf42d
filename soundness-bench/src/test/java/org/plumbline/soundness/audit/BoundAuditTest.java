package org.plumbline.soundness.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.Origin;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.assembly.Engine;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.contract.NodeClaim;

class BoundAuditTest {
  private static final int PER_FAMILY = 3;

  /** {@code y = max(0, 2x + 1)} for x in [−1, 1], with bounds by hand. */
  private static BatchBounds bounds() {
    NetworkBuilder builder = new NetworkBuilder(1);
    AffineLayer.Term twice = new AffineLayer.Term(0, new DenseMap(1, 1, new double[] {2}));
    int affine = builder.add(new AffineLayer(List.of(twice), new double[] {1}, null));
    builder.add(new ActivationLayer(affine, 1, Activation.RELU));
    BatchBounds bounds = new BatchBounds(builder.build(1));
    bounds.reset(1);
    bounds.intersect(0, 0, 0, -1, 1);
    bounds.intersect(1, 0, 0, -1, 3);
    bounds.intersect(2, 0, 0, 0, 3);
    return bounds;
  }

  private static BoundAudit heard(BatchBounds bounds, NodeClaim claim, double... inputs) {
    Network network = bounds.network();
    BoundAudit audit =
        new BoundAudit(network, Arrays.stream(inputs).mapToObj(x -> new double[] {x}).toList());
    audit.bounded(bounds, Origin.identity(network.depth()), () -> List.of(claim));
    return audit;
  }

  /** {@code −y ≥ slope·x + constant} and {@code −y ≥ lower}. */
  private static NodeClaim.Row row(double slope, double constant, double lower) {
    return new NodeClaim.Row(new double[] {-1}, null, -2, new double[] {slope}, constant, lower);
  }

  private static NodeClaim claim(List<NodeClaim.Split> splits, NodeClaim.Row... rows) {
    return new NodeClaim(splits, List.of(rows), false);
  }

  @Test
  void rightBoundsAreNotAccused() {
    NodeClaim.Row row = row(-2, -1, -3);
    BoundAudit audit = heard(bounds(), claim(List.of(), row), -0.5, 0, 1, 2);
    assertThat(audit.finding()).isEmpty();
    assertThat(audit.looks()).as("2 lies outside of the box").isEqualTo(3);
  }

  @Test
  void theFirstLayerThatIsWrongIsGuilty() {
    BatchBounds bounds = bounds();
    bounds.intersect(1, 0, 0, -1, 2.5);
    bounds.intersect(2, 0, 0, 0, 2.5);
    Finding finding = heard(bounds, claim(List.of()), -1, 1).finding().orElseThrow();
    assertThat(finding.layer()).isEqualTo(1);
    assertThat(finding.value()).isEqualTo(3);
    assertThat(finding.high()).isEqualTo(2.5);
    assertThat(finding.input()).containsExactly(1);
    assertThat(finding.kind(bounds.network())).isEqualTo("affine");
  }

  @Test
  void aSplitIsForThoseOnItsSide() {
    BatchBounds bounds = bounds();
    bounds.intersect(1, 0, 0, -1, 0);
    NodeClaim.Split inactive = new NodeClaim.Split(1, 0, 0, false);
    BoundAudit audit = heard(bounds, claim(List.of(inactive)), -0.75, 1);
    assertThat(audit.finding()).isEmpty();
    assertThat(audit.looks()).isEqualTo(1);
  }

  @Test
  void aRowBelowItsBoundIsTheFaultOfTheProperty() {
    for (NodeClaim.Row row : List.of(row(-1, -1.5, -3), row(-2, -1, -2.5))) {
      BatchBounds bounds = bounds();
      Finding finding = heard(bounds, claim(List.of(), row), 1).finding().orElseThrow();
      assertThat(finding.kind(bounds.network())).isEqualTo("property");
      assertThat(finding.value()).isEqualTo(-3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INPUTS", "ACTIVATIONS"})
  void noBoundOfThePlumblineThatWeHaveIsWrong(Engine engine) {
    Map<String, List<Instance>> families =
        AnalyticSuite.generate(3).stream().collect(Collectors.groupingBy(Instance::family));
    long looks = 0;
    for (List<Instance> family : families.values()) {
      for (Instance instance : family.subList(0, PER_FAMILY)) {
        looks += looksWithoutFinding(instance, engine);
      }
    }
    assertThat(looks).isGreaterThan(100);
  }

  private static long looksWithoutFinding(Instance instance, Engine engine) {
    Network network = new OnnxLowering(instance.network()).lower();
    List<double[]> inputs = new ArrayList<>();
    for (Case part : instance.property().cases()) {
      inputs.addAll(AuditInputs.of(part.inputs().toBox(), 10, 1));
    }
    BoundAudit audit = new BoundAudit(network, inputs);
    VerifierFactory.create(new VerifierOptions(1, 1, Semantics.REAL, engine))
        .verify(Query.of(network, instance.property()), Budget.ofMillis(1000), audit);
    assertThat(audit.finding()).as(instance.name()).isEmpty();
    return audit.looks();
  }
}
