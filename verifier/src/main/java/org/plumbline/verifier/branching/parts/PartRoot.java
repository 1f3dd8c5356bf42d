package org.plumbline.verifier.branching.parts;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.verifier.branching.root.RootStages;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;

/**
 * What all parts of a search have in common, and whoever searches one has to know: what is split,
 * and bounds of neurons, which are computed once.
 *
 * @param question a number that tells one question from another, for mistakes alone
 * @param stages bounds of all neurons where activations are split; empty where inputs are halved
 */
record PartRoot(long question, Optional<RootStages> stages) {
  /** Of a search that halves inputs. */
  static PartRoot ofInputs(SearchSetup setup) {
    return new PartRoot(question(setup), Optional.empty());
  }

  /** Of a search that splits activations. */
  static PartRoot ofActivations(SearchSetup setup, RootStages stages) {
    return new PartRoot(question(setup), Optional.of(stages));
  }

  /** Of boxes, rows, limits and the sizes of layers. */
  static long question(SearchSetup setup) {
    SearchSpace space = setup.space();
    long code =
        setup.network().layers().stream()
            .mapToInt(layer -> layer.size())
            .boxed()
            .toList()
            .hashCode();
    for (int s = 0; s < space.sets(); s++) {
      UnsafeSet set = space.set(s);
      code = 31 * code + Arrays.hashCode(set.box().lower());
      code = 31 * code + Arrays.hashCode(set.box().upper());
      code = 31 * code + Arrays.deepHashCode(set.outputs());
      code = 31 * code + Arrays.deepHashCode(set.inputs());
      code = 31 * code + Arrays.hashCode(set.limit());
    }
    return 31 * code + space.premise().literals().hashCode();
  }

  byte[] bytes() {
    return PartBytes.written(
        out -> {
          out.writeLong(question);
          out.writeBoolean(stages.isPresent());
          if (stages.isPresent()) {
            List<List<LayerBounds>> all = stages.get().all();
            out.writeInt(all.size());
            for (List<LayerBounds> stage : all) {
              out.writeInt(stage.size());
              for (LayerBounds bounds : stage) {
                out.writeInt(bounds.lower().length);
                for (int k = 0; k < bounds.lower().length; k++) {
                  PartBytes.doubles(bounds.lower()[k], out);
                  PartBytes.doubles(bounds.upper()[k], out);
                }
              }
            }
          }
        });
  }

  /**
   * @throws IOException if the bytes are none of a root
   */
  static PartRoot read(byte[] bytes) throws IOException {
    return PartBytes.read(
        bytes,
        in -> {
          long question = in.readLong();
          if (!in.readBoolean()) {
            return new PartRoot(question, Optional.empty());
          }
          RootStages stages = new RootStages();
          for (List<LayerBounds> stage :
              PartBytes.list(in, one -> PartBytes.list(one, PartRoot::bounds))) {
            stages.addRead(stage);
          }
          return new PartRoot(question, Optional.of(stages));
        });
  }

  private static LayerBounds bounds(DataInputStream in) throws IOException {
    List<double[][]> layers =
        PartBytes.list(in, one -> new double[][] {PartBytes.doubles(one), PartBytes.doubles(one)});
    return new LayerBounds(
        layers.stream().map(ends -> ends[0]).toArray(double[][]::new),
        layers.stream().map(ends -> ends[1]).toArray(double[][]::new));
  }
}
