// What vectors can't see: equality, views, handles of shared memory, and the forms that users write.
package checks

import append.ByVersionView
import append.Settings
import append.SettingsView
import forms.Big
import forms.Forms
import forms.FormsView
import forms.Level
import forms.Many
import forms.Marks
import java.lang.foreign.Arena
import java.lang.foreign.MemorySegment
import java.nio.ByteOrder
import shm.ControlReader
import shm.ControlWriter
import shm.State
import unions.Word

/** Fails unless a statement throws an error of this kind, about this field. */
private inline fun refused(kind: String, field: String, statement: () -> Unit) {
    val found: String =
        try {
            statement()
            "nothing"
        } catch (e: forms.WireException) {
            "${e.kind} ${e.field}"
        } catch (e: append.WireException) {
            "${e.kind} ${e.field}"
        } catch (e: unions.WireException) {
            "${e.kind} ${e.field}"
        }
    check(found == "$kind $field") { "wanted $kind $field, got $found" }
}

private fun same(wanted: Any?, got: Any?) {
    check(wanted == got) { "wanted $wanted, got $got" }
}

private fun equality() {
    val nan: Float = Float.fromBits(0x7fc00001)
    val one = Forms(ratio = nan, pairs = listOf(1.0, -0.0), runs = listOf(byteArrayOf(1, 2), byteArrayOf(3, 4)))
    val two = one.copy(runs = listOf(byteArrayOf(1, 2), byteArrayOf(3, 4)))
    same(one, two)
    same(one.hashCode(), two.hashCode())
    check(one != one.copy(ratio = Float.fromBits(0x7fc00002))) { "payloads of NaN are bits too" }
    check(one != one.copy(pairs = listOf(1.0, 0.0))) { "zeros have a sign" }
    check(one != one.copy(runs = listOf(byteArrayOf(1, 2), byteArrayOf(3, 5)))) { "bytes differ" }
    same(1, setOf(one, two).size)
    check("runs=[0102, 0304]" in one.toString()) { one.toString() }
    same(one, Forms.decode(one.encode()))
}

private fun lengths() {
    refused("wrong-length", "pairs") { Forms(pairs = listOf(1.0)).encode() }
    refused("wrong-length", "runs") { Forms(runs = listOf(byteArrayOf(1), byteArrayOf(2, 3))).encode() }
    val buffer = ByteArray(Forms.SIZE + 2) { 7 }
    Forms(ratio = 1f).encodeInto(buffer, 1)
    same(7, buffer[0].toInt() + buffer[Forms.SIZE + 1] - 7)
    same(Forms(ratio = 1f), Forms.decode(buffer.sliceArray(1..Forms.SIZE)))
    val small: Boolean = runCatching { Forms().encodeInto(ByteArray(3)) }.exceptionOrNull() is IndexOutOfBoundsException
    check(small) { "a buffer that is too small is told" }
}

private fun codes() {
    val many: Marks = Marks.LOW + Marks.HIGH
    check(Marks.LOW in many && Marks.HIGH in many && Marks.LOW !in many - Marks.LOW) { "flags are sets" }
    same(5, many.withShade(5u).shade.toInt())
    same(many, many.withShade(5u).withShade(0u))
    refused("out-of-range", "shade") { many.withShade(8u) }
    same("Marks(LOW + 0x20)", Marks(0x21u).toString())
    same("Level(-9)", Level(-9).toString())
    same(null, Level(-9).name)
    same("up", Level.HIGH.direction)
    same("none", Level(-9).direction)
    same(Level.HIGH, Level.TOP)
}

private fun scales() {
    same(19.0, Forms(speed = 40u).speedPhysical)
    same(40.toUShort(), Forms.speedRaw(19.1))
    same(65535.toUShort(), Forms.speedRaw(1e9))
    same(0.toUShort(), Forms.speedRaw(-1e9))
    same(0.toUShort(), Forms.speedRaw(Double.NaN))
    same((-8).toByte(), Forms.trimRaw(-100.0))
    same(7.toByte(), Forms.trimRaw(100.0))
}

private fun many() {
    val many: Many =
        Many {
            f0 = 1u
            f299 = 9uL
        }
    same(many, Many.decode(many.encode()))
    same(9uL, Many.decode(many.encode()).f299)
    check(many != Many { f0 = 2u }) { "members differ" }
    same(many.hashCode(), Many.decode(many.encode()).hashCode())
    check(many.toString().startsWith("Many(f0=1, ")) { many.toString() }
    val big: Big = Big.decode(ByteArray(Big.SIZE))
    same(0.toUByte(), big.f999)
    same(Big.SIZE, big.encode().size)
}

