package org.plumbline.certificates.proof;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads certificates that anybody may have written: what is not one is refused, at any length. */
public final class CertificateReader {
  private final CertificateFields fields;
  private boolean hasPremise;

  private CertificateReader(CertificateFields fields) {
    this.fields = fields;
  }

  /** Reads a certificate that takes at most 2 GiB of memory, and half of what Java may have. */
  public static Certificate read(InputStream from)
      throws IOException, MalformedCertificateException {
    return read(from.readAllBytes());
  }

  /**
   * The same of a whole file.
   *
   * @param file read only
   */
  public static Certificate read(byte[] file) throws IOException, MalformedCertificateException {
    return read(file, Math.min(CertificateFormat.MOST_BYTES, Runtime.getRuntime().maxMemory() / 2));
  }

  /**
   * @param most bytes of memory that the certificate may take
   */
  static Certificate read(byte[] file, long most)
      throws IOException, MalformedCertificateException {
    ByteArrayInputStream from = new ByteArrayInputStream(file);
    byte[] magic = from.readNBytes(CertificateFormat.MAGIC.length());
    if (!CertificateFormat.MAGIC.equals(new String(magic, StandardCharsets.US_ASCII))) {
      throw new MalformedCertificateException("it does not begin as a certificate does");
    }
    Inflater inflater = new Inflater();
    InputStream unpacked =
        new BufferedInputStream(new InflaterInputStream(from, inflater), CertificateFields.CHUNK);
    try {
      Certificate read =
          new CertificateReader(
                  new CertificateFields(new DataInputStream(unpacked), file.length, most))
              .certificate();
      if (inflater.getRemaining() + from.available() > 0) {
        throw new MalformedCertificateException("something follows its end");
      }
      return read;
    } catch (EOFException e) {
      throw new MalformedCertificateException("it ends too early");
    } catch (ZipException e) {
      throw new MalformedCertificateException("it cannot be unpacked");
    } finally {
      inflater.end();
    }
  }

