package org.plumbline.reference.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.file.Node;
import org.plumbline.reference.kernel.Budget;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;

class OperatorsTest {
  @Test
  void everyNameHasALine() {
    for (String name : Operators.NAMES) {
      Node node = new Node(0, "", "", name, List.of(), List.of(), Map.of());
      Call call = new Call(node, 24, Mode.TYPED, new Budget(1), List.of());
      Throwable thrown = null;
      try {
        Operators.evaluate(call);
      } catch (ReferenceException e) {
        thrown = e;
      }
      assertThat(thrown).as(name).isInstanceOf(ReferenceException.class);
    }
  }

  @Test
  void namesAreGivenToOthers() {
    assertThat(ReferenceModel.operators()).hasSameElementsAs(Operators.NAMES).contains("Conv");
  }
}
