package org.plumbline.suite.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.plumbline.network.model.ParseException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A text in YAML 1.2 of bounded size and depth. Tags, anchors and aliases are refused, so that a
 * text is as long as what it says.
 */
record YamlText(String file, byte[] bytes) {
  static final int MOST_BYTES = 4 << 20;
  private static final int MOST_DEPTH = 24;

  private static LoadSettings settings(String file) {
    return LoadSettings.builder()
        .setLabel(file)
        .setCodePointLimit(MOST_BYTES)
        .setMaxAliasesForCollections(0)
        .setAllowRecursiveKeys(false)
        .build();
  }

  /**
   * Its only document.
   *
   * @throws ParseException with the place if it is malformed, empty, or uses what is refused
   */
  Node node() {
    String text = text();
    try {
      for (Event event : new Events(text)) {
        check(event);
      }
      return new Compose(settings(file))
          .composeString(text)
          .orElseThrow(() -> new ParseException(file, "is empty; it needs questions"));
    } catch (MarkedYamlEngineException e) {
      throw at(e.getProblemMark(), "no YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ParseException(file, "no YAML: " + e.getMessage());
    }
  }

  private String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ParseException(file, "is not in UTF-8");
    }
  }

  private void check(Event event) {
    boolean isTagged =
        event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
            || event instanceof CollectionStartEvent start && start.getTag().isPresent();
    if (isTagged) {
      throw at(event.getStartMark(), "tags (!…) are not read; write the plain value");
    } else if (event instanceof AliasEvent
        || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw at(event.getStartMark(), "anchors and aliases (&…, *…) are not read; write it twice");
    }
  }

  private ParseException at(Optional<Mark> mark, String what) {
    return mark.map(m -> new ParseException(file, m.getLine() + 1, m.getColumn() + 1, what))
        .orElseGet(() -> new ParseException(file, what));
  }

  /** The events of a text, as long as they do not go too deep: what follows recurses. */
  private final class Events implements Iterable<Event> {
    private final String text;

    Events(String text) {
      this.text = text;
    }

    @Override
    public java.util.Iterator<Event> iterator() {
      java.util.Iterator<Event> all = new Parse(settings(file)).parseString(text).iterator();
      return new java.util.Iterator<>() {
        private int depth;

        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public Event next() {
          Event event = all.next();
          depth += event instanceof CollectionStartEvent ? 1 : 0;
          depth -= event instanceof CollectionEndEvent ? 1 : 0;
          if (depth > MOST_DEPTH) {
            throw at(event.getStartMark(), "more than " + MOST_DEPTH + " values inside each other");
          }
          return event;
        }
      };
    }
  }
}
