package org.plumbline.soundness.analytic;

import java.util.SplittableRandom;

/**
 * What a file means: integers of their types, ends of Clip near the largest numbers, protocol
 * buffers and VNN-LIB written in unusual ways. Every network is asked on both sides of what it
 * reaches, so that a misreading is wrong in one way or the other.
 */
final class ReadingFamily implements Family {
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
