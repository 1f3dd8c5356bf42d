package org.plumbline.certificates.proof;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes certificates as {@code docs/certificate-format.md} says. */
public final class CertificateWriter {
  private final DataOutputStream out;
  private boolean hasPremise;
  private long objects;

  private CertificateWriter(DataOutputStream out) {
    this.out = out;
  }

  /** Writes all of a certificate; the stream stays open. */
  public static void write(Certificate certificate, OutputStream to) throws IOException {
    Packed packed = packed(certificate, Deflater.DEFAULT_COMPRESSION);
    if (packed.objects()
        > CertificateFormat.mostObjects(packed.size(), certificate.cases().size())) {
      packed = packed(certificate, Deflater.NO_COMPRESSION);
    }
    packed.file().writeTo(to);
  }

  /** A file, and how many nodes, steps, rows and claims are in it. */
  private record Packed(ByteArrayOutputStream file, long objects) {
    long size() {
      return file.size();
    }
  }

  private static Packed packed(Certificate certificate, int level) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 16);
    file.write(CertificateFormat.MAGIC.getBytes(StandardCharsets.US_ASCII));
    Deflater deflater = new Deflater(level);
    try {
      DeflaterOutputStream compressed = new DeflaterOutputStream(file, deflater, 1 << 16);
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(compressed, 1 << 16));
      CertificateWriter writer = new CertificateWriter(out);
      writer.write(certificate);
      out.flush();
      compressed.finish();
      return new Packed(file, writer.objects);
    } finally {
      deflater.end();
    }
  }

  private void write(Certificate certificate) throws IOException {
    hasPremise = certificate.hasPremise();
    number(hasPremise ? CertificateFormat.VERSION_WITH_PREMISE : CertificateFormat.VERSION);
    number(certificate.reading());
    bytes(certificate.networkDigest());
    bytes(certificate.propertyDigest());
    if (hasPremise) {
      bytes(certificate.premiseDigest());
    }
    out.writeByte(certificate.semantics().ordinal());
    number(certificate.cases().size());
    for (Certificate.CaseProof proof : certificate.cases()) {
      SlopeNeurons neurons = proof.slopeNeurons();
      number(neurons.depth());
      for (int k = 0; k < neurons.depth(); k++) {
        ascending(neurons.of(k));
      }
      tree(proof.root());
    }
  }

  /** In preorder; trees may be too deep for recursion. */
  private void tree(ProofNode root) throws IOException {
    Deque<ProofNode> left = new ArrayDeque<>();
    left.push(root);
    while (!left.isEmpty()) {
      ProofNode node = left.pop();
      node(node);
      List<ProofNode> children = node.children();
      for (int c = children.size() - 1; c >= 0; c--) {
        left.push(children.get(c));
      }
    }
  }

  private void node(ProofNode node) throws IOException {
    objects++;
    if (node instanceof ProofNode.Unjustified open) {
      out.writeByte(CertificateFormat.UNJUSTIFIED);
      bytes(open.reason().getBytes(StandardCharsets.UTF_8));
    } else if (node instanceof ProofNode.Split split) {
      out.writeByte(CertificateFormat.SPLIT);
      steps(split.steps());
      number(split.layer());
      number(split.neuron());
      out.writeDouble(split.point());
    } else if (node instanceof ProofNode.ByPolyhedron parts) {
      out.writeByte(CertificateFormat.BY_POLYHEDRON);
      steps(parts.steps());
      number(parts.children().size());
    } else if (node instanceof ProofNode.Learning learning) {
      out.writeByte(CertificateFormat.LEARNING);
      steps(learning.steps());
      conflicts(learning.conflicts());
    } else {
      out.writeByte(CertificateFormat.CLOSED);
      steps(node.steps());
    }
  }

  private void conflicts(List<ProofNode.Conflict> conflicts) throws IOException {
    number(conflicts.size());
    for (ProofNode.Conflict conflict : conflicts) {
      number(conflict.literals().size());
      objects += conflict.literals().size();
      for (ProofNode.Literal literal : conflict.literals()) {
        number(literal.layer());
        number(literal.neuron());
        out.writeDouble(literal.point());
        out.writeBoolean(literal.isAbove());
      }
    }
  }

  private void steps(List<Step> steps) throws IOException {
    number(steps.size());
    objects += steps.size();
    for (Step step : steps) {
      if (step instanceof Step.Derive all) {
        boolean hasTrees = all.hasTrees();
        out.writeByte(hasTrees ? CertificateFormat.DERIVE_WITH_TREES : CertificateFormat.DERIVE);
        out.writeByte(all.passes().ordinal());
        number(all.rows().size());
        objects += all.rows().size();
        for (Step.NeuronRow row : all.rows()) {
          number(row.layer());
          number(row.neuron());
          out.writeBoolean(row.isNegated());
          bytes(row.slopes());
          if (hasPremise) {
            multipliers(row.multipliers());
          }
          if (hasTrees) {
            splits(row.tree());
          }
        }
      } else if (step instanceof Step.Refute refute) {
        out.writeByte(CertificateFormat.REFUTE);
        witness(refute.witness());
      } else if (step instanceof Step.ClipInputs) {
        out.writeByte(CertificateFormat.CLIP_INPUTS);
      } else if (step instanceof Step.ClipNeurons clip) {
        clipNeurons(clip);
      } else if (step instanceof Step.Propagate propagate) {
        out.writeByte(CertificateFormat.PROPAGATE);
        hints(propagate.hints());
      } else if (step instanceof Step.Enclose enclose) {
        out.writeByte(CertificateFormat.ENCLOSE);
        number(enclose.symbols());
      }
    }
  }

  private void splits(Optional<SplitTree> tree) throws IOException {
    int[] nodes = tree.map(SplitTree::nodes).orElse(new int[0]);
    number(nodes.length);
    objects += nodes.length;
    for (int node : nodes) {
      number(node + 1);
    }
    multipliers(tree.map(SplitTree::multipliers).orElse(new float[0]));
  }

  private void hints(List<Step.Hint> hints) throws IOException {
    number(hints.size());
    objects += hints.size();
    for (Step.Hint hint : hints) {
      out.writeByte(hint.kind().ordinal());
      if (hint.kind() == Step.HintKind.NEURON) {
        number(hint.layer());
      }
      number(hint.index());
    }
  }

  private void clipNeurons(Step.ClipNeurons clip) throws IOException {
    if (clip.constraint() == null) {
      out.writeByte(CertificateFormat.CLIP_NEURONS_BY_SPLIT);
    } else {
      out.writeByte(CertificateFormat.CLIP_NEURONS_BY_ROWS);
      witness(clip.constraint());
    }
    number(clip.claims().size());
    objects += clip.claims().size();
    for (Step.Claim claim : clip.claims()) {
      number(claim.position());
      out.writeBoolean(claim.isUpper());
      out.writeFloat(claim.multiplier());
    }
  }

  private void witness(Step.Witness witness) throws IOException {
    number(witness.polyhedron());
    number(witness.rows().length);
    for (int k = 0; k < witness.rows().length; k++) {
      number(witness.rows()[k]);
      out.writeDouble(witness.weights()[k]);
    }
    out.writeBoolean(witness.slopes() != null);
    if (witness.slopes() != null) {
      bytes(witness.slopes());
    }
    out.writeBoolean(witness.multipliers() != null);
    if (witness.multipliers() != null) {
      multipliers(witness.multipliers());
    }
  }

  private void multipliers(float[] multipliers) throws IOException {
    number(multipliers.length);
    for (float multiplier : multipliers) {
      out.writeFloat(multiplier);
    }
  }

  private void ascending(int[] values) throws IOException {
    number(values.length);
    int before = -1;
    for (int value : values) {
      number(value - before - 1);
      before = value;
    }
  }

  private void bytes(byte[] values) throws IOException {
    number(values.length);
    out.write(values);
  }

  /** Seven bits at a time, lowest first; the eighth says that more follow. */
  private void number(int value) throws IOException {
    int rest = value;
    while (rest > 0x7f) {
      out.writeByte(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
