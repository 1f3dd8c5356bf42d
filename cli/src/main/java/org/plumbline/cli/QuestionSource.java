package org.plumbline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.plumbline.verifier.certified.Asked;
import org.plumbline.verifier.certified.ReferenceReading;
import org.plumbline.verifier.certified.SecondReading;

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
   * @param second of the files
   * @param input that it is about, if options ask
   * @param subject if it was wanted
   */
  record Read(
      Question question,
      SecondReading second,
      Premise premise,
      Optional<AskedInput> input,
      Optional<Subject> subject) {

    Asked asked() {
      return new Asked(question, second);
    }

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
    Files files = files();
    Network read;
    try {
      read = files.network().network();
    } catch (UnsupportedOperatorException e) {
      if (property == null || patterns.isGiven()) {
        throw e;
      }
      return fitting(() -> inPieces(files, digests));
    }
    return fitting(() -> whole(files, read, digests));
  }

  /**
   * Reads the question about the whole network, as certificates are.
   *
   * @throws ParseException also where the parts do not fit each other
   */
  Read readWhole() {
    Files files = files();
    Network read = files.network().network();
    return fitting(() -> whole(files, read, Digests.WANTED));
  }

  /**
   * The contents of the files.
   *
   * @param property if there is one
   * @param second of both, begun before the first
   */
  private record Files(
      NetworkFile network, Optional<PropertyFile> property, ReferenceReading second) {}

  private Files files() {
    NetworkFile file = NetworkFile.of(network);
    ReferenceReading second = file.secondReading();
    Optional<PropertyFile> asked = Optional.ofNullable(property).map(PropertyFile::of);
    return new Files(file, asked, asked.map(p -> p.secondReading(second)).orElse(second));
  }

  /** A mismatch found while reading is the input's fault; the same exception later is a bug. */
  private Read fitting(Supplier<Read> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new ParseException(network.toString(), e.getMessage());
    }
  }

  private Read whole(Files files, Network read, Digests digests) {
    Premise premise = patterns.premise(read);
    if (files.property().isPresent()) {
      PropertyFile asked = files.property().get();
      Question question = Question.of(Query.of(read, asked.property()).under(premise));
      Optional<Subject> subject = subject(digests, files.network(), asked::digest);
      return new Read(question, files.second(), premise, Optional.empty(), subject);
    }
    AskedInput input = robustness.read(read);
    Property asked = input.question().toProperty();
    Question question = Question.of(Query.of(read, asked).under(premise));
    String text = VnnLibWriter.write(asked);
    SecondReading second =
        files.second().with("the property", text.getBytes(StandardCharsets.UTF_8));
    Optional<Subject> subject = subject(digests, files.network(), () -> Digest.of(text));
    return new Read(question, second, premise, Optional.of(input), subject);
  }

  private Read inPieces(Files files, Digests digests) {
    PropertyFile asked = files.property().orElseThrow();
    Question question = Question.inPieces(asked.property(), files.network()::pieces);
    Optional<Subject> subject = subject(digests, files.network(), asked::digest);
    return new Read(question, files.second(), Premise.NONE, Optional.empty(), subject);
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
