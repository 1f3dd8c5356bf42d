package org.plumbline.verifier.branching.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.proof.Trace;

/**
 * Some open subproblems of a search that go to one worker.
 *
 * @param number among all parts
 * @param subproblems as bytes, which a worker may have made
 * @param traces where their proofs belong
 * @param own the subproblems of this search that the part is, or was cut from
 * @param share of the whole question, for progress reports
 */
record Part(
    int number, List<byte[]> subproblems, List<Trace> traces, List<Subproblem> own, double share) {

  /** As bytes for a worker. */
  byte[] bytes() {
    return PartBytes.written(
        out -> {
          out.writeInt(subproblems.size());
          for (byte[] subproblem : subproblems) {
            PartBytes.bytes(subproblem, out);
          }
        });
  }

  static List<byte[]> read(byte[] part) throws IOException {
    return PartBytes.read(part, in -> PartBytes.list(in, PartBytes::bytes));
  }

  /**
   * Deals subproblems out like cards, there and back again, so that parts look equally hard: each
   * gets some that miss by much and some that miss by little.
   *
   * @param first number of the first part
   */
  static List<Part> dealt(List<Subproblem> open, int parts, int first) {
    List<Subproblem> sorted = new ArrayList<>(open);
    sorted.sort(Comparator.comparingDouble(Subproblem::margin));
    List<Part> dealt = new ArrayList<>();
    for (List<Integer> hand : hands(sorted.size(), parts)) {
      List<Subproblem> some = hand.stream().map(sorted::get).toList();
      dealt.add(
          new Part(
              first + dealt.size(),
              some.stream().map(SubproblemBytes::of).toList(),
              some.stream().map(Subproblem::trace).toList(),
              some,
              some.stream().mapToDouble(Subproblem::share).sum()));
    }
    return dealt;
  }

  /**
   * Deals what is left of this part.
   *
   * @param open worst first
   * @param places where their proofs belong
   */
  List<Part> dealtAgain(List<byte[]> open, List<Trace> places, double left, int parts, int first) {
    List<Part> dealt = new ArrayList<>();
    for (List<Integer> hand : hands(open.size(), parts)) {
      dealt.add(
          new Part(
              first + dealt.size(),
              hand.stream().map(open::get).toList(),
              hand.stream().map(places::get).toList(),
              own,
              left * hand.size() / open.size()));
    }
    return dealt;
  }

  private static List<List<Integer>> hands(int cards, int parts) {
    int hands = Math.min(cards, parts);
    List<List<Integer>> dealt = new ArrayList<>();
    for (int h = 0; h < hands; h++) {
      dealt.add(new ArrayList<>());
    }
    for (int i = 0; i < cards; i++) {
      int round = i / hands;
      int at = i % hands;
      dealt.get(round % 2 == 0 ? at : hands - 1 - at).add(i);
    }
    return dealt;
  }
}
