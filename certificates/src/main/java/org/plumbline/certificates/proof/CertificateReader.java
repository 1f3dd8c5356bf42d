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
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads certificates that anybody may have written: what is not one is refused, at any length. */
public final class CertificateReader {
  private static final int CHUNK = 1 << 16;

  private final DataInputStream in;
  private final int size;
  private final long most;
  private long left;
  private long mostObjects;
  private long objects;
  private boolean hasPremise;

  private CertificateReader(DataInputStream in, int size, long most) {
    this.in = in;
    this.size = size;
    this.most = most;
    this.left = most;
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
    InputStream unpacked = new BufferedInputStream(new InflaterInputStream(from, inflater), CHUNK);
    try {
      Certificate read =
          new CertificateReader(new DataInputStream(unpacked), file.length, most).certificate();
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
    int version = number();
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
    int reading = isNumbered ? number() : 1;
    byte[] network = bytes();
    byte[] property = bytes();
    byte[] premise = hasPremise ? bytes() : new byte[0];
    if (hasPremise && premise.length == 0) {
      throw new MalformedCertificateException("a premise without a digest");
    }
    Certificate.Semantics semantics = choice(Certificate.Semantics.values(), "semantics");
    int count = number();
    mostObjects = CertificateFormat.mostObjects(size, count);
    List<Certificate.CaseProof> cases = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      int depth = number();
      List<int[]> neurons = new ArrayList<>();
      for (int k = 0; k < depth; k++) {
        neurons.add(ascending());
      }
      cases.add(new Certificate.CaseProof(new SlopeNeurons(neurons.toArray(new int[0][])), tree()));
    }
    if (in.read() >= 0) {
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
    chargeObject();
    int kind = octet();
    if (kind == CertificateFormat.UNJUSTIFIED) {
      String reason = new String(bytes(), StandardCharsets.UTF_8);
      return new Parent(0, none -> new ProofNode.Unjustified(reason));
    }
    List<Step> steps = steps();
    switch (kind) {
      case CertificateFormat.CLOSED:
        return new Parent(0, none -> new ProofNode.Closed(steps));
      case CertificateFormat.SPLIT:
        int layer = number();
        int neuron = number();
        double point = real();
        return new Parent(
            2, two -> new ProofNode.Split(steps, layer, neuron, point, two.get(0), two.get(1)));
      case CertificateFormat.BY_POLYHEDRON:
        return new Parent(number(), parts -> new ProofNode.ByPolyhedron(steps, parts));
      case CertificateFormat.LEARNING:
        return learning(steps);
      default:
        throw new MalformedCertificateException("there is no node of kind " + kind);
    }
  }

  private Parent learning(List<Step> steps) throws IOException, MalformedCertificateException {
    int count = number();
    List<List<ProofNode.Literal>> conflicts = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      charge(CertificateFormat.OBJECT_BYTES);
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
    int count = number();
    List<ProofNode.Literal> literals = new ArrayList<>();
    for (int l = 0; l < count; l++) {
      chargeObject();
      literals.add(new ProofNode.Literal(number(), number(), real(), flag()));
    }
    return literals;
  }

  private List<Step> steps() throws IOException, MalformedCertificateException {
    int count = number();
    List<Step> steps = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      steps.add(step());
    }
    return steps;
  }

