package org.plumbline.suite.file;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.plumbline.api.Falsification;
import org.plumbline.falsifier.choice.AttackKind;
import org.plumbline.falsifier.choice.ChosenAttack;
import org.plumbline.falsifier.choice.FeatureKind;
import org.plumbline.falsifier.choice.GameChoice;
import org.plumbline.falsifier.game.Channels;
import org.plumbline.falsifier.game.Players;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.question.Decimal;
import org.plumbline.suite.Demand;

/** Reads how a network is attacked, by the names of the options of {@code plumbline falsify}. */
final class AttackParser {
  private static final int USUAL_QUERIES = 10_000;
  private static final int MOST_QUERIES = 1_000_000_000;
  private static final int MOST_CLASSES = 1_000_000;
  private static final List<String> OF_THE_GAME =
      List.of("features", "step", "channels", "players", "simulations");
  private static final Map<String, AttackKind> METHODS = Value.words(AttackKind.values());
  private static final Map<String, Distance> NORMS = Value.words(Distance.values());
  private static final Map<String, FeatureKind> FEATURES = Value.words(FeatureKind.values());
  private static final Map<String, Channels> CHANNELS = Value.words(Channels.values());
  private static final Map<String, Players> PLAYERS = Value.words(Players.values());

  private AttackParser() {}

  static Ask attack(Fields asked, Demand demand) {
    if (demand.holds().isPresent() || demand.certified().isPresent()) {
      throw asked
          .of()
          .wrong(
              "a search proves nothing, so nothing ever holds; say require: {violated: \"<= 5 %\","
                  + " undecided: allow}");
    }
    ChosenAttack how = how(asked);
    List<Integer> target =
        asked
            .get("target")
            .map(v -> v.items().stream().map(t -> t.whole(0, MOST_CLASSES)).toList())
            .orElse(List.of());
    if (target.stream().distinct().count() < target.size()) {
      throw asked.need("target").wrong("a class stands here twice");
    }
    Ask.Attack attack =
        new Ask.Attack(
            InputsParser.inputs(asked),
            asked.need("epsilon").fraction(),
            InputsParser.kept(asked),
            InputsParser.values(asked),
            how,
            target,
            asked
                .get("queries")
                .map(v -> v.whole(Falsification.LEAST_QUERIES, MOST_QUERIES))
                .orElse(USUAL_QUERIES),
            asked.get("seed").map(v -> v.whole(0, Integer.MAX_VALUE)).orElse(1));
    return complete(asked, attack);
  }

  private static Ask complete(Fields asked, Ask.Attack attack) {
    Optional<Ask.Range> range = attack.values().range();
    boolean hasWidth = range.filter(r -> r.lower().compareTo(r.upper()) < 0).isPresent();
    if (!attack.isPlain() && !hasWidth) {
      throw asked.of().wrong("this attack needs the 'range' of values, such as [0, 1]");
    } else if (attack.how().looksInside() && asked.has("mean")) {
      throw asked
          .need("mean")
          .wrong("gradients need a network that takes images as they are, without mean and std");
    }
    return attack;
  }

  private static ChosenAttack how(Fields asked) {
    AttackKind kind = asked.get("method").map(v -> v.choice(METHODS)).orElse(AttackKind.SQUARE);
    if (kind == AttackKind.LEVEL_SET) {
      throw asked
          .need("method")
          .wrong("a walk along a level keeps the class; plumbline falsify asks about it");
    }
    for (String key : OF_THE_GAME) {
      if (kind != AttackKind.GAME && asked.has(key)) {
        throw asked.need(key).wrong("goes with method: game");
      }
    }
    List<Distance> known = kind.distances();
    Distance usual = known.contains(Distance.LINF) ? Distance.LINF : known.get(0);
    Distance distance = asked.get("norm").map(v -> v.choice(NORMS)).orElse(usual);
    Value epsilon = asked.need("epsilon");
    BigDecimal limit = Decimal.fraction(epsilon.fraction());
    ChosenAttack how = new ChosenAttack(kind, distance, limit.doubleValue(), game(asked));
    boolean isPlain = kind == AttackKind.SQUARE || kind == AttackKind.BAYES;
    if (!known.contains(distance)) {
      throw asked.need("norm").wrong(name(kind) + " knows the norms " + names(known));
    } else if (limit.signum() == 0 && !(isPlain && distance == Distance.LINF)) {
      throw epsilon.wrong("nothing is within 0 of an input but itself");
    } else if (distance == Distance.L0 && limit.stripTrailingZeros().scale() > 0) {
      throw epsilon.wrong("in L0 a distance is a number of pixels, such as 3");
    }
    return how;
  }

  private static String names(List<Distance> distances) {
    return String.join(", ", distances.stream().map(AttackParser::name).toList());
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static GameChoice game(Fields asked) {
    GameChoice usual = GameChoice.USUAL;
    return new GameChoice(
        asked.get("features").map(v -> v.choice(FEATURES)).orElse(usual.features()),
        asked.get("step").map(AttackParser::step).orElse(usual.step()),
        asked.get("channels").map(v -> v.choice(CHANNELS)).orElse(usual.channels()),
        asked.get("players").map(v -> v.choice(PLAYERS)).orElse(usual.players()),
        asked
            .get("simulations")
            .map(v -> (long) v.whole(1, MOST_QUERIES))
            .orElse(usual.simulations()));
  }

  private static OptionalDouble step(Value value) {
    double step = Decimal.fraction(value.fraction()).doubleValue();
    if (!(step > 0)) {
      throw value.wrong("a step is positive");
    }
    return OptionalDouble.of(step);
  }
}
