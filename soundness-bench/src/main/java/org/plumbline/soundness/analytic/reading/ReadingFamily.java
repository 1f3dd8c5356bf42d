package org.plumbline.soundness.analytic.reading;

import java.util.SplittableRandom;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Sheet;

/**
 * What a file means: integers of their types, ends of Clip near the largest numbers, protocol
 * buffers and VNN-LIB written in unusual ways. Every network is asked on both sides of what it
 * reaches, so that a misreading is wrong in one way or the other.
 */
public final class ReadingFamily implements Family {
  @Override
  public String name() {
    return "reading";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    new IntegerConstants(sheet, random).fill();
    new ComputedIntegers(sheet, random).fill();
    new ClipEnds(sheet, random).fill();
    new OtherSpellings(sheet, random).fill();
    new CarriageReturns(sheet, random).fill();
  }
}