private fun views() {
    val memory: MemorySegment = MemorySegment.ofArray(Forms(speed = 4u).encode())
    val view = FormsView(memory)
    same(4.toUShort(), view.speed)
    view.speed = 0x102u
    view.trim = -3
    view.level = Level.HIGH
    view.runs = listOf(byteArrayOf(1, 2), byteArrayOf(3, 4))
    same(0x102.toUShort(), view.toValue().speed)
    same((-3).toByte(), view.toValue().trim)
    same("0304", view.runs[1].toHexString())
    refused("out-of-range", "trim") { view.trim = 8 }
    refused("out-of-range", "speed") { view.speed = 5000u }
    same(0x102.toUShort(), view.speed)
    refused("too-short", "") { FormsView(memory.asSlice(1L)) }

    val first = ByVersionView(MemorySegment.ofArray(byteArrayOf(1, 1, 7, 0)))
    same(7.toUShort(), first.count)
    same(null, first.limit)
    val shared = ByVersionView(MemorySegment.ofArray(ByteArray(32)))
    shared.version = 1u
    shared.setLimit(9u)
    same(null, shared.limit)
    shared.version = 2u
    same(9u, shared.limit)
    same(null, shared.total)
    shared.version = 200u
    same(0uL, shared.total)
    val settings: ByteArray = "0c0003000000000005000000".hexToByteArray()
    same(5u, SettingsView(MemorySegment.ofArray(settings)).height)
    same(null, SettingsView(MemorySegment.ofArray(settings)).depth)
    same(24.toUByte(), Settings.decode(settings).depth)
    refused("too-short", "") { SettingsView(MemorySegment.ofArray(ByteArray(7))) }
}

private fun unionsWithoutTag() {
    val word: Word = Word.ofReal(1.5f)
    same("0000c03f", word.bytes.toHexString())
    same(0x3fc00000u, word.toNumber())
    same(listOf<UShort>(0u, 0x3fc0u), word.toHalves())
    same(word, Word.ofOctets("0000c03f".hexToByteArray()))
    same("Word(bytes=0000c03f)", word.toString())
    refused("wrong-length", "") { Word(ByteArray(3)) }
}

private fun sharedMemory() {
    Arena.ofShared().use { arena ->
        val memory: MemorySegment = arena.allocate(shm.Control.LAYOUT)
        val writer = ControlWriter(memory)
        val reader = ControlReader(memory)
        writer.state = State.RUNNING
        writer.written = ULong.MAX_VALUE
        reader.signed = -5
        same(State.RUNNING, reader.state)
        same(ULong.MAX_VALUE, reader.written)
        same(-5L, writer.signed)
        same(-5L, writer.fetchAddSigned(7))
        same(2L, reader.fetchSubSigned(1))
        same(1L, reader.signed)
        same(0xff.toByte(), memory.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 8L))
        val unaligned: Throwable? = runCatching { ControlWriter(MemorySegment.ofArray(ByteArray(128))) }.exceptionOrNull()
        check(unaligned is IllegalArgumentException) { "memory of no alignment is refused" }
        val threads: List<Thread> =
            List(4) { Thread { repeat(10_000) { reader.fetchAddSigned(1) } } }
        threads.forEach { it.start() }
        threads.forEach { it.join() }
        same(40_001L, writer.signed)
    }
}

private fun mirrors() {
    Arena.ofConfined().use { arena ->
        val options: ffi.Options = ffi.Options.allocate(arena)
        options.limit = ULong.MAX_VALUE
        options.delta = -4L
        options.mode = 9u
        options.name = MemorySegment.NULL
        same(ULong.MAX_VALUE, options.limit)
        same(-4L, options.delta)
        same(9.toUByte(), options.mode)
        same(0L, options.name.address())
        same(56, ffi.Options.SIZE)
        same(ffi.Nested.LAYOUT.byteSize(), ffi.Nested.allocate(arena).segment.byteSize())
    }
}

public fun main() {
    equality()
    lengths()
    codes()
    scales()
    many()
    views()
    unionsWithoutTag()
    sharedMemory()
    mirrors()
    same(ByteOrder.LITTLE_ENDIAN, forms.Forms.LAYOUT.memberLayouts().filterIsInstance<java.lang.foreign.ValueLayout>().last().order())
    println("all checks passed")
}
