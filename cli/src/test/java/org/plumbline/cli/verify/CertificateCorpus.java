package org.plumbline.cli.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.CertificateReader;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.certificates.proof.MalformedCertificateException;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.cli.Plumbline;

/**
 * Writes the corpus of certificates that {@link CertificateCorpusTest} checks: run in {@code cli}
 * when the format or the example network changes. What each file is, and what the checker must say
 * of it, stands in {@code corpus.csv}, by hand.
 */
final class CertificateCorpus {
  private static final Path DIGITS = Path.of("../examples/digits");
  private static final Path FOLDER = Path.of("src/test/resources/certificates");
  private static final byte[] MAGIC = "PLUMBLINE-PROOF\n".getBytes(StandardCharsets.US_ASCII);

  private CertificateCorpus() {}

  /** Writes fields of a certificate. */
  private interface Fields {
    void write(DataOutputStream out) throws IOException;
  }

  public static void main(String[] arguments) throws IOException, MalformedCertificateException {
    for (String kind : List.of("accepted", "rejected", "malformed")) {
      Files.createDirectories(FOLDER.resolve(kind));
    }
    verified("accepted/noise.proof", "four-noise-2", "real");
    verified("accepted/noise-float32.proof", "four-noise-2", "float32");
    verified("accepted/column.proof", "four-dead-column-3", "real");
    rejected();
    malformed();
  }

  private static void verified(String file, String property, String semantics) {
    int code =
        Plumbline.commandLine()
            .execute(
                "verify",
                DIGITS.resolve("digits.onnx").toString(),
                DIGITS.resolve(property + ".vnnlib").toString(),
                "--semantics",
                semantics,
                "--certificate",
                FOLDER.resolve(file).toString());
    if (code != 0) {
      throw new IllegalStateException(file + " was not proved");
    }
  }

  private static void rejected() throws IOException, MalformedCertificateException {
    Certificate noise = read("accepted/noise.proof");
    Certificate column = read("accepted/column.proof");
    byte[] flipped = noise.networkDigest().clone();
    flipped[7] ^= 1;
    byte[] property = noise.propertyDigest();
    write(
        "rejected/other-network.proof",
        new Certificate(flipped, property, noise.semantics(), noise.cases()));
    write(
        "rejected/other-reading.proof",
        new Certificate(
            1, noise.networkDigest(), property, new byte[0], noise.semantics(), noise.cases()));
    write("accepted/noise-by-steps-for-column.proof", withRoot(noise, n -> root(column)));
    write("rejected/halves-swapped.proof", withRoot(column, CertificateCorpus::swapped));
    write(
        "rejected/leaf-without-steps.proof",
        withRoot(column, n -> lastLeaf(n, leaf -> new ProofNode.Closed(List.of()))));
    write(
        "rejected/leaf-unjustified.proof",
        withRoot(column, n -> lastLeaf(n, leaf -> new ProofNode.Unjustified("no time"))));
    write(
        "rejected/steps-reversed.proof",
        withRoot(column, n -> lastLeaf(n, CertificateCorpus::reversed)));
    write(
        "rejected/polyhedron-forgotten.proof",
        withRoot(noise, n -> children(n, n.children().subList(1, n.children().size()))));
    write("rejected/negative-weight.proof", withWitness(noise, 0, new double[] {-1}));
    write("rejected/infinite-weight.proof", withWitness(noise, 0, new double[] {1 / 0.0}));
    write("rejected/no-such-polyhedron.proof", withWitness(noise, 9, new double[] {1}));
    int[][] neurons = {{0, 1, 2}};
    write(
        "rejected/slopes-of-inputs.proof",
        new Certificate(
            noise.networkDigest(),
            property,
            noise.semantics(),
            List.of(new CaseProof(new SlopeNeurons(neurons), root(noise)))));
  }

