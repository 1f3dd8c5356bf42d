package org.plumbline.suite.gate;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;

/**
 * Which answers fail: those that do not hold, and those that hold without a certificate where
 * certificates are required.
 *
 * @param certified ids of requirements of certificates
 */
record Failing(Set<String> certified) {
  static Failing of(Collection<Requirement> requirements) {
    return new Failing(
        requirements.stream()
            .filter(r -> r.demand().certified().isPresent())
            .map(Requirement::id)
            .collect(Collectors.toSet()));
  }

  boolean is(SuiteAnswer answer) {
    return answer.verdict() != Verdict.HOLDS
        || certified.contains(answer.question().requirement()) && !answer.isCertified();
  }
}
