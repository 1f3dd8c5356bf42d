package org.plumbline.junit;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs the suite that {@link PlumblineSuite} names: a container for each requirement, with a test
 * for the requirement itself and one for each question. A test fails where it keeps the gate shut;
 * what a requirement allows for or the baseline knows is aborted, which reports call skipped.
 */
public interface SuiteTests {
  /**
   * Runs the suite once, writes its reports, and tells what was found.
   *
   * @return a container for each requirement
   * @throws IOException if a report cannot be written
   */
  @TestFactory
  default Stream<DynamicNode> requirements() throws IOException {
    PlumblineSuite suite =
        AnnotationSupport.findAnnotation(getClass(), PlumblineSuite.class)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        getClass().getName() + " has no @PlumblineSuite that names its file"));
    return SuiteNodes.of(SuiteFileRun.of(suite));
  }
}
