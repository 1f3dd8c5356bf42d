package org.plumbline.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is a question: it passes if the network has the property. Say either a property, or
 * an input and how far it moves. The method runs after the question was answered; it may be empty,
 * or take the {@link org.plumbline.api.Holds} that was found.
 *
 * <pre>{@code
 * @VerifiesNetwork(network = "digits.onnx", input = "four.png", epsilon = "0.02", label = 4)
 * void aFourStaysAFour(Holds answer) {
 *   assertEquals(Assurance.CERTIFIED, answer.assurance());
 * }
 * }</pre>
 */
@Test
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PlumblineExtension.class)
public @interface VerifiesNetwork {
  /**
   * The network.
   *
   * @return an ONNX file, plain or gzipped, or a {@code .nnet} file
   */
  String network();

  /**
   * The property.
   *
   * @return a VNN-LIB file; empty if an input is given
   */
  String property() default "";

  /**
   * The input.
   *
   * @return an image or a file of numbers; empty if a property is given
   */
  String input() default "";

  /**
   * How far every value of the input may move.
   *
   * @return a decimal or a fraction such as 8/255
   */
  String epsilon() default "0";

  /**
   * The class that has to stay.
   *
   * @return from 0; less for the network's own class at the input
   */
  int label() default -1;

  /**
   * Between which numbers values stay.
   *
   * @return two decimals, or nothing
   */
  String[] range() default {};
}
