{{ header }}
using System;
using System.Buffers.Binary;

namespace {{ namespace }};

/// <summary>Numbers in an order that is known only when data is read or written.</summary>
internal static class RbgenOrdered
{
    internal static ushort ReadUInt16(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadUInt16BigEndian(data)
        : BinaryPrimitives.ReadUInt16LittleEndian(data);

    internal static void WriteUInt16(Span<byte> data, ushort value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteUInt16BigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(data, value);
        }
    }

    internal static short ReadInt16(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadInt16BigEndian(data)
        : BinaryPrimitives.ReadInt16LittleEndian(data);

    internal static void WriteInt16(Span<byte> data, short value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteInt16BigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteInt16LittleEndian(data, value);
        }
    }

    internal static uint ReadUInt32(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadUInt32BigEndian(data)
        : BinaryPrimitives.ReadUInt32LittleEndian(data);

    internal static void WriteUInt32(Span<byte> data, uint value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data, value);
        }
    }

    internal static int ReadInt32(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadInt32BigEndian(data)
        : BinaryPrimitives.ReadInt32LittleEndian(data);

    internal static void WriteInt32(Span<byte> data, int value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteInt32BigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(data, value);
        }
    }

    internal static ulong ReadUInt64(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadUInt64BigEndian(data)
        : BinaryPrimitives.ReadUInt64LittleEndian(data);

    internal static void WriteUInt64(Span<byte> data, ulong value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteUInt64BigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(data, value);
        }
    }

    internal static long ReadInt64(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadInt64BigEndian(data)
        : BinaryPrimitives.ReadInt64LittleEndian(data);

    internal static void WriteInt64(Span<byte> data, long value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteInt64BigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(data, value);
        }
    }

    internal static UInt128 ReadUInt128(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadUInt128BigEndian(data)
        : BinaryPrimitives.ReadUInt128LittleEndian(data);

    internal static void WriteUInt128(Span<byte> data, UInt128 value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteUInt128BigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt128LittleEndian(data, value);
        }
    }

    internal static Int128 ReadInt128(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadInt128BigEndian(data)
        : BinaryPrimitives.ReadInt128LittleEndian(data);

    internal static void WriteInt128(Span<byte> data, Int128 value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteInt128BigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteInt128LittleEndian(data, value);
        }
    }

    internal static float ReadSingle(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadSingleBigEndian(data)
        : BinaryPrimitives.ReadSingleLittleEndian(data);

    internal static void WriteSingle(Span<byte> data, float value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteSingleBigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteSingleLittleEndian(data, value);
        }
    }

    internal static double ReadDouble(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? BinaryPrimitives.ReadDoubleBigEndian(data)
        : BinaryPrimitives.ReadDoubleLittleEndian(data);

    internal static void WriteDouble(Span<byte> data, double value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            BinaryPrimitives.WriteDoubleBigEndian(data, value);
        }
        else
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data, value);
        }
    }

    internal static uint ReadUInt24(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? RbgenOdd.ReadUInt24BigEndian(data)
        : RbgenOdd.ReadUInt24LittleEndian(data);

    internal static void WriteUInt24(Span<byte> data, uint value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            RbgenOdd.WriteUInt24BigEndian(data, value);
        }
        else
        {
            RbgenOdd.WriteUInt24LittleEndian(data, value);
        }
    }

    internal static int ReadInt24(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? RbgenOdd.ReadInt24BigEndian(data)
        : RbgenOdd.ReadInt24LittleEndian(data);

    internal static void WriteInt24(Span<byte> data, int value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            RbgenOdd.WriteInt24BigEndian(data, value);
        }
        else
        {
            RbgenOdd.WriteInt24LittleEndian(data, value);
        }
    }

    internal static ulong ReadUInt40(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? RbgenOdd.ReadUInt40BigEndian(data)
        : RbgenOdd.ReadUInt40LittleEndian(data);

    internal static void WriteUInt40(Span<byte> data, ulong value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            RbgenOdd.WriteUInt40BigEndian(data, value);
        }
        else
        {
            RbgenOdd.WriteUInt40LittleEndian(data, value);
        }
    }

    internal static long ReadInt40(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? RbgenOdd.ReadInt40BigEndian(data)
        : RbgenOdd.ReadInt40LittleEndian(data);

    internal static void WriteInt40(Span<byte> data, long value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            RbgenOdd.WriteInt40BigEndian(data, value);
        }
        else
        {
            RbgenOdd.WriteInt40LittleEndian(data, value);
        }
    }

    internal static ulong ReadUInt48(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? RbgenOdd.ReadUInt48BigEndian(data)
        : RbgenOdd.ReadUInt48LittleEndian(data);

    internal static void WriteUInt48(Span<byte> data, ulong value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            RbgenOdd.WriteUInt48BigEndian(data, value);
        }
        else
        {
            RbgenOdd.WriteUInt48LittleEndian(data, value);
        }
    }

    internal static long ReadInt48(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? RbgenOdd.ReadInt48BigEndian(data)
        : RbgenOdd.ReadInt48LittleEndian(data);

    internal static void WriteInt48(Span<byte> data, long value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            RbgenOdd.WriteInt48BigEndian(data, value);
        }
        else
        {
            RbgenOdd.WriteInt48LittleEndian(data, value);
        }
    }

    internal static ulong ReadUInt56(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? RbgenOdd.ReadUInt56BigEndian(data)
        : RbgenOdd.ReadUInt56LittleEndian(data);

    internal static void WriteUInt56(Span<byte> data, ulong value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            RbgenOdd.WriteUInt56BigEndian(data, value);
        }
        else
        {
            RbgenOdd.WriteUInt56LittleEndian(data, value);
        }
    }

    internal static long ReadInt56(ReadOnlySpan<byte> data, ByteOrder order) => order == ByteOrder.Big
        ? RbgenOdd.ReadInt56BigEndian(data)
        : RbgenOdd.ReadInt56LittleEndian(data);

    internal static void WriteInt56(Span<byte> data, long value, ByteOrder order)
    {
        if (order == ByteOrder.Big)
        {
            RbgenOdd.WriteInt56BigEndian(data, value);
        }
        else
        {
            RbgenOdd.WriteInt56LittleEndian(data, value);
        }
    }
}
