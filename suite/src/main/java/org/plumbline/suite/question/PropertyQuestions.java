package org.plumbline.suite.question;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.api.VnnLib;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.FileContent;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.file.Ask;

/** A question for each property in VNN-LIB. */
record PropertyQuestions(EntryQuestions entry, Ask.Properties ask) {

  private static final long MOST_BYTES = 1L << 30;

  AskedSuite.Made made() {
    List<Asked> questions = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    ask.files().forEach(file -> names.merge(stem(file), 1, Integer::sum));
    for (Path file : ask.files()) {
      String stem = stem(file);
      String name = names.get(stem) == 1 ? stem : file.toString().replace('/', '∕');
      questions.add(question(file, name));
    }
    return AskedSuite.Made.of(entry.entry().requirement(), questions, false);
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.vnnlib(\\.gz)?$", "");
  }

  private Asked question(Path file, String name) {
    VnnLib property = VnnLib.read(file);
    Map<String, Model> models = entry.models().of(entry.entry().networks());
    Verification verification = entry.choosing(Verification.of(models, property));
    SuiteQuestion asked =
        entry.question(
            name,
            verification.key().sha256(),
            networkNames() + " has the property " + file.getFileName(),
            Subject.asked(entry.command(file)));
    return new VerifiedQuestion(
        asked,
        verification,
        certificate -> CertificateCheck.of(models, property, certificate),
        StoredCounterexample::withoutImage,
        () -> content(file));
  }

  /** As it was read for the question; the key says whether it is still the same. */
  private static byte[] content(Path file) {
    try (InputStream in = FileContent.read(file, MOST_BYTES).unpacked()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private String networkNames() {
    return String.join(
        " and ",
        entry.entry().networks().values().stream().map(f -> f.getFileName().toString()).toList());
  }
}
