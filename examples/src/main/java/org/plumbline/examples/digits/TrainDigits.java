package org.plumbline.examples.digits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxWriter;

/**
 * Trains the network of {@code examples/digits} and writes it and its properties beside the data:
 * {@code digits.onnx}, {@code digits-bfloat16.onnx} and {@code *.vnnlib}. The argument is that
 * folder.
 */
public final class TrainDigits {

  private TrainDigits() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("one argument is expected: the folder of digits.csv.gz");
    }
    Path folder = Path.of(args[0]);
    DigitsDataset digits = DigitsDataset.read(folder.resolve("digits.csv.gz"));
    List<DenseLayer> layers =
        new RobustTraining(TrainingOptions.shipped()).train(digits.training());
    System.out.printf("right on the training images: %s%n", score(layers, digits.training()));
    System.out.printf("right on the held-out images: %s%n", score(layers, digits.heldOut()));
    OnnxModel model = DigitsModel.of("digits.onnx", layers);
    OnnxWriter.write(model, folder.resolve("digits.onnx"));
    Path rounded = folder.resolve("digits-bfloat16.onnx");
    OnnxWriter.write(RoundedDigits.of("digits-bfloat16.onnx", model), rounded);
    for (DigitProperty property : DigitProperty.shipped(digits)) {
      Files.writeString(folder.resolve(property.name() + ".vnnlib"), property.toVnnLib());
    }
  }

  private static String score(List<DenseLayer> layers, DigitsDataset digits) {
    long right =
        digits.digits().stream()
            .filter(digit -> DenseLayer.strongest(layers, digit.pixels()) == digit.label())
            .count();
    return right + " of " + digits.size();
  }
}
