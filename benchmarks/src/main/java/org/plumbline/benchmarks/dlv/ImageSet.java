package org.plumbline.benchmarks.dlv;

import java.nio.file.Path;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.IdxFile;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;

/** Labelled grey images of a data set, with values from 0 to 1. */
record ImageSet(IdxFile images, IdxFile labels, Path file) {
  static ImageSet read(Path images, Path labels) {
    return new ImageSet(IdxFile.read(images), IdxFile.read(labels), images);
  }

  int size() {
    return images.items();
  }

  /** Of the images, which are squares. */
  int side() {
    return images.shape()[1];
  }

  int label(int index) {
    return labels.label(index);
  }

  double[] values(int index) {
    ImageLayout square = new ImageLayout(side(), side(), 1, ChannelOrder.CHW);
    return new InputReader(InputReader.Scale.UNIT, InputShape.of(square))
        .read(images, index, file)
        .doubles();
  }
}
