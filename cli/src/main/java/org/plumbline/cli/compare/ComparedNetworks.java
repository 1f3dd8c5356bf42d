package org.plumbline.cli.compare;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.JoinedFiles;
import org.plumbline.question.NamedNetwork;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PropertyFile;
import org.plumbline.specs.pair.InputRelation;
import org.plumbline.specs.pair.OutputRelation;
import org.plumbline.specs.pair.PairQuestion;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.vnnlib2.Vnnlib2Printer;

/** Two networks of the same inputs and outputs, read once. */
final class ComparedNetworks {
  private final NetworkFile first;
  private final NetworkFile second;
  private final Network network;
  private final Network other;

  /**
   * @throws ParseException if one cannot be read, or they have other numbers of inputs or outputs
   */
  ComparedNetworks(NetworkFile first, NetworkFile second) {
    this.first = first;
    this.second = second;
    this.network = first.realNetwork();
    this.other = second.realNetwork();
    require("inputs", network.inputSize(), other.inputSize());
    require("outputs", network.outputSize(), other.outputSize());
  }

  private void require(String what, int ofFirst, int ofSecond) {
    if (ofFirst != ofSecond) {
      throw new ParseException(
          second.content().name(),
          "has "
              + ofSecond
              + " "
              + what
              + ", and "
              + first.content().name()
              + " has "
              + ofFirst
              + "; only networks of the same inputs and outputs are compared");
    }
  }

  /** SHA-256 of the first. */
  String firstDigest() {
    return Digest.hex(first.digest());
  }

  /** SHA-256 of the second. */
  String secondDigest() {
    return Digest.hex(second.digest());
  }

  Network network() {
    return network;
  }

  Network other() {
    return other;
  }

  /** The question, in VNN-LIB 2.0. */
  String text(DecimalBox box, OutputRelation outputs) {
    PairQuestion question =
        new PairQuestion(
            PairQuestion.Runs.OF_TWO_NETWORKS,
            PairQuestion.Tensors.of(network, first.content().name()),
            PairQuestion.Tensors.of(other, second.content().name()),
            box,
            Collections.nCopies(box.size(), new InputRelation.Same()),
            outputs);
    return Vnnlib2Printer.print(question.document());
  }

  /** What asks it. */
  JoinedFiles files(String text) {
    return new JoinedFiles(
        List.of(
            new NamedNetwork(PairQuestion.FIRST, first),
            new NamedNetwork(PairQuestion.SECOND, second)),
        PropertyFile.ofText("the question", text),
        Optional.of(Semantics.REAL));
  }
}
