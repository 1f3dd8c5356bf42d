package org.plumbline.soundness.analytic.family;

import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.instance.Spelling;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

/**
 * {@code Y = X + v} over [0, 1], asked on both sides of what it reaches: whoever takes v for a
 * number that is off by 2 or more gets both answers wrong.
 */
public final class Sides {
  private final Sheet sheet;
  private final SplittableRandom random;

  public Sides(Sheet sheet, SplittableRandom random) {
    this.sheet = sheet;
    this.random = random;
  }

  /** Which way a misreading of v errs. */
  public enum Misread {
    LOWER,
    HIGHER;

    public static Misread of(int sign) {
      return sign < 0 ? LOWER : HIGHER;
    }
  }

  /**
   * @param model computes the sum, also in binary32 up to the rounding of results
   * @param v known exactly
   */
  public void ask(OnnxModel model, Spelling spelling, double v, Misread misread, String proof) {
    double share = (1 + random.nextInt(7)) / 8.0;
    boolean isLower = misread == Misread.LOWER;
    DecimalBox box = Questions.cube(1, 0, 1);
    Property high = Questions.reaches(box, isLower ? v + share : v + 1 + share);
    Property low = Questions.fallsTo(box, isLower ? v - share : v + share);
    sheet.known(model, spelling, high, new double[] {1}, v + 1, proof);
    sheet.known(model, spelling, low, new double[] {0}, v, proof);
  }
}
