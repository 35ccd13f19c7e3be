{{ header }}
using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace {{ namespace }};

/// <summary>Numbers in memory that other processes write.</summary>
internal static class RbgenShared
{
    /// <summary>Memory for a struct, aligned and large enough.</summary>
    internal static Span<byte> At(Span<byte> memory, int size, int align)
    {
        if (memory.Length < size)
        {
            throw new ArgumentException($"{size} bytes are needed, there are {memory.Length}", nameof(memory));
        }

        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(memory));
        if ((nuint)address % (uint)align != 0)
        {
            throw new ArgumentException($"the memory must be aligned to {align} bytes", nameof(memory));
        }

        return memory.Slice(0, size);
    }

    /// <summary>The number at an offset, which is a multiple of its size.</summary>
    internal static ref T Cell<T>(Span<byte> memory, int offset)
        where T : unmanaged => ref MemoryMarshal.AsRef<T>(memory.Slice(offset));

    /// <summary>A copy in the widest accesses that the alignment allows, so that no aligned number is torn.</summary>
    internal static byte[] Copy(Span<byte> memory, int align)
    {
        var bytes = new byte[memory.Length];
        int at = 0;
        for (; align >= sizeof(ulong) && at + sizeof(ulong) <= bytes.Length; at += sizeof(ulong))
        {
            ulong word = Volatile.Read(ref Cell<ulong>(memory, at));
            MemoryMarshal.Write(bytes.AsSpan(at), in word);
        }

        for (; align >= sizeof(uint) && at + sizeof(uint) <= bytes.Length; at += sizeof(uint))
        {
            uint word = Volatile.Read(ref Cell<uint>(memory, at));
            MemoryMarshal.Write(bytes.AsSpan(at), in word);
        }

        for (; align >= sizeof(ushort) && at + sizeof(ushort) <= bytes.Length; at += sizeof(ushort))
        {
            ushort word = Volatile.Read(ref Cell<ushort>(memory, at));
            MemoryMarshal.Write(bytes.AsSpan(at), in word);
        }

        for (; at < bytes.Length; at++)
        {
            bytes[at] = Volatile.Read(ref memory[at]);
        }

        return bytes;
    }

    /// <summary>Between the host's order and little-endian, either way.</summary>
    internal static short Little(short number) => BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and big-endian, either way.</summary>
    internal static short Big(short number) => !BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and little-endian, either way.</summary>
    internal static ushort Little(ushort number) => BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and big-endian, either way.</summary>
    internal static ushort Big(ushort number) => !BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and little-endian, either way.</summary>
    internal static int Little(int number) => BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and big-endian, either way.</summary>
    internal static int Big(int number) => !BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and little-endian, either way.</summary>
    internal static uint Little(uint number) => BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and big-endian, either way.</summary>
    internal static uint Big(uint number) => !BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and little-endian, either way.</summary>
    internal static long Little(long number) => BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and big-endian, either way.</summary>
    internal static long Big(long number) => !BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and little-endian, either way.</summary>
    internal static ulong Little(ulong number) => BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Between the host's order and big-endian, either way.</summary>
    internal static ulong Big(ulong number) => !BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);

    /// <summary>Adds in one step and answers what there was before.</summary>
    internal static int Add(ref int cell, int amount)
    {
        int before = Volatile.Read(ref cell);
        while (true)
        {
            int sum = Little(unchecked(Little(before) + amount));
            int there = Interlocked.CompareExchange(ref cell, sum, before);
            if (there == before)
            {
                return Little(before);
            }

            before = there;
        }
    }

    /// <summary>Adds in one step and answers what there was before.</summary>
    internal static uint Add(ref uint cell, uint amount)
    {
        uint before = Volatile.Read(ref cell);
        while (true)
        {
            uint sum = Little(unchecked(Little(before) + amount));
            uint there = Interlocked.CompareExchange(ref cell, sum, before);
            if (there == before)
            {
                return Little(before);
            }

            before = there;
        }
    }

    /// <summary>Adds in one step and answers what there was before.</summary>
    internal static long Add(ref long cell, long amount)
    {
        long before = Volatile.Read(ref cell);
        while (true)
        {
            long sum = Little(unchecked(Little(before) + amount));
            long there = Interlocked.CompareExchange(ref cell, sum, before);
            if (there == before)
            {
                return Little(before);
            }

            before = there;
        }
    }

    /// <summary>Adds in one step and answers what there was before.</summary>
    internal static ulong Add(ref ulong cell, ulong amount)
    {
        ulong before = Volatile.Read(ref cell);
        while (true)
        {
            ulong sum = Little(unchecked(Little(before) + amount));
            ulong there = Interlocked.CompareExchange(ref cell, sum, before);
            if (there == before)
            {
                return Little(before);
            }

            before = there;
        }
    }
}
