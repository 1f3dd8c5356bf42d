package org.plumbline.suite.worker;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.parts.PartAnswer;
import org.plumbline.verifier.branching.parts.PartSearch;

/**
 * What a process does that searches parts for a {@link PartProcesses}: it answers the orders on its
 * {@link OrderLines}.
 */
public final class PartServer {
  /** It says how far it is after so long. */
  private static final long SLICE_MILLIS = 300;

  /** Proofs may be deep trees. */
  private static final long STACK_BYTES = 64L << 20;

  private final OrderLines lines;

  private PartServer(OrderLines lines) {
    this.lines = lines;
  }

  /** Reads a question. */
  @FunctionalInterface
  public interface Questions {
    /**
     * @param arguments as on the command line
     * @throws ParseException if a file cannot be read
     */
    Parts of(List<String> arguments) throws IOException;
  }

  /** A question that was read. */
  @FunctionalInterface
  public interface Parts {
    /**
     * @param root of the search whose parts are searched
     */
    PartSearch of(byte[] root) throws IOException;
  }

  /** Serves until standard input ends, and this process with it. */
  public static void serve(Questions questions) {
    PartServer server = new PartServer(OrderLines.ofThisProcess());
    Thread work = new Thread(null, () -> server.work(questions), "plumbline-part", STACK_BYTES);
    work.start();
    try {
      work.join();
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(0);
    }
  }

  private void work(Questions questions) {
    try {
      PartWire.Order first = PartWire.order(lines.take());
      if (!(first instanceof PartWire.Order.Question question)) {
        throw new IOException("the first order is no question");
      }
      Parts parts = questions.of(question.arguments());
      Replies replies = new Replies(parts);
      if (question.root().isPresent()) {
        replies.begin(question.root().get());
      }
      lines.say(LineProcess.READY);
      while (true) {
        PartWire.Order order = PartWire.order(lines.take());
        PartWire.Reply reply = replies.to(order);
        if (order instanceof PartWire.Order.Piece && reply instanceof PartWire.Reply.Mistake m) {
          throw new IllegalStateException(m.why()); // whoever asks again gets another process
        }
        lines.say(PartWire.of(reply));
      }
    } catch (ParseException | IOException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(OrderLines.UNREADABLE);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(0);
    } catch (RuntimeException | Error e) {
      System.err.println(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
      Runtime.getRuntime().halt(1);
    }
  }

  private static final class Replies {
    private final Parts parts;
    private PartSearch search;
    private PartSearch.Ongoing ongoing;

    Replies(Parts parts) {
      this.parts = parts;
    }

    void begin(byte[] root) throws IOException {
      search = parts.of(root);
    }

    PartWire.Reply to(PartWire.Order order) {
      try {
        if (order instanceof PartWire.Order.Root root) {
          begin(root.bytes());
          return new PartWire.Reply.Progress(0, 0, 0);
        } else if (order instanceof PartWire.Order.Part part) {
          ongoing = search.begin(part.bytes());
        } else if (order instanceof PartWire.Order.Piece piece) {
          ongoing = search.begin(piece.part());
          Optional<PartAnswer> whole = ongoing.advance(Budget.ofMillis(piece.millis()));
          return new PartWire.Reply.Answer(whole.orElseGet(ongoing::answer).bytes());
        } else if (order instanceof PartWire.Order.Cut) {
          return new PartWire.Reply.Answer(ongoing.answer().bytes());
        }
        Optional<PartAnswer> answer = ongoing.advance(Budget.ofMillis(SLICE_MILLIS));
        return answer.isPresent()
            ? new PartWire.Reply.Answer(answer.get().bytes())
            : new PartWire.Reply.Progress(
                ongoing.open(), ongoing.evaluated(), ongoing.provedShare());
      } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
        return new PartWire.Reply.Mistake(e.toString());
      }
    }
  }
}
