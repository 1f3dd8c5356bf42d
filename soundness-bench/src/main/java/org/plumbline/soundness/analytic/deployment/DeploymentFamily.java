package org.plumbline.soundness.analytic.deployment;

import java.util.SplittableRandom;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Sheet;

/**
 * What some runtime computes in binary32 that computing node by node does not show: chains folded,
 * sums that overflow before they are divided, infinities that become no numbers, subnormal numbers
 * flushed to zero ({@code docs/soundness.md}, "Float32, in five lines"). Beside each question whose
 * answer that turns stands one that it does not turn.
 */
public final class DeploymentFamily implements Family {
  @Override
  public String name() {
    return "deployment";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    new ChainQuestions(sheet, random).fill();
    new ConstantQuestions(sheet, random).fill();
    new OverflowQuestions(sheet, random).fill();
    new NanQuestions(sheet, random).fill();
    new FlushQuestions(sheet, random).fill();
  }
}
