package org.plumbline.certificates.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written reads back as itself, and what is no certificate is refused, at any length. */
class CertificateFileTest {
  private static final byte[] DIGEST = new byte[32];

  private static Certificate everything() {
    Step.Witness plain = new Step.Witness(0, new int[] {1}, new double[] {0.5}, null, null);
    Step.Witness full =
        new Step.Witness(
            300,
            new int[] {0, 70_000},
            new double[] {1, 1e-300},
            new byte[] {0, -1, 7},
            new float[] {0, 1.5f});
    List<Step> steps =
        List.of(
            new Step.Derive(
                Step.Passes.LISTED,
                List.of(new Step.NeuronRow(5, 1 << 20, true, new byte[] {1, 2}))),
            new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of()),
            new Step.Enclose(300),
            new Step.Derive(
                Step.Passes.LISTED,
                List.of(
                    new Step.NeuronRow(5, 2, true, new byte[] {1}),
                    new Step.NeuronRow(
                        5,
                        3,
                        false,
                        new byte[] {1},
                        new float[0],
                        Optional.of(
                            new SplitTree(
                                new int[] {1, 0, -1, -1, -1}, new float[] {1, 2, 3, 4, 5}))))),
            new Step.ClipInputs(),
            new Step.ClipNeurons(null, List.of(new Step.Claim(2, true, 3f))),
            new Step.ClipNeurons(full, List.of()),
            new Step.Propagate(
                List.of(
                    Step.Hint.ofRow(3), Step.Hint.ofNeuron(5, 300), Step.Hint.ofConflict(70_000))),
            new Step.Refute(plain));
    ProofNode leaf = new ProofNode.Closed(List.of(new Step.Refute(full)));
    ProofNode open = new ProofNode.Unjustified("zu müde");
    ProofNode split = new ProofNode.Split(List.of(), 3, 4, -0.25, leaf, open);
    ProofNode learning =
        new ProofNode.Learning(
            List.of(),
            List.of(
                new ProofNode.Conflict(
                    List.of(
                        new ProofNode.Literal(3, 400, -0.5, true),
                        new ProofNode.Literal(0, 1, 2, false)),
                    split),
                new ProofNode.Conflict(List.of(), leaf)),
            split);
    ProofNode root = new ProofNode.ByPolyhedron(steps, List.of(split, learning, leaf));
    return new Certificate(
        DIGEST,
        new byte[] {1, 2, 3},
        Certificate.Semantics.FLOAT32,
        List.of(
            new Certificate.CaseProof(
                new SlopeNeurons(new int[][] {{}, {0, 5, 70_000}, {}, {2}}), root),
            new Certificate.CaseProof(SlopeNeurons.none(0), leaf)));
  }

  private static byte[] written(Certificate certificate) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CertificateWriter.write(certificate, out);
    return out.toByteArray();
  }

  private static Certificate read(byte[] bytes) throws IOException, MalformedCertificateException {
    return CertificateReader.read(bytes);
  }

  @Test
  void readsBackWhatWasWritten() throws IOException, MalformedCertificateException {
    Certificate read = read(written(everything()));
    assertThat(read).usingRecursiveComparison().isEqualTo(everything());
    assertThat(written(read)).isEqualTo(written(everything()));
  }

  @Test
  void everyBeginningOfOneIsRefused() throws IOException {
    byte[] bytes = written(everything());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut))
          .as("%d bytes", length)
          .isInstanceOf(MalformedCertificateException.class);
    }
  }

  private interface Fields {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] file(Fields fields) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write("PLUMBLINE-PROOF\n".getBytes(StandardCharsets.US_ASCII));
    try (OutputStream packed = new DeflaterOutputStream(file)) {
      fields.write(new DataOutputStream(packed));
    }
    return file.toByteArray();
  }

  private static void header(DataOutputStream out, int cases) throws IOException {
    out.write(new byte[] {1, 0, 0, 0, (byte) cases});
  }

  private static void assertRefused(Fields fields, String why) throws IOException {
    byte[] bytes = file(fields);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(MalformedCertificateException.class)
        .hasMessageContaining(why);
  }

  @Test
  void impossibleFieldsAreNamed() throws IOException {
    assertRefused(out -> out.write(5), "version 5");
    assertRefused(out -> out.write(new byte[] {2, 0, 0, 0}), "a premise without a digest");
    assertRefused(out -> out.write(new byte[] {1, 0, 0, 9}), "no semantics 9");
    assertRefused(out -> out.write(new byte[] {1, -1, -1, -1, -1, 127}), "too large");
    assertRefused(out -> out.write(new byte[] {1, -1, -1, -1, -1, -1, 1}), "five bytes");
    assertRefused(
        out -> {
          header(out, 1);
          out.write(new byte[] {0, 7, 0});
        },
        "no node of kind 7");
    assertRefused(
        out -> {
          header(out, 1);
          out.write(new byte[] {0, 0, 1, 9});
        },
        "no step of kind 9");
    assertRefused(
        out -> {
          header(out, 0);
          out.write(0);
        },
        "something follows");
  }

  @Test
  void deepTreesDoNotExhaustTheStack() throws IOException {
    assertRefused(
        out -> {
          header(out, 1);
          out.write(0);
          for (int depth = 0; depth < 1_000_000; depth++) {
            out.write(new byte[] {1, 0, 0, 0});
            out.writeDouble(0);
          }
        },
        "nodes on one path");
  }

  /** A few bytes promise gigabytes; what they promise is not allocated before it is there. */
  @Test
  void largeNumbersDoNotExhaustMemory() throws IOException {
    assertRefused(out -> out.write(new byte[] {1, -1, -1, -1, -1, 3}), "ends too early");
    assertRefused(
        out -> {
          header(out, 1);
          out.write(new byte[] {1, -1, -1, -1, -1, 3});
        },
        "ends too early");
    assertRefused(
        out -> {
          header(out, 1);
          out.write(new byte[] {-1, -1, -1, -1, 3});
        },
        "ends too early");
  }

  /** What is short in the file is not in memory: objects count as well. */
  @ParameterizedTest
  @ValueSource(strings = {"rows", "claims", "layers", "hints", "literals", "conflicts"})
  void manyObjectsDoNotExhaustMemory(String what) throws IOException {
    Random random = new Random(7);
    byte[] bytes = many(what, () -> (byte) random.nextInt(0x80), 100_000);
    assertThatThrownBy(() -> CertificateReader.read(bytes, 3_000_000))
        .isInstanceOf(MalformedCertificateException.class)
        .hasMessageContaining("3000000 bytes of memory");
  }

  /** A few bytes cannot ask for hours: what a file may hold goes with its size. */
  @ParameterizedTest
  @ValueSource(strings = {"steps", "rows", "claims", "children", "hints", "literals"})
  void smallFilesDoNotHoldManyObjects(String what) throws IOException {
    byte[] bytes = many(what, () -> (byte) 0, 100_000);
    assertThat(bytes.length).isLessThan(2000);
    assertThatThrownBy(() -> CertificateReader.read(bytes))
        .isInstanceOf(MalformedCertificateException.class)
        .hasMessageContaining("nodes, steps, rows and claims for a file of " + bytes.length);
  }

  /** Where a proof is so regular that it would be packed too well, it is packed less. */
  @Test
  void regularProofsAreWrittenSoThatTheyAreRead()
      throws IOException, MalformedCertificateException {
    List<Step> steps = List.of(new Step.ClipInputs(), new Step.ClipInputs());
    ProofNode node = new ProofNode.Closed(steps);
    for (int depth = 0; depth < 14; depth++) {
      node = new ProofNode.Split(steps, 0, 0, 0.5, node, node);
    }
    Certificate regular =
        new Certificate(
            DIGEST,
            DIGEST,
            Certificate.Semantics.REAL,
            List.of(new Certificate.CaseProof(SlopeNeurons.none(1), node)));
    byte[] written = written(regular);
    int objects = 3 * ((1 << 15) - 1);
    assertThat(written.length).isGreaterThan(objects / 4 - 1024);
    assertThat(read(written).cases().get(0).root()).isEqualTo(node);
  }

  /** Each case of a property may have a proof of its own. */
  @Test
  void manyCasesMayHaveTheSameSmallProof() throws IOException, MalformedCertificateException {
    ProofNode leaf = new ProofNode.Closed(List.of(new Step.ClipInputs(), new Step.ClipInputs()));
    Certificate.CaseProof one = new Certificate.CaseProof(SlopeNeurons.none(0), leaf);
    Certificate many =
        new Certificate(
            DIGEST, DIGEST, Certificate.Semantics.REAL, Collections.nCopies(20_000, one));
    byte[] written = written(many);
    assertThat(written.length).isLessThan(2000);
    assertThat(read(written).cases()).hasSize(20_000);
  }

  @Test
  void nothingFollowsWhatIsPacked() throws IOException {
    byte[] bytes = written(everything());
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> read(longer))
        .isInstanceOf(MalformedCertificateException.class)
        .hasMessageContaining("something follows");
  }

  private static byte[] many(String what, Supplier<Byte> content, int count) throws IOException {
    return file(
        out -> {
          header(out, 1);
          out.write(beginning(what));
          out.write(new byte[] {-1, -1, -1, 7});
          for (int k = 0; k < count; k++) {
            out.write(element(what, content));
          }
        });
  }

  private static byte[] beginning(String what) {
    return switch (what) {
      case "steps" -> new byte[] {0, 0};
      case "rows" -> new byte[] {0, 0, 1, 0, 0};
      case "claims" -> new byte[] {0, 0, 1, 3};
      case "children" -> new byte[] {0, 2, 0};
      case "hints" -> new byte[] {0, 0, 1, 5};
      case "literals" -> new byte[] {0, 4, 0, 1};
      case "conflicts" -> new byte[] {0, 4, 0};
      default -> new byte[0];
    };
  }

  /** Layer, neuron, point, side. */
  private static byte[] literal(Supplier<Byte> content) {
    byte[] literal = new byte[11];
    literal[0] = content.get();
    literal[1] = content.get();
    return literal;
  }

  private static byte[] element(String what, Supplier<Byte> content) {
    return switch (what) {
      case "steps" -> new byte[] {1};
      case "rows" -> new byte[] {content.get(), content.get(), 0, 0};
      case "claims" -> new byte[] {content.get(), 0, 0, content.get(), content.get(), 0};
      case "children" -> new byte[2];
      case "hints" -> new byte[] {2, content.get()};
      case "literals" -> literal(content);
      case "conflicts" -> new byte[1];
      default -> new byte[] {(byte) (content.get() & 1)};
    };
  }
}
