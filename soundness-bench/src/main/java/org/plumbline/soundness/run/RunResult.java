package org.plumbline.soundness.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.plumbline.soundness.instance.BenchmarkFolder;

/**
 * What a verifier made of one instance.
 *
 * @param question digest of what was asked, see {@link BenchmarkFolder#digest}
 * @param witnessReplay of the claimed counterexample; null without one
 * @param output the end of what it printed, where it gave no verdict; else empty
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunResult(
    String instance,
    String question,
    Claim claim,
    Ending ending,
    Replay witnessReplay,
    String output) {

  public Optional<Replay> replay() {
    return Optional.ofNullable(witnessReplay);
  }
}
