package org.plumbline.cli.nap;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.cli.options.ImageOptions;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.question.Digest;
import org.plumbline.question.NetworkFile;
import org.plumbline.specs.samples.Preparation;
import org.plumbline.specs.samples.Samples;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Labelled samples, and how they become inputs of the network. */
final class LabelledData {
  @Option(
      names = "--dataset",
      paramLabel = "PATH",
      description = {
        "Images in the IDX format of MNIST; or a CSV file, the label first in each line; or a folder",
        "with a subfolder of images for each class, 0, 1, …. Files are plain or gzipped."
      })
  private Path dataset;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels of the IDX file, in the same format.")
  private Path labels;

  @Option(
      names = "--index",
      paramLabel = "N",
      description = "The first sample, from 0 (default: 0).")
  private Integer index;

  @Option(names = "--count", paramLabel = "N", description = "How many of them (default: all).")
  private Integer count;

  @Mixin private ImageOptions images;

  @Option(
      names = "--mean",
      paramLabel = "M",
      split = ",",
      description = "Means subtracted per channel before the network sees the values.")
  private double[] mean = {};

  @Option(
      names = "--std",
      paramLabel = "S",
      split = ",",
      description = "Deviations that values are divided by per channel.")
  private double[] deviation = {};

  /** What is wrong with the options as such. */
  Optional<String> mistake() {
    if (labels != null && dataset == null) {
      return Optional.of("--labels goes with --dataset");
    } else if (dataset == null && (index != null || count != null)) {
      return Optional.of("--index and --count go with --dataset");
    } else if (first() < 0 || count != null && count < 1) {
      return Optional.of("--index is not negative, and --count is positive");
    } else if (mean.length != deviation.length
        || Arrays.stream(mean).anyMatch(m -> !Double.isFinite(m))
        || Arrays.stream(deviation).anyMatch(d -> !(d > 0) || Double.isInfinite(d))) {
      return Optional.of("--mean and --std have one number for each channel, --std positive ones");
    }
    return Optional.empty();
  }

  boolean isGiven() {
    return dataset != null;
  }

  void addTo(FilePlan plan) {
    plan.reads(dataset, labels);
  }

  Samples samples() {
    return samples(dataset, labels);
  }

  /** Other samples that are prepared alike. */
  Samples samples(Path data, Path labelFile) {
    return new Samples(data, Optional.ofNullable(labelFile), preparation());
  }

  /** SHA-256 of the unpacked files of samples and labels, one after the other. */
  static String digest(Samples samples) throws IOException {
    return Digest.hex(Digest.of(samples.files()));
  }

  /** Writes what the samples are. */
  void write(JsonGenerator json, String digest) throws IOException {
    json.writeStringField("data", dataset.toString());
    json.writeStringField("dataSha256", digest);
  }

  Preparation preparation() {
    return new Preparation(images.scale(), images.layout(), mean, deviation);
  }

  /** For people: what is asked about what. */
  List<String> facts(NetworkFile network, Path patterns) {
    String range =
        ", from item " + first() + (count == null ? " on" : " on, at most " + count + " of them");
    return List.of(
        "Network: " + network.content().name() + ", SHA-256 " + Digest.hex(network.digest()),
        "Patterns: " + patterns,
        "Data: " + dataset + range);
  }

  ImageOptions images() {
    return images;
  }

  int first() {
    return index == null ? 0 : index;
  }

  int most() {
    return count == null ? Integer.MAX_VALUE : count;
  }
}
