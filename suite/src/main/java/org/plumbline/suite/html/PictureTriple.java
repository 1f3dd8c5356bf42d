package org.plumbline.suite.html;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.summary.Words;

/**
 * Original, counterexample and their difference as pictures. Values are taken back to those of the
 * image (times deviation plus mean). Black and white are 0 and 1 where all values lie between
 * these, else the least and the greatest value of both; the caption says it. Of the difference,
 * grey is no change, and black and white the greatest change.
 */
final class PictureTriple {
  private final StoredCounterexample stored;
  private final InputPicture picture;
  private final double[] original;
  private final double[] moved;

  PictureTriple(StoredCounterexample stored, InputPicture picture) {
    this.stored = stored;
    this.picture = picture;
    this.original = values(stored.original());
    this.moved = values(stored.counterexample().inputs());
  }

  private double[] values(List<Double> seen) {
    return IntStream.range(0, seen.size())
        .mapToDouble(i -> seen.get(i) * of(stored.deviation(), i, 1) + of(stored.mean(), i, 0))
        .toArray();
  }

  private double of(List<Double> perChannel, int index, double without) {
    return switch (perChannel.size()) {
      case 0 -> without;
      case 1 -> perChannel.get(0);
      default -> perChannel.get(picture.channel(index) % perChannel.size());
    };
  }

  static void write(Markup to, StoredCounterexample stored, InputPicture picture) {
    new PictureTriple(stored, picture).write(to);
  }

  private void write(Markup to) {
    double least = both().min().orElse(0);
    double most = both().max().orElse(1);
    boolean isUnit = least >= 0 && most <= 1;
    double black = isUnit ? 0 : least;
    double white = isUnit ? 1 : most;
    double width = white > black ? white - black : 1;
    String scale = "Black is " + Words.number(black) + ", white is " + Words.number(white) + ".";
    to.open("div", "class=\"pictures\"");
    if (original.length != moved.length) {
      figure(to, picture.png(i -> (moved[i] - black) / width), "counterexample");
      to.close().element("p", "class=\"small\"", scale);
      return;
    }
    double change = change();
    double unit = change > 0 ? 2 * change : 1;
    figure(to, picture.png(i -> (original[i] - black) / width), "original");
    figure(to, picture.png(i -> (moved[i] - black) / width), "counterexample");
    figure(to, picture.png(i -> 0.5 + (moved[i] - original[i]) / unit), "difference");
    to.close().element("p", "class=\"small\"", scale + words(change));
  }

  /** The greatest one. */
  private double change() {
    return IntStream.range(0, moved.length)
        .mapToDouble(i -> Math.abs(moved[i] - original[i]))
        .max()
        .orElse(0);
  }

  private static String words(double change) {
    return " Of the difference, grey is no change, black is −"
        + Words.number(change)
        + " and white is +"
        + Words.number(change)
        + ".";
  }

  private DoubleStream both() {
    return DoubleStream.concat(DoubleStream.of(original), DoubleStream.of(moved));
  }

  private static void figure(Markup to, String uri, String caption) {
    to.open("figure").raw("<img alt=\"" + caption + "\" src=\"" + uri + "\"/>");
    to.element("figcaption", caption).close();
  }
}