  private Certificate certificate() throws IOException, MalformedCertificateException {
    int version = fields.number();
    if (version < 1 || version > CertificateFormat.VERSION_WITH_PREMISE) {
      throw new MalformedCertificateException(
          "version "
              + version
              + "; this program reads versions 1 to "
              + CertificateFormat.VERSION_WITH_PREMISE);
    }
    boolean isNumbered = version > CertificateFormat.UNNUMBERED;
    int kind = isNumbered ? version : version + CertificateFormat.UNNUMBERED;
    hasPremise = kind == CertificateFormat.VERSION_WITH_PREMISE;
    int reading = isNumbered ? fields.number() : 1;
    byte[] network = fields.bytes();
    byte[] property = fields.bytes();
    byte[] premise = hasPremise ? fields.bytes() : new byte[0];
    if (hasPremise && premise.length == 0) {
      throw new MalformedCertificateException("a premise without a digest");
    }
    Certificate.Semantics semantics = fields.choice(Certificate.Semantics.values(), "semantics");
    int count = fields.number();
    fields.allowObjects(count);
    List<Certificate.CaseProof> cases = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      int depth = fields.number();
      List<int[]> neurons = new ArrayList<>();
      for (int k = 0; k < depth; k++) {
        int[] own = fields.ascending();
        fields.charge(SlopeNeurons.tableBytes(own));
        neurons.add(own);
      }
      cases.add(new Certificate.CaseProof(new SlopeNeurons(neurons.toArray(new int[0][])), tree()));
    }
    if (!fields.isAtEnd()) {
      throw new MalformedCertificateException("something follows its end");
    }
    return new Certificate(reading, network, property, premise, semantics, cases);
  }

  /** A node whose children are still to be read. */
  private record Parent(
      int count, List<ProofNode> children, Function<List<ProofNode>, ProofNode> node) {
    Parent(int count, Function<List<ProofNode>, ProofNode> node) {
      this(count, new ArrayList<>(), node);
    }
  }

  /** A tree, which may be deep, without recursion. */
  private ProofNode tree() throws IOException, MalformedCertificateException {
    Deque<Parent> path = new ArrayDeque<>();
    while (true) {
      if (path.size() > CertificateFormat.MOST_DEPTH) {
        throw new MalformedCertificateException(
            "more than " + CertificateFormat.MOST_DEPTH + " nodes on one path");
      }
      path.push(node());
      while (path.peek().children().size() == path.peek().count()) {
        Parent complete = path.pop();
        ProofNode node = complete.node().apply(complete.children());
        if (path.isEmpty()) {
          return node;
        }
        path.peek().children().add(node);
      }
    }
  }

  private Parent node() throws IOException, MalformedCertificateException {
    fields.chargeObject();
    int kind = fields.octet();
    if (kind == CertificateFormat.UNJUSTIFIED) {
      String reason = new String(fields.bytes(), StandardCharsets.UTF_8);
      return new Parent(0, none -> new ProofNode.Unjustified(reason));
    }
    List<Step> steps = steps();
    switch (kind) {
      case CertificateFormat.CLOSED:
        return new Parent(0, none -> new ProofNode.Closed(steps));
      case CertificateFormat.SPLIT:
        int layer = fields.number();
        int neuron = fields.number();
        double point = fields.real();
        return new Parent(
            2, two -> new ProofNode.Split(steps, layer, neuron, point, two.get(0), two.get(1)));
      case CertificateFormat.BY_POLYHEDRON:
        return new Parent(fields.number(), parts -> new ProofNode.ByPolyhedron(steps, parts));
      case CertificateFormat.LEARNING:
        return learning(steps);
      default:
        throw new MalformedCertificateException("there is no node of kind " + kind);
    }
  }

  private Parent learning(List<Step> steps) throws IOException, MalformedCertificateException {
    int count = fields.number();
    List<List<ProofNode.Literal>> conflicts = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      fields.charge(CertificateFormat.OBJECT_BYTES);
      conflicts.add(literals());
    }
    return new Parent(
        count + 1,
        proofs -> {
          List<ProofNode.Conflict> proved = new ArrayList<>();
          for (int c = 0; c < count; c++) {
            proved.add(new ProofNode.Conflict(conflicts.get(c), proofs.get(c)));
          }
          return new ProofNode.Learning(steps, proved, proofs.get(count));
        });
  }

  private List<ProofNode.Literal> literals() throws IOException, MalformedCertificateException {
    int count = fields.number();
    List<ProofNode.Literal> literals = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      fields.chargeObject();
      literals.add(
          new ProofNode.Literal(fields.number(), fields.number(), fields.real(), fields.flag()));
    }
    return literals;
  }

  private List<Step> steps() throws IOException, MalformedCertificateException {
    int count = fields.number();
    List<Step> steps = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      steps.add(step());
    }
    return steps;
  }

  private Step step() throws IOException, MalformedCertificateException {
    fields.chargeObject();
    int kind = fields.octet();
    switch (kind) {
      case CertificateFormat.DERIVE:
        return derive(false);
      case CertificateFormat.DERIVE_WITH_TREES:
        return derive(true);
      case CertificateFormat.CLIP_INPUTS:
        return new Step.ClipInputs();
      case CertificateFormat.REFUTE:
        return new Step.Refute(witness());
      case CertificateFormat.CLIP_NEURONS_BY_SPLIT:
        return new Step.ClipNeurons(null, claims());
      case CertificateFormat.CLIP_NEURONS_BY_ROWS:
        Step.Witness witness = witness();
        return new Step.ClipNeurons(witness, claims());
      case CertificateFormat.PROPAGATE:
        return new Step.Propagate(hints());
      case CertificateFormat.ENCLOSE:
        return new Step.Enclose(fields.number());
      default:
        throw new MalformedCertificateException("there is no step of kind " + kind);
    }
  }

  private Step derive(boolean hasTrees) throws IOException, MalformedCertificateException {
    Step.Passes passes = fields.choice(Step.Passes.values(), "kind of passes");
    int count = fields.number();
    List<Step.NeuronRow> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      fields.chargeObject();
      rows.add(
          new Step.NeuronRow(
              fields.number(),
              fields.number(),
              fields.flag(),
              fields.bytes(),
              hasPremise ? fields.multipliers() : new float[0],
              hasTrees ? splits() : Optional.empty()));
    }
    return new Step.Derive(passes, rows);
  }

  private Optional<SplitTree> splits() throws IOException, MalformedCertificateException {
    int count = fields.number();
    if (count > CertificateFields.CHUNK) {
      throw new MalformedCertificateException("a tree of " + count + " splits and leaves");
    }
    int[] nodes = new int[count];
    for (int t = 0; t < count; t++) {
      fields.chargeObject();
      nodes[t] = fields.number() - 1;
    }
    float[] multipliers = fields.multipliers();
    fields.charge(3L * Float.BYTES * multipliers.length);
    if (count == 0 && multipliers.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SplitTree(nodes, multipliers));
    } catch (IllegalArgumentException e) {
      throw new MalformedCertificateException(e.getMessage());
    }
  }

  private List<Step.Hint> hints() throws IOException, MalformedCertificateException {
    int count = fields.number();
    List<Step.Hint> hints = new ArrayList<>();
    for (int h = 0; h < count; h++) {
      fields.chargeObject();
      Step.HintKind kind = fields.choice(Step.HintKind.values(), "kind of hint");
      int layer = kind == Step.HintKind.NEURON ? fields.number() : 0;
      hints.add(new Step.Hint(kind, layer, fields.number()));
    }
    return hints;
  }

  private List<Step.Claim> claims() throws IOException, MalformedCertificateException {
    int count = fields.number();
    List<Step.Claim> claims = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      fields.chargeObject();
      int position = fields.number();
      boolean isUpper = fields.flag();
      claims.add(new Step.Claim(position, isUpper, fields.single()));
    }
    return claims;
  }

  private Step.Witness witness() throws IOException, MalformedCertificateException {
    int polyhedron = fields.number();
    int count = fields.number();
    if (count > CertificateFields.CHUNK) {
      throw new MalformedCertificateException("a sum of " + count + " rows");
    }
    int[] rows = new int[count];
    double[] weights = new double[count];
    for (int k = 0; k < count; k++) {
      rows[k] = fields.number();
      weights[k] = fields.real();
    }
    byte[] slopes = fields.flag() ? fields.bytes() : null;
    float[] multipliers = fields.flag() ? fields.multipliers() : null;
    return new Step.Witness(polyhedron, rows, weights, slopes, multipliers);
  }
}
