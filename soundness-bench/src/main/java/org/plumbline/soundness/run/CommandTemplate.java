package org.plumbline.soundness.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A command with the words {@code {onnx}}, {@code {vnnlib}}, {@code {timeout}} and {@code {result}}
 * to be filled in, which writes a result file of VNN-COMP to {@code {result}}; without that word,
 * its standard output is the result.
 */
public record CommandTemplate(List<String> words) implements Adapter {
  private static final String RESULT = "{result}";

  /**
   * @throws IllegalArgumentException when it does not say where network and property go
   */
  public CommandTemplate {
    words = List.copyOf(words);
    for (String needed : new String[] {"{onnx}", "{vnnlib}"}) {
      if (words.stream().noneMatch(word -> word.contains(needed))) {
        throw new IllegalArgumentException(
            needed + " is missing in the command " + String.join(" ", words));
      }
    }
  }

  @Override
  public boolean takesVnnLib2() {
    return false;
  }

  @Override
  public Optional<List<String>> preparation(Job job) {
    return Optional.empty();
  }

  @Override
  public List<String> command(Job job) {
    return words.stream().map(word -> filled(word, job)).toList();
  }

  private static String filled(String word, Job job) {
    return word.replace("{onnx}", job.networks().text())
        .replace("{vnnlib}", job.property().toString())
        .replace("{timeout}", Integer.toString(job.timeoutSeconds()))
        .replace(RESULT, job.result().toString());
  }

  @Override
  public Path answer(Job job) {
    boolean hasFile = words.stream().anyMatch(word -> word.contains(RESULT));
    return hasFile ? job.result() : job.output();
  }

  @Override
  public Claim claim(Job job) {
    return ClaimReader.resultFile(AnswerText.read(answer(job)), job.inputs());
  }
}
