package org.plumbline.soundness.competition.score;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A tool's answer to an instance.
 *
 * @param remark why it is worth nothing or less, or what is odd about it; else empty
 * @param evidence what a wrong unsat is convicted by; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Judged(
    String tool,
    String category,
    String instance,
    Outcome outcome,
    String remark,
    Evidence evidence) {}
