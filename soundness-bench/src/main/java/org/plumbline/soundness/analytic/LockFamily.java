package org.plumbline.soundness.analytic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Circuit;
import org.plumbline.soundness.circuit.Form;
import org.plumbline.soundness.circuit.ReluNetwork;
import org.plumbline.specs.property.Property;

/**
 * Combination locks over the bits of inputs in [0, 1]. A ramp {@code clip(k·(x − ½) + ½, 0, 1)}
 * reads a bit; a dial {@code max(0, Σ bits or complements − (size − 1))} turns only if all of its
 * bits agree with the code; the lock {@code max(0, lock + dial − 1)} opens, with 1, only if all
 * dials have turned. The unsafe set is an output of at least ½.
 *
 * <p>The lock that never opens wants one bit set on one dial and unset on another. Dials are at
 * most as large as each of their bits, so two of them sum to at most {@code bit + (1 − bit) = 1}:
 * the output is 0 everywhere.
 */
final class LockFamily implements Family {
  private static final int[][] SHAPES = {{2, 2}, {4, 2}, {4, 4}, {8, 4}, {12, 4}, {16, 4}, {24, 6}};
  private static final double[] STEEPNESS = {1, 8, 1024};

  @Override
  public String name() {
    return "lock";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (int[] shape : SHAPES) {
      for (double steepness : STEEPNESS) {
        pair(sheet, shape[0], shape[1], steepness, random);
      }
    }
  }

  private static void pair(
      Sheet sheet, int bits, int dialSize, double steepness, SplittableRandom random) {
    boolean[] code = new boolean[bits];
    double[] point = new double[bits];
    for (int i = 0; i < bits; i++) {
      code[i] = random.nextBoolean();
      double end = code[i] ? 1 : 0;
      point[i] = steepness >= 8 && random.nextBoolean() ? Math.abs(end - 0x1p-3) : end;
    }
    Property property = Questions.reaches(Questions.cube(bits, 0, 1), 0.5);
    sheet.sat(
        network(code, dialSize, steepness, -1).toOnnx(),
        property,
        point,
        "at the code every dial is at 1");
    int twisted = random.nextInt(dialSize);
    sheet.unsat(
        network(code, dialSize, steepness, twisted).toOnnx(),
        property,
        point,
        "two dials want bit " + twisted + " to differ, so that they sum to at most 1: output 0");
  }

  /** Groups of bits; the last one turns back to the bits of the first. */
  private static List<int[]> dials(int bits, int size) {
    List<int[]> dials = new ArrayList<>();
    for (int first = 0; first < bits; first += size) {
      int[] dial = new int[Math.min(size, bits - first)];
      int start = first;
      Arrays.setAll(dial, i -> start + i);
      dials.add(dial);
    }
    int[] again = new int[size];
    Arrays.setAll(again, i -> i);
    dials.add(again);
    return dials;
  }

  /**
   * @param twisted the bit that the last dial wants to differ from the code, or −1
   */
  static ReluNetwork network(boolean[] code, int dialSize, double steepness, int twisted) {
    List<int[]> dials = dials(code.length, dialSize);
    Circuit circuit = new Circuit(code.length);
    Form[] bits = new Form[code.length];
    for (int i = 0; i < bits.length; i++) {
      Form ramp = circuit.input(i).times(steepness).plus((1 - steepness) / 2);
      bits[i] = circuit.unit(ramp);
    }
    Form lock = Form.constant(1);
    for (int d = 0; d < dials.size(); d++) {
      Form sum = Form.constant(1 - dials.get(d).length);
      for (int bit : dials.get(d)) {
        boolean isLast = d == dials.size() - 1;
        boolean wanted = code[bit] ^ (isLast && bit == twisted);
        sum = sum.plus(wanted ? bits[bit] : bits[bit].times(-1).plus(1));
      }
      lock = circuit.relu(lock.plus(circuit.relu(sum)).plus(-1));
    }
    return circuit.outputs(lock);
  }
}
