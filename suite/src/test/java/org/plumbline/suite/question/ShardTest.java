package org.plumbline.suite.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1", "a/b", "1/2/3", "-1/3", "1/0"})
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1/1", "2/8", "8/8"})
  void aPartIsWrittenAsItIsRead(String text) {
    assertThat(Shard.parse(text)).hasToString(text);
  }
}
