// What every driver in Kotlin is made with: lines in, answers out, and values as `path=value` pairs.
package driver

import java.nio.ByteOrder
import java.util.UUID

/** An error of generated code, as answers have it. */
internal class Refused(
    val columns: List<String>,
) : RuntimeException()

/** The values of one line by their paths. */
internal class Given(
    columns: List<String>,
) {
    private val values: Map<String, String> =
        columns.filter { '=' in it }.associate { Pair(it.substringBefore('='), it.substringAfter('=')) }

    operator fun get(path: String): String = values[path] ?: error("no value is given for $path")

    /** Whether any value below a path is given. */
    operator fun contains(path: String): Boolean =
        path in values || values.keys.any { it.startsWith("$path.") || it.startsWith("$path[") }

    fun bytes(path: String): ByteArray = get(path).hexToByteArray()

    fun text(path: String): String = bytes(path).toString(Charsets.UTF_8)

    fun truth(path: String): Boolean = get(path) != "0"

    fun float(path: String): Float = Float.fromBits(get(path).hexToInt())

    fun double(path: String): Double = Double.fromBits(get(path).hexToLong())

    fun uuid(path: String): UUID = uuidOf(bytes(path))

    fun guid(path: String): UUID = uuidOf(swapped(bytes(path)))
}

private fun uuidOf(wire: ByteArray): UUID {
    val hex: String = wire.toHexString()
    return UUID(hex.substring(0, 16).hexToLong(), hex.substring(16).hexToLong())
}

/** The first three groups of a GUID the other way round. */
private fun swapped(wire: ByteArray): ByteArray =
    wire.sliceArray(0..3).reversedArray() + wire.sliceArray(4..5).reversedArray() +
        wire.sliceArray(6..7).reversedArray() + wire.sliceArray(8..15)

internal fun uuidHex(id: UUID): String = id.mostSignificantBits.toHexString() + id.leastSignificantBits.toHexString()

internal fun guidHex(id: UUID): String = swapped(uuidHex(id).hexToByteArray()).toHexString()

/** One line. */
internal class Question(
    val verb: String,
    val type: String,
    val order: String,
    rest: List<String>,
) {
    val given: Given = Given(rest)
    val bytes: ByteArray = if (verb == "encode" || verb == "create") ByteArray(0) else rest[0].hexToByteArray()

    /** The order that is asked for, little-endian where none is. */
    val known: ByteOrder = if (order == "big") ByteOrder.BIG_ENDIAN else ByteOrder.LITTLE_ENDIAN

    /** The order that is asked for, if one is. */
    val asked: ByteOrder? = if (order == "-") null else known
}

/** Answers every line. */
internal fun serve(answer: (Question, MutableList<String>) -> Unit) {
    val out = StringBuilder()
    for (line: String in generateSequence(::readlnOrNull)) {
        val columns: List<String> = line.split('\t')
        val found: MutableList<String> = mutableListOf()
        val shown: List<String> =
            try {
                answer(Question(columns[1], columns[2], columns[3], columns.drop(4)), found)
                listOf("ok") + found
            } catch (refused: Refused) {
                listOf("err") + refused.columns
            }
        out.append(columns[0]).append('\t').append(shown.joinToString("\t")).append('\n')
    }
    print(out)
}
