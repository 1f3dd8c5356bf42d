package org.plumbline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.vnnlib.VnnLibWriter;

/**
 * Where a question comes from: a network and a property file or options, and patterns. Each file is
 * read once, so that a certificate speaks of what was parsed.
 *
 * @param property null where options ask
 */
record QuestionSource(
    Path network, Path property, RobustnessOptions robustness, PatternOption patterns) {

  /** Whether somebody will want to know which files a question is about. */
  enum Digests {
    WANTED,
    LEFT_OUT
  }

  /**
   * What a question is about.
   *
   * @param network SHA-256 of the unpacked file
   * @param property SHA-256 of the unpacked file, or of {@link Read#text}
   */
  record Subject(byte[] network, byte[] property) {}

  /**
   * A question as it was read.
   *
   * @param input that it is about, if options ask
   * @param subject if it was wanted
   */
  record Read(
      Question question, Premise premise, Optional<AskedInput> input, Optional<Subject> subject) {

    /** The property as VNN-LIB, which stands for the file where options ask. */
    String text() {
      return VnnLibWriter.write(question.property());
    }
  }

  void addTo(FilePlan plan) {
    plan.reads(network, property);
    robustness.addTo(plan);
    patterns.addTo(plan);
  }

  /** What is wrong with the command line as such. */
  Optional<String> mistake() {
    return (property == null) != robustness.isGiven()
        ? Optional.of(
            "Name a PROPERTY file, or ask for local robustness with --input and --epsilon.")
        : robustness.mistake();
  }

  /**
   * Reads the question; a model that has to be read in pieces is.
   *
   * @throws ParseException also where the parts do not fit each other
   */
  Read read(Digests digests) {
    NetworkFile file = NetworkFile.of(network);
    Network read;
    try {
      read = file.network();
    } catch (UnsupportedOperatorException e) {
      if (property == null || patterns.isGiven()) {
        throw e;
      }
      return fitting(() -> inPieces(file, digests));
    }
    return fitting(() -> whole(file, read, digests));
  }

  /**
   * Reads the question about the whole network, as certificates are.
   *
   * @throws ParseException also where the parts do not fit each other
   */
  Read readWhole() {
    NetworkFile file = NetworkFile.of(network);
    Network read = file.network();
    return fitting(() -> whole(file, read, Digests.WANTED));
  }

  /** A mismatch found while reading is the input's fault; the same exception later is a bug. */
  private Read fitting(Supplier<Read> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new ParseException(network.toString(), e.getMessage());
    }
  }

  private Read whole(NetworkFile file, Network read, Digests digests) {
    Premise premise = patterns.premise(read);
    if (property == null) {
      AskedInput input = robustness.read(read);
      Property asked = input.question().toProperty();
      Question question = Question.of(Query.of(read, asked).under(premise));
      Supplier<byte[]> digest = () -> Digest.of(VnnLibWriter.write(asked));
      return new Read(question, premise, Optional.of(input), subject(digests, file, digest));
    }
    PropertyFile asked = PropertyFile.of(property);
    Question question = Question.of(Query.of(read, asked.property()).under(premise));
    return new Read(question, premise, Optional.empty(), subject(digests, file, asked::digest));
  }

  private Read inPieces(NetworkFile file, Digests digests) {
    PropertyFile asked = PropertyFile.of(property);
    Question question = Question.inPieces(asked.property(), file::pieces);
    Optional<Subject> subject = subject(digests, file, asked::digest);
    return new Read(question, Premise.NONE, Optional.empty(), subject);
  }

  private static Optional<Subject> subject(
      Digests digests, NetworkFile file, Supplier<byte[]> property) {
    return digests == Digests.WANTED
        ? Optional.of(new Subject(file.digest(), property.get()))
        : Optional.empty();
  }

  /** What identifies the question, as far as it was read. */
  void write(JsonGenerator json, Optional<Read> read) throws IOException {
    Optional<Subject> subject = read.flatMap(Read::subject);
    json.writeStringField("network", network.toString());
    if (subject.isPresent()) {
      json.writeStringField("networkSha256", Digest.hex(subject.get().network()));
    }
    json.writeStringField("property", property == null ? null : property.toString());
    if (subject.isPresent()) {
      json.writeStringField("propertySha256", Digest.hex(subject.get().property()));
    }
    if (robustness.isGiven()) {
      robustness.write(json, read.flatMap(Read::input));
    }
    patterns.write(json);
    json.writeStringField(
        "question", read.map(r -> r.question().property().describe()).orElse(null));
  }
}
