package org.plumbline.verifier.branching.parts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.CertificateReader;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.certificates.proof.MalformedCertificateException;
import org.plumbline.certificates.proof.ProofHoles;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;

/**
 * What came of a part of a search. Nobody has to believe it: a counterexample is replayed, a proof
 * goes into that of the whole, which is checked.
 *
 * @param evaluated subproblems that were looked at
 * @param proofs one for each subproblem of the part, with a hole for each that is still open
 * @param open subproblems that are, worst first, for whoever goes on with them
 * @param counterexample an input, or empty
 * @param reason why nothing more can be proved of it; else empty
 */
public record PartAnswer(
    long evaluated,
    List<ProofNode> proofs,
    List<byte[]> open,
    double[] counterexample,
    String reason) {
  /** Copies the lists. */
  public PartAnswer {
    proofs = List.copyOf(proofs);
    open = List.copyOf(open);
  }

  /** As bytes, which {@link #read} understands; the proofs in the form of a certificate. */
  public byte[] bytes() {
    return PartBytes.written(
        out -> {
          out.writeLong(evaluated);
          PartBytes.bytes(certificate(proofs), out);
          out.writeInt(open.size());
          for (byte[] subproblem : open) {
            PartBytes.bytes(subproblem, out);
          }
          PartBytes.doubles(counterexample, out);
          out.writeUTF(reason);
        });
  }

  /**
   * Reads what anybody may have written.
   *
   * @param subproblems of the part
   * @throws IOException if that is no answer to such a part
   */
  public static PartAnswer read(byte[] bytes, int subproblems) throws IOException {
    PartAnswer answer =
        PartBytes.read(
            bytes,
            in ->
                new PartAnswer(
                    in.readLong(),
                    proofs(PartBytes.bytes(in)),
                    PartBytes.list(in, PartBytes::bytes),
                    PartBytes.doubles(in),
                    in.readUTF()));
    answer.verifyShape(subproblems);
    return answer;
  }

  private void verifyShape(int subproblems) throws IOException {
    boolean isProof = counterexample.length == 0 && reason.isEmpty();
    if (isProof && proofs.size() != subproblems) {
      throw new IOException(proofs.size() + " proofs for " + subproblems + " subproblems");
    }
    List<Integer> holes = new ArrayList<>();
    proofs.forEach(proof -> holes.addAll(ProofHoles.of(proof)));
    if (!holes.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, open.size()).boxed().toList())) {
      throw new IOException("the proof leaves open what is not said to be, or closes what is");
    }
  }

  private static byte[] certificate(List<ProofNode> proofs) throws IOException {
    List<CaseProof> cases =
        proofs.stream().map(proof -> new CaseProof(SlopeNeurons.none(0), proof)).toList();
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    CertificateWriter.write(new Certificate(new byte[0], new byte[0], Semantics.REAL, cases), to);
    return to.toByteArray();
  }

  private static List<ProofNode> proofs(byte[] certificate) throws IOException {
    try {
      return CertificateReader.read(certificate).cases().stream().map(CaseProof::root).toList();
    } catch (MalformedCertificateException e) {
      throw new IOException("its proof is none: " + e.getMessage(), e);
    }
  }
}
