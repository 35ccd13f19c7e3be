{{ header }}
package {{ package }};

{{ imports }}

/**
 * The value at the start of some bytes, and what follows it.
 *
 * @param <T> the type of the value
 * @param value the value
 * @param rest the bytes after the value; they share memory with the bytes that were decoded
 */
public record Prefix<T>(T value, {{ memory }} rest) {}
