package org.plumbline.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the suite file that a class of {@link SuiteTests} runs.
 *
 * <pre>{@code
 * @PlumblineSuite("suite.yaml")
 * class NetworkTest implements SuiteTests {}
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PlumblineSuite {
  /**
   * The suite file.
   *
   * @return a path, relative to the working folder
   */
  String value();

  /**
   * Where answers and evidence are kept from run to run.
   *
   * @return a folder; empty for {@code .plumbline} beside the suite file
   */
  String ledger() default "";
}
