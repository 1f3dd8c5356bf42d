package org.plumbline.soundness.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.run.Claim;

/**
 * A verdict judged.
 *
 * @param answer what is known, of the arithmetic that the verifier speaks of
 * @param evidence why it is judged so, in words; empty where that is plain
 * @param witness the inputs that convict it: the planted point, or the claimed one that is none
 * @param witnessMargin their signed margin, replayed; null without them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
    String instance,
    String family,
    Truth answer,
    Claim.Word verdict,
    Judgement judgement,
    String evidence,
    List<String> witness,
    BigDecimal witnessMargin,
    double seconds) {

  public Optional<BigDecimal> margin() {
    return Optional.ofNullable(witnessMargin);
  }
}
