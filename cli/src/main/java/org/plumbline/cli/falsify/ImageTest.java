package org.plumbline.cli.falsify;

import java.util.OptionalInt;
import org.plumbline.cli.options.TestImages;
import org.plumbline.falsifier.image.ImageDomain;

/** What is tried on one image after another. */
interface ImageTest {
  ImageDomain domain();

  /**
   * The class that the classifier takes an image for.
   *
   * @param image its values, channel by channel
   */
  int label(double[] image);

  /**
   * @param given the label of the data set
   * @param image its values, channel by channel
   */
  Finding on(TestImages.Item item, OptionalInt given, double[] image);
}
