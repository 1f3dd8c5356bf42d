package org.plumbline.cli.vnnlib;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.plumbline.cli.output.EarlierAnswer;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.cli.output.PlansFiles;
import org.plumbline.cli.output.PlumblineCommand;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PropertyFile;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLib2Writer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumbline vnnlib convert}: a property in VNN-LIB 1.0 as one in 2.0. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a property of version 1.0 in version 2.0, about a network called f with the input X"
          + " and the output Y, of type real.",
      "Each input gets both of its ends, and decimals are written out: nothing is rounded."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the property was written",
      "1:internal error",
      "2:the command line was not understood",
      "3:unreadable or unsupported network or property",
      "4:an output could not be written"
    })
public final class ConvertCommand extends PlumblineCommand
    implements Callable<Integer>, PlansFiles {
  @Parameters(
      index = "0",
      paramLabel = "NETWORK",
      description = "ONNX file, which knows the shapes.")
  private Path network;

  @Parameters(index = "1", paramLabel = "PROPERTY", description = "VNN-LIB 1.0.")
  private Path property;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private OutputFile output;

  @Override
  public FilePlan files() {
    return new FilePlan()
        .reads(network, property)
        .replaces("--output", output, EarlierAnswer.OTHER);
  }

  @Override
  public Integer call() {
    begin(files());
    try {
      write(output, converted());
      return ExitCode.HOLDS.code();
    } catch (ParseException | UnsupportedOperatorException e) {
      spec.commandLine().getErr().println("plumbline: " + e.getMessage());
      return ExitCode.UNREADABLE_INPUT.code();
    }
  }

  private String converted() {
    PropertyFile file = PropertyFile.of(property);
    if (file.isSecond()) {
      throw new ParseException(property.toString(), "it is VNN-LIB 2.0 already");
    }
    ModelPorts ports = NetworkFile.of(network).network().reading().ports();
    if (ports.inputs().size() != 1 || ports.outputs().size() != 1) {
      throw new ParseException(
          network.toString(),
          ports.inputs().size()
              + " inputs and "
              + ports.outputs().size()
              + " outputs, where version 1.0 knows one of each");
    }
    Property read = file.property();
    try {
      return VnnLib2Writer.write(
          read, ports.inputs().get(0).shape(), ports.outputs().get(0).shape());
    } catch (IllegalArgumentException e) {
      throw new ParseException(property.toString(), e.getMessage() + " of the property");
    }
  }
}
