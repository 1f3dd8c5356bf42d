package com.example;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.plumbline.api.Answer;
import org.plumbline.api.Holds;
import org.plumbline.api.Undecided;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;

/** Verifies a property of a network and keeps the certificate, if there is one. */
public final class Digits {
  private Digits() {}

  /**
   * Prints the answer.
   *
   * @param arguments a network (ONNX), a property (VNN-LIB), a file for the certificate
   * @throws IOException if the certificate cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path certificate = Path.of(arguments[2]);
    System.out.println(verify(Path.of(arguments[0]), Path.of(arguments[1]), certificate));
  }

  /**
   * Answers in a sentence.
   *
   * @param network ONNX
   * @param property VNN-LIB
   * @param certificate where a certificate is written, if the property holds and one is found
   * @return what was found
   * @throws IOException if the certificate cannot be written
   */
  public static String verify(Path network, Path property, Path certificate) throws IOException {
    Answer answer = Verification.of(network, property).timeout(Duration.ofSeconds(60)).run();
    if (answer instanceof Holds holds) {
      if (holds.certificate().isPresent()) {
        holds.certificate().get().write(certificate);
      }
      return "holds, " + holds.assurance();
    } else if (answer instanceof Violated violated) {
      return "violated at " + violated.counterexample().inputs();
    }
    return "undecided: " + ((Undecided) answer).cause();
  }
}