  private Step step() throws IOException, MalformedCertificateException {
    chargeObject();
    int kind = octet();
    switch (kind) {
      case CertificateFormat.DERIVE:
        Step.Passes passes = choice(Step.Passes.values(), "kind of passes");
        int count = number();
        List<Step.NeuronRow> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
          chargeObject();
          rows.add(
              new Step.NeuronRow(
                  number(), number(), flag(), bytes(), hasPremise ? multipliers() : new float[0]));
        }
        return new Step.Derive(passes, rows);
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
        return new Step.Enclose(number());
      default:
        throw new MalformedCertificateException("there is no step of kind " + kind);
    }
  }

  private List<Step.Hint> hints() throws IOException, MalformedCertificateException {
    int count = number();
    List<Step.Hint> hints = new ArrayList<>();
    for (int h = 0; h < count; h++) {
      chargeObject();
      Step.HintKind kind = choice(Step.HintKind.values(), "kind of hint");
      int layer = kind == Step.HintKind.NEURON ? number() : 0;
      hints.add(new Step.Hint(kind, layer, number()));
    }
    return hints;
  }

  private List<Step.Claim> claims() throws IOException, MalformedCertificateException {
    int count = number();
    List<Step.Claim> claims = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      chargeObject();
      int position = number();
      boolean isUpper = flag();
      claims.add(new Step.Claim(position, isUpper, single()));
    }
    return claims;
  }

  private Step.Witness witness() throws IOException, MalformedCertificateException {
    int polyhedron = number();
    int count = number();
    if (count > CHUNK) {
      throw new MalformedCertificateException("a sum of " + count + " rows");
    }
    int[] rows = new int[count];
    double[] weights = new double[count];
    for (int k = 0; k < count; k++) {
      rows[k] = number();
      weights[k] = real();
    }
    byte[] slopes = flag() ? bytes() : null;
    float[] multipliers = flag() ? multipliers() : null;
    return new Step.Witness(polyhedron, rows, weights, slopes, multipliers);
  }

  private float[] multipliers() throws IOException, MalformedCertificateException {
    int count = number();
    if (count > CHUNK) {
      throw new MalformedCertificateException(count + " multipliers");
    }
    float[] multipliers = new float[count];
    for (int k = 0; k < count; k++) {
      multipliers[k] = single();
    }
    return multipliers;
  }

  private int[] ascending() throws IOException, MalformedCertificateException {
    charge(CertificateFormat.OBJECT_BYTES);
    int count = number();
    int[] values = new int[Math.min(count, CHUNK)];
    long before = -1;
    for (int k = 0; k < count; k++) {
      charge(Integer.BYTES);
      if (k == values.length) {
        values = Arrays.copyOf(values, Math.min(count, 2 * values.length));
      }
      before += number() + 1L;
      if (before > Integer.MAX_VALUE / 16) {
        throw new MalformedCertificateException("there is no neuron " + before);
      }
      values[k] = (int) before;
    }
    return values;
  }

  private byte[] bytes() throws IOException, MalformedCertificateException {
    int count = number();
    charge(count);
    byte[] values = in.readNBytes(count);
    if (values.length < count) {
      throw new EOFException();
    }
    return values;
  }

  private <T> T choice(T[] values, String what) throws IOException, MalformedCertificateException {
    int index = octet();
    if (index >= values.length) {
      throw new MalformedCertificateException("there is no " + what + " " + index);
    }
    return values[index];
  }

  private boolean flag() throws IOException, MalformedCertificateException {
    int value = octet();
    if (value > 1) {
      throw new MalformedCertificateException(value + " is neither true nor false");
    }
    return value == 1;
  }

  private double real() throws IOException, MalformedCertificateException {
    charge(Double.BYTES);
    return in.readDouble();
  }

  private float single() throws IOException, MalformedCertificateException {
    charge(Float.BYTES);
    return in.readFloat();
  }

  private int octet() throws IOException, MalformedCertificateException {
    charge(1);
    return in.readUnsignedByte();
  }

  private int number() throws IOException, MalformedCertificateException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (value > Integer.MAX_VALUE) {
          throw new MalformedCertificateException("the number " + value + " is too large");
        }
        return (int) value;
      }
    }
    throw new MalformedCertificateException("a number of more than five bytes");
  }

  /** Objects may each cost the checker a pass over the network: a small file has few of them. */
  private void chargeObject() throws MalformedCertificateException {
    charge(CertificateFormat.OBJECT_BYTES);
    objects++;
    if (objects > mostObjects) {
      throw new MalformedCertificateException(
          "more than "
              + mostObjects
              + " nodes, steps, rows and claims for a file of "
              + size
              + " bytes, which no search needs");
    }
  }

  private void charge(long bytes) throws MalformedCertificateException {
    left -= bytes;
    if (left < 0) {
      throw new MalformedCertificateException(
          "it takes more than " + most + " bytes of memory; maybe -Xmx gives Java more");
    }
  }
}
