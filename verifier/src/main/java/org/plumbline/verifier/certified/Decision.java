package org.plumbline.verifier.certified;

import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.specs.query.Question;
import org.plumbline.verifier.contract.Verdict;

/**
 * What became of a question.
 *
 * @param question what was read, if that much was done in time
 * @param proof of every case, accepted by the checker, where the verdict is certified
 */
public record Decision(
    Verdict verdict, Optional<Question> question, Optional<List<CaseProof>> proof) {}
