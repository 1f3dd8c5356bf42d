package org.plumbline.verifier.certified;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.Reading;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.radius.RadiusQuestion;

/** A network whose class 0 leads by 1 everywhere, as long as its layers are what the model says. */
class AsReadTest {
  private static final Verifier BELIEVES_ALL =
      (query, budget, listener) -> new Verdict.Holds(Assurance.ROUNDED);

  private static Network needing(double least) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    builder.setNode("root");
    int x = builder.add(new AffineLayer(0, new DenseMap(1, 1, new double[] {1})));
    builder.need(x, least, 9, Reading.Need.ALWAYS, "its square root");
    builder.add(new AffineLayer(x, new DenseMap(2, 1, new double[] {0, 0}), new double[] {1, 0}));
    return builder.build();
  }

  private static RadiusQuestion question(double least, boolean hasRange) {
    LocalRobustness.Range range =
        new LocalRobustness.Range(new BigDecimal("-0.5"), new BigDecimal("0.5"));
    return RadiusQuestion.of(
        needing(least), new double[] {0}, hasRange ? Optional.of(range) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.25})
  void aProofCountsWhereTheLayersAreTheModel(double least) {
    Query query = question(least, true).within(new BigDecimal("0.5"));
    Verdict verdict =
        new AsRead(BELIEVES_ALL).verify(query, Budget.unlimited(), ProofListener.SILENT);
    if (least == -1) {
      assertThat(verdict).isInstanceOf(Verdict.Holds.class);
    } else {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Unknown.class, open -> assertThat(open.reason()).contains("its square root"));
    }
  }

  @Test
  void aRadiusIsAboutAllOfTheRange() {
    assertThat(question(-1, true).gap()).isEmpty();
    assertThat(question(-0.25, true).gap()).hasValueSatisfying(s -> assertThat(s).contains("root"));
    assertThat(question(-1, false).gap()).isPresent();
  }
}
