package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.SelectionMap;

class LayerVisitorTest {
  private static final List<Layer> LAYERS =
      List.of(
          new InputLayer(2, new int[] {1, 2}),
          new AffineLayer(0, new SelectionMap(2, new int[] {0, 1})),
          new ActivationLayer(1, 2, Activation.RELU),
          new ProductLayer(1, 2, 2),
          new ReluDifferenceLayer(1, 2, 2),
          new MaximumLayer(2, new int[] {0, 2}, new int[] {0, 1}));

  /** Names the kind of the method called. */
  private static final class Kind implements LayerVisitor<Class<? extends Layer>> {
    @Override
    public Class<InputLayer> visitInput(InputLayer layer) {
      return InputLayer.class;
    }

    @Override
    public Class<AffineLayer> visitAffine(AffineLayer layer) {
      return AffineLayer.class;
    }

    @Override
    public Class<ActivationLayer> visitActivation(ActivationLayer layer) {
      return ActivationLayer.class;
    }

    @Override
    public Class<ProductLayer> visitProduct(ProductLayer layer) {
      return ProductLayer.class;
    }

    @Override
    public Class<ReluDifferenceLayer> visitReluDifference(ReluDifferenceLayer layer) {
      return ReluDifferenceLayer.class;
    }

    @Override
    public Class<MaximumLayer> visitMaximum(MaximumLayer layer) {
      return MaximumLayer.class;
    }
  }

  @Test
  void everyKindOfLayerHasOneMethodThatNothingSpares() {
    Method[] methods = LayerVisitor.class.getDeclaredMethods();

    assertThat(Arrays.stream(methods).map(m -> (Object) m.getParameterTypes()[0]))
        .containsExactlyInAnyOrder((Object[]) Layer.class.getPermittedSubclasses());
    assertThat(methods).noneMatch(Method::isDefault);
  }

  @Test
  void onlyTheInputIsSparedAmongComputedLayers() {
    assertThat(Arrays.stream(ComputedLayerVisitor.class.getDeclaredMethods()).map(Method::getName))
        .containsExactly("visitInput");
  }

  @Test
  void everyLayerCallsTheMethodOfItsKind() {
    assertThat(LAYERS.stream().map(Object::getClass).map(c -> (Object) c))
        .containsExactlyInAnyOrder((Object[]) Layer.class.getPermittedSubclasses());
    for (Layer layer : LAYERS) {
      assertThat((Object) layer.accept(new Kind())).isEqualTo(layer.getClass());
    }
  }
}
