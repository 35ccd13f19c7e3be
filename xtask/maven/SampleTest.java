package sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SampleTest {
  @Test
  void one() {
    assertEquals(1, Sample.one());
  }
}
