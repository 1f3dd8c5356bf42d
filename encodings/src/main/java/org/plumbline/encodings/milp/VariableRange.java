package org.plumbline.encodings.milp;

import java.util.Optional;

/**
 * How small and how large single variables of a system get, one program for each end
 * (optimality-based bound tightening; for neurons Tjeng et al., <em>Evaluating Robustness of Neural
 * Networks with Mixed Integer Programming</em>, ICLR 2019, section 4). In doubles with tolerances:
 * ends are as right as these.
 */
public interface VariableRange extends AutoCloseable {
  /**
   * The range of a variable.
   *
   * @param lower −∞ if the solver found no bound
   * @param upper ∞ if the solver found no bound
   */
  record Range(double lower, double upper) {}

  /**
   * Within so much time for each end; empty if the solver finds that nothing satisfies the system.
   */
  Optional<Range> of(int variable, int millis);

  @Override
  void close();
}