  private static void malformed() throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve("accepted/noise.proof"));
    bytes("malformed/empty.proof", new byte[0]);
    bytes("malformed/cut.proof", Arrays.copyOf(whole, whole.length - 40));
    bytes("malformed/text.proof", "unsat\n".getBytes(StandardCharsets.US_ASCII));
    byte[] garbled = whole.clone();
    garbled[MAGIC.length + 1] ^= 0x55;
    bytes("malformed/not-packed.proof", garbled);
    fields("malformed/version-9.proof", out -> out.write(9));
    fields("malformed/semantics-7.proof", out -> out.write(new byte[] {3, 2, 0, 0, 7}));
    fields("malformed/trailing.proof", out -> out.write(new byte[] {3, 2, 0, 0, 0, 0, 0}));
    fields(
        "malformed/node-of-no-kind.proof",
        out -> out.write(new byte[] {3, 2, 0, 0, 0, 1, 0, 9, 0}));
    fields(
        "malformed/promises-gigabytes.proof",
        out -> out.write(new byte[] {3, 2, -1, -1, -1, -1, 3}));
    fields(
        "malformed/hours-in-few-bytes.proof",
        out -> {
          out.write(new byte[] {1, 0, 0, 0, 1, 0, 0});
          out.write(new byte[] {(byte) 0xc0, (byte) 0x9a, 12});
          out.write(new byte[3 * 200_000]);
        });
    fields(
        "malformed/deep.proof",
        out -> {
          out.write(new byte[] {3, 2, 0, 0, 0, 1, 0});
          for (int depth = 0; depth < 100_000; depth++) {
            out.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
          }
        });
  }

  private static ProofNode root(Certificate certificate) {
    return certificate.cases().get(0).root();
  }

  private static Certificate withRoot(Certificate of, UnaryOperator<ProofNode> change) {
    CaseProof only = of.cases().get(0);
    return new Certificate(
        of.networkDigest(),
        of.propertyDigest(),
        of.semantics(),
        List.of(new CaseProof(only.slopeNeurons(), change.apply(only.root()))));
  }

  private static ProofNode children(ProofNode node, List<ProofNode> children) {
    return new ProofNode.ByPolyhedron(node.steps(), children);
  }

  private static ProofNode swapped(ProofNode node) {
    ProofNode.Split split = (ProofNode.Split) node;
    return new ProofNode.Split(
        split.steps(), split.layer(), split.neuron(), split.point(), split.above(), split.below());
  }

  private static ProofNode lastLeaf(ProofNode node, UnaryOperator<ProofNode> change) {
    if (!(node instanceof ProofNode.Split s)) {
      return change.apply(node);
    }
    ProofNode above = lastLeaf(s.above(), change);
    return new ProofNode.Split(s.steps(), s.layer(), s.neuron(), s.point(), s.below(), above);
  }

  private static ProofNode reversed(ProofNode leaf) {
    List<Step> steps = new java.util.ArrayList<>(leaf.steps());
    Collections.reverse(steps);
    return new ProofNode.Closed(steps);
  }

  /** The first leaf that refutes by a witness gets another one. */
  private static Certificate withWitness(Certificate of, int polyhedron, double[] weights) {
    Step.Witness witness = new Step.Witness(polyhedron, new int[] {0}, weights, null, null);
    return withRoot(
        of,
        node -> {
          List<ProofNode> children = new java.util.ArrayList<>(node.children());
          children.set(0, new ProofNode.Closed(List.of(new Step.Refute(witness))));
          return children(node, children);
        });
  }

  private static Certificate read(String file) throws IOException, MalformedCertificateException {
    return CertificateReader.read(
        new ByteArrayInputStream(Files.readAllBytes(FOLDER.resolve(file))));
  }

  private static void write(String file, Certificate certificate) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CertificateWriter.write(certificate, out);
    bytes(file, out.toByteArray());
  }

  private static void fields(String file, Fields fields) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(MAGIC);
    try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
      fields.write(new DataOutputStream(packed));
    }
    bytes(file, out.toByteArray());
  }

  private static void bytes(String file, byte[] bytes) throws IOException {
    Files.write(FOLDER.resolve(file), bytes);
  }
}
