package org.plumbline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

  /**
   * A question as it was read.
   *
   * @param input that it is about, if options ask
   * @param networkDigest SHA-256 of the unpacked file
   * @param propertyDigest SHA-256 of the unpacked file, or of {@link #text}
   */
  record Read(
      Question question,
      Premise premise,
      Optional<AskedInput> input,
      byte[] networkDigest,
      byte[] propertyDigest) {

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
  Read read() {
    NetworkFile file = NetworkFile.of(network);
    Network read;
    try {
      read = file.network();
    } catch (UnsupportedOperatorException e) {
      if (property == null || patterns.isGiven()) {
        throw e;
      }
      return inPieces(file);
    }
    return read(file, read);
  }

  /**
   * Reads the question about the whole network, as certificates are.
   *
   * @throws ParseException also where the parts do not fit each other
   */
  Read readWhole() {
    NetworkFile file = NetworkFile.of(network);
    return read(file, file.network());
  }

  /** A mismatch found while reading is the input's fault; the same exception later is a bug. */
  private Read read(NetworkFile file, Network read) {
    try {
      Premise premise = patterns.premise(read);
      if (property == null) {
        AskedInput input = robustness.read(read);
        Property asked = input.question().toProperty();
        byte[] digest = Digest.of(VnnLibWriter.write(asked));
        return read(file, Query.of(read, asked).under(premise), Optional.of(input), digest);
      }
      PropertyFile asked = PropertyFile.of(property);
      Query query = Query.of(read, asked.property()).under(premise);
      return read(file, query, Optional.empty(), asked.digest());
    } catch (IllegalArgumentException e) {
      throw new ParseException(network.toString(), e.getMessage());
    }
  }

  private static Read read(
      NetworkFile file, Query query, Optional<AskedInput> input, byte[] propertyDigest) {
    return new Read(Question.of(query), query.premise(), input, file.digest(), propertyDigest);
  }

  private Read inPieces(NetworkFile file) {
    PropertyFile asked = PropertyFile.of(property);
    try {
      Question question = Question.inPieces(asked.property(), file::pieces);
      return new Read(question, Premise.NONE, Optional.empty(), file.digest(), asked.digest());
    } catch (IllegalArgumentException e) {
      throw new ParseException(network.toString(), e.getMessage());
    }
  }

  /** What identifies the question, as far as it was read. */
  void write(JsonGenerator json, Optional<Read> read) throws IOException {
    json.writeStringField("network", network.toString());
    if (read.isPresent()) {
      json.writeStringField("networkSha256", Digest.hex(read.get().networkDigest()));
    }
    json.writeStringField("property", property == null ? null : property.toString());
    if (read.isPresent()) {
      json.writeStringField("propertySha256", Digest.hex(read.get().propertyDigest()));
    }
    if (robustness.isGiven()) {
      robustness.write(json, read.flatMap(Read::input));
    }
    patterns.write(json);
    json.writeStringField(
        "question", read.map(r -> r.question().property().describe()).orElse(null));
  }
}
