package org.plumbline.specs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.specs.query.Samples.atLeast;
import static org.plumbline.specs.query.Samples.interval;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Property;

class QueryTest {
  private static final Network SCALAR = Samples.scalar(1, Activation.RELU);

  @Test
  void boxesAreRoundedOutward() {
    Query query = Query.of(SCALAR, Samples.property(interval("0.1", "0.3"), atLeast("1")));
    assertThat(query.boxes()).hasSize(1);
    assertThat(query.boxes().get(0).lower()[0]).isEqualTo(Math.nextDown(0.1));
    assertThat(query.boxes().get(0).upper()[0]).isEqualTo(Math.nextUp(0.3));
  }

  @Test
  void sizesMustAgree() {
    assertThatThrownBy(() -> Query.of(SCALAR, new Property(1, 6, List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the property speaks of 6 outputs Y_0 … Y_5 but the network has 1;"
                + " maybe it belongs to another network");
    assertThatThrownBy(() -> Query.of(SCALAR, new Property(2, 1, List.of())))
        .hasMessageContaining("2 inputs X_0 … X_1");
  }

  @Test
  void inputsMustStayWithinTheDoubles() {
    Property wide = Samples.property(interval("0", "1e400"), atLeast("1"));
    assertThatThrownBy(() -> Query.of(SCALAR, wide))
        .hasMessageContaining("X_0")
        .hasMessageContaining(new BigDecimal("1e400").toString());
  }
}
