package org.plumbline.verifier.fuzz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.DirectedRounding;
import org.plumbline.verifier.fuzz.Problem.Row;
import org.plumbline.verifier.precise.PreciseForwardPass;

/**
 * Draws problems whose limits lie where verifiers err: at what is reached exactly, a unit in the
 * last place beside it, or further off on either side.
 */
final class RandomProblem {
  private static final double LARGEST = 1e290;

  private RandomProblem() {}

  /** Empty where the network has no finite value at the inputs that were tried. */
  static Optional<Problem> draw(Random random) {
    Numbers numbers = Numbers.draw(random);
    Network network = RandomNetwork.draw(random, numbers);
    Box box = box(random, numbers, network.inputSize());
    int rows = random.nextInt(4) == 0 ? 2 : 1;
    List<Row> conjunction = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      conjunction.add(row(random, network));
    }
    double[] hint = hint(random, network, box, conjunction);
    if (hint == null) {
      return Optional.empty();
    }
    List<List<Row>> unsafe = new ArrayList<>();
    try {
      PreciseForwardPass precise = new PreciseForwardPass(network, hint);
      double offset = offset(random);
      for (int r = 0; r < rows; r++) {
        Row row = conjunction.get(r);
        double reached = DirectedRounding.up(precise.greatest(row.inputs(), row.outputs()));
        if (!(Math.abs(reached) < LARGEST)) {
          return Optional.empty();
        }
        conjunction.set(r, row.withLimit(moved(reached, offset)));
      }
      unsafe.add(conjunction);
      if (random.nextInt(4) == 0) {
        Row other = row(random, network);
        BigDecimal at = precise.greatest(other.inputs(), other.outputs());
        double far = moved(DirectedRounding.down(at), -random.nextInt(3) - 0.5);
        if (!(Math.abs(far) < LARGEST)) {
          return Optional.empty();
        }
        unsafe.add(random.nextInt(2), List.of(other.withLimit(far)));
      }
    } catch (ArithmeticException undefined) {
      return Optional.empty();
    }
    return Optional.of(new Problem(network, box, unsafe, hint));
  }

  /** The same with the limit of every row at what the hint reaches, if there is a hint. */
  static Problem atHint(Problem problem) {
    if (problem.hint() == null) {
      return problem;
    }
    try {
      PreciseForwardPass precise = new PreciseForwardPass(problem.network(), problem.hint());
      return problem.withUnsafe(
          problem.unsafe().stream()
              .map(rows -> rows.stream().map(row -> reached(precise, row)).toList())
              .toList());
    } catch (ArithmeticException undefined) {
      return problem;
    }
  }

  private static Row reached(PreciseForwardPass precise, Row row) {
    double limit = DirectedRounding.up(precise.greatest(row.inputs(), row.outputs()));
    return Double.isFinite(limit) ? row.withLimit(limit) : row;
  }

  private static Box box(Random random, Numbers numbers, int inputs) {
    double[] lower = new double[inputs];
    double[] upper = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      double[] interval = numbers.interval(random);
      lower[i] = interval[0] + 0.0;
      upper[i] = interval[1] + 0.0;
    }
    return new Box(lower, upper);
  }

  private static Row row(Random random, Network network) {
    double[] outputs = new double[network.outputSize()];
    outputs[random.nextInt(outputs.length)] = random.nextBoolean() ? 1 : -1;
    if (random.nextInt(3) == 0) {
      outputs[random.nextInt(outputs.length)] = (float) random.nextGaussian();
    }
    double[] inputs = null;
    if (random.nextInt(6) == 0) {
      inputs = new double[network.inputSize()];
      inputs[random.nextInt(inputs.length)] = (float) random.nextGaussian();
    }
    return new Row(inputs, outputs, 0);
  }

  /** The lowest point found for the first row; for more rows any point will do. */
  private static double[] hint(Random random, Network network, Box box, List<Row> rows) {
    List<double[]> candidates =
        new Attack(network, box).candidates(rows.subList(0, 1), null, random);
    if (candidates.isEmpty()) {
      return null;
    }
    return candidates.get(rows.size() == 1 ? 0 : random.nextInt(candidates.size()));
  }

  private static double offset(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> 0;
      case 2 -> Math.scalb(1.0, -52);
      case 3 -> Math.scalb(1.0, -30);
      case 4 -> Math.pow(10, -random.nextInt(6));
      case 5 -> -Math.scalb(1.0, -40);
      default -> -Math.pow(10, -random.nextInt(6));
    };
  }

  /** By so much of its magnitude, upwards where positive. */
  private static double moved(double value, double offset) {
    return value + offset * Math.max(Math.abs(value), Double.MIN_NORMAL);
  }
}
