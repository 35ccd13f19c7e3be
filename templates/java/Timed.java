{{ header }}
package {{ package }};

import java.time.Duration;

/**
 * What a call answered, and how long it took.
 *
 * @param <T> the type of the answer
 * @param value the answer
 * @param elapsed the time from before the request was made until the answer was read
 */
public record Timed<T>(T value, Duration elapsed) {}
