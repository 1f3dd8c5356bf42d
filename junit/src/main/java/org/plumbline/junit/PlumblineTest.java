package org.plumbline.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that ask about networks: with a budget of time, and a folder for
 * counterexamples. Its methods may take {@link Questions}, and may be {@link VerifiesNetwork}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PlumblineExtension.class)
public @interface PlumblineTest {
  /**
   * Seconds for all questions of the class together; what has not begun by then stays undecided.
   *
   * @return at least 1
   */
  int totalSeconds() default 600;

  /**
   * Seconds for each question.
   *
   * @return at least 1
   */
  int questionSeconds() default 60;

  /**
   * What becomes of a test whose question stays undecided.
   *
   * @return fail or abort
   */
  WhenUndecided undecided() default WhenUndecided.FAIL;

  /**
   * Where counterexamples are written, in a folder for each class.
   *
   * @return a folder, made when it is needed
   */
  String folder() default "target/plumbline";
}
