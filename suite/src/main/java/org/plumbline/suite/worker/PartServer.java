package org.plumbline.suite.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.parts.PartAnswer;
import org.plumbline.verifier.branching.parts.PartSearch;

/**
 * What a process does that searches parts for a {@link PartProcesses}: an order on each line of
 * standard input, a reply on each of standard output. It ends with its standard input, whatever it
 * is doing, so that it does not outlive whoever started it.
 */
public final class PartServer {
  /** How it ends when the question cannot be read. */
  private static final int UNREADABLE = 3;

  /** It says how far it is after so long. */
  private static final long SLICE_MILLIS = 300;

  /** Proofs may be deep trees. */
  private static final long STACK_BYTES = 64L << 20;

  private final PrintStream out;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private PartServer(PrintStream out) {
    this.out = out;
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

  /** Serves until standard input ends. */
  public static void serve(Questions questions) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err); // nobody else writes between replies
    PartServer server = new PartServer(out);
    Thread work = new Thread(null, () -> server.work(questions), "plumbline-part", STACK_BYTES);
    work.setDaemon(true);
    work.start();
    server.read();
    Runtime.getRuntime().halt(0);
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      System.err.println("the worker's orders ended: " + e.getMessage());
    }
  }

  private void say(String line) {
    out.print(line + "\n");
    out.flush();
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
      say(LineProcess.READY);
      while (true) {
        PartWire.Order order = PartWire.order(lines.take());
        PartWire.Reply reply = replies.to(order);
        if (order instanceof PartWire.Order.Piece && reply instanceof PartWire.Reply.Mistake m) {
          throw new IllegalStateException(m.why()); // whoever asks again gets another process
        }
        say(PartWire.of(reply));
      }
    } catch (ParseException | IOException e) {
      System.err.println(e.getMessage());
      Runtime.getRuntime().halt(UNREADABLE);
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
