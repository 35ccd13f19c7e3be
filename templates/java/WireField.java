{{ header }}
package {{ package }};

import java.nio.ByteOrder;

/**
 * A run of bytes of a struct.
 *
 * @param name its name in the schema
 * @param offset where it starts
 * @param size how many bytes it has
 * @param type its type in the schema; for codes and flags the number they are
 * @param order the byte order of its numbers; null where the whole struct is of either order
 */
public record WireField(String name, int offset, int size, String type, ByteOrder order) {}
