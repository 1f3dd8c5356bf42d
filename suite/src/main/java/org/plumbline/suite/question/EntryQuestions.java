package org.plumbline.suite.question;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.suite.AskedNetwork;
import org.plumbline.suite.Place;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;
import org.plumbline.suite.file.Entry;

/**
 * What questions of one entry share.
 *
 * @param limit for each, in commands that are shown
 */
record EntryQuestions(Entry entry, Models models, Duration limit) {

  Place place() {
    return entry.requirement().place();
  }

  /** What is wrong with the entry, by its place in the suite file. */
  ParseException refused(String why) {
    return new ParseException(place().file(), place().line(), place().column(), why);
  }

  /** The file of the only network. */
  Path networkFile() {
    return entry.networks().values().iterator().next();
  }

  Model network() {
    return models.of(networkFile());
  }

  /** The only network, read once more for what the library does not ask. */
  NetworkFile readNetwork() {
    NetworkFile file = NetworkFile.of(networkFile());
    if (!Digest.hex(file.digest()).equals(network().sha256())) {
      throw refused(networkFile() + " changed while it was read");
    }
    return file;
  }

  String networkName() {
    return networkFile().getFileName().toString();
  }

  /** With the semantics that the entry chooses. */
  Verification choosing(Verification verification) {
    return entry.semantics().map(verification::semantics).orElse(verification);
  }

  List<AskedNetwork> asked() {
    return entry.networks().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .map(network -> models.asked(network.getKey(), network.getValue()))
        .toList();
  }

  /** What the values of inputs may be. */
  static LocalRobustness with(Ask.Values values, LocalRobustness near) {
    LocalRobustness within = within(values.range(), near);
    return values.mean().isEmpty()
        ? within
        : within.normalised(
            values.mean().stream().map(Object::toString).toArray(String[]::new),
            values.deviation().stream().map(Object::toString).toArray(String[]::new));
  }

  static LocalRobustness within(Optional<Ask.Range> range, LocalRobustness near) {
    return range.map(r -> near.range(r.lower().toString(), r.upper().toString())).orElse(near);
  }

  /** The class that is asked about, as far as the suite says it. */
  static OptionalInt label(Ask.KeptClass kept, GivenInput input) {
    return switch (kept.kept()) {
      case GIVEN -> input.label();
      case OWN -> OptionalInt.empty();
      case NAMED -> kept.named();
    };
  }

  /**
   * A question of this entry.
   *
   * @param part of its id
   * @param key SHA-256 of all that matters to the answer
   * @param words what is asked
   */
  SuiteQuestion question(String part, String key, String words, Subject subject) {
    return question(asked(), part, key, words, subject);
  }

  /** The same about these networks. */
  SuiteQuestion question(
      List<AskedNetwork> networks, String part, String key, String words, Subject subject) {
    return new SuiteQuestion(
        entry.requirement().id() + "/" + part,
        entry.requirement().id(),
        place(),
        entry.requirement().kind(),
        networks,
        key,
        words,
        subject.command(),
        subject.image(),
        subject.label(),
        subject.epsilon(),
        subject.volume());
  }

  /** A command line that asks a property. */
  String command(Path property) {
    String networks =
        entry.networks().size() == 1
            ? quoted(networkFile()) + " " + quoted(property)
            : quoted(property)
                + String.join(
                    "",
                    entry.networks().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(n -> " --network " + n.getKey() + "=" + quoted(n.getValue()))
                        .toList());
    String semantics =
        entry.semantics().map(s -> " --semantics " + s.name().toLowerCase(Locale.ROOT)).orElse("");
    return "plumbline verify " + networks + semantics + " --timeout " + seconds();
  }

  private String seconds() {
    return java.math.BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  private static String quoted(Path file) {
    String text = file.toString();
    return text.matches("[-+,./:=@_A-Za-z0-9]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static UnaryOperator<LocalRobustness> keeping(OptionalInt label) {
    return near -> label.isPresent() ? near.label(label.getAsInt()) : near;
  }
}
