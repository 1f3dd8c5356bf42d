package org.plumbline.suite.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.suite.Place;

/**
 * The inputs that an entry asks about.
 *
 * @param data a data set (IDX, CSV), or a file or a folder of inputs
 * @param isDataset whether it holds many inputs
 * @param labels in the IDX format
 * @param column of a CSV file that has the label
 * @param chosen indices from 0, ascending; empty for all
 * @param pixels what brightness becomes
 * @param layout of channels, where the network's shape does not tell
 * @param sample what the file says of them being a sample
 * @param place for messages
 */
public record Inputs(
    Path data,
    boolean isDataset,
    Optional<Path> labels,
    LabelColumn column,
    List<Integer> chosen,
    InputReader.Scale pixels,
    Optional<ChannelOrder> layout,
    Optional<Boolean> sample,
    Place place) {

  /** Copies the list. */
  public Inputs {
    chosen = List.copyOf(chosen);
  }

  /** Where a line of a CSV file has its label. */
  public enum LabelColumn {
    /** In front of the values. */
    FIRST,
    /** Behind the values. */
    LAST,
    /** Nowhere. */
    NONE
  }
}
