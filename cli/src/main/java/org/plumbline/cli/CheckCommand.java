package org.plumbline.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.CertificateReader;
import org.plumbline.certificates.proof.MalformedCertificateException;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib.VnnLibParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline check}: whether a certificate proves a property of a network. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Checks a certificate. Runs no search and no native code.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the certificate proves the property",
      "1:internal error",
      "2:the command line was not understood",
      "3:a file is unreadable, or no certificate, network or property",
      "4:an output could not be written",
      "11:the certificate is no proof",
      "20:the certificate leaves something open"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NETWORK", description = "The file that was verified.")
  private Path network;

  @Parameters(index = "1", paramLabel = "PROPERTY", description = "The VNN-LIB file.")
  private Path property;

  @Parameters(
      index = "2",
      paramLabel = "CERTIFICATE",
      description = "Written by verify --certificate.")
  private Path certificate;

  @Mixin private PatternOption patterns;

  @Option(names = "--threads", description = "Threads (default: one per core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    try {
      Certificate read = read();
      Network asked = NetworkFile.read(network);
      Query query = Query.of(asked, VnnLibParser.parse(property)).under(patterns.premise(asked));
      CheckResult result = check(query, read);
      out.println(
          (result instanceof CheckResult.Accepted ? "PROVED: " : "NOT PROVED: ")
              + Certification.words(result)
              + ".");
      out.printf(Locale.ROOT, "Time: %.2f s.%n", (System.nanoTime() - start) / 1e9);
      out.flush();
      return code(result).code();
    } catch (ParseException | UnsupportedOperatorException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("plumbline: " + network + ": " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    }
  }

  private Certificate read() {
    return NetworkFile.ask(
        certificate,
        file -> {
          try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return CertificateReader.read(in);
          } catch (MalformedCertificateException e) {
            throw new ParseException(file.toString(), "no certificate: " + e.getMessage());
          }
        });
  }

  private CheckResult check(Query query, Certificate read) throws IOException {
    if (!Arrays.equals(read.networkDigest(), Digest.of(network))) {
      return new CheckResult.Rejected("the header", "network", "it is for another network file");
    }
    if (!Arrays.equals(read.propertyDigest(), Digest.of(property))) {
      return new CheckResult.Rejected("the header", "property", "it is for another property file");
    }
    if (!Arrays.equals(read.premiseDigest(), Digest.of(query.premise()))) {
      return new CheckResult.Rejected("the header", "premise", words(read, query.premise()));
    }
    LongAdder nodes = new LongAdder();
    try (CheckProgress shown = new CheckProgress(read.cases(), nodes)) {
      return new CertificateChecker(threads, nodes)
          .check(query, read.cases(), read.semantics(), Budget.unlimited());
    }
  }

  private static String words(Certificate read, Premise asked) {
    if (asked.isEmpty()) {
      return "it is about inputs that follow a pattern; name it with --pattern";
    }
    return read.hasPremise() ? "it is for another pattern" : "it is not for inputs of a pattern";
  }

  private static ExitCode code(CheckResult result) {
    if (result instanceof CheckResult.Accepted) {
      return ExitCode.HOLDS;
    }
    return result instanceof CheckResult.Rejected ? ExitCode.REJECTED : ExitCode.UNDECIDED;
  }
}
