{{ header }}
using System;

namespace {{ namespace }};

/// <summary>Integers of three, five, six and seven bytes.</summary>
internal static class RbgenOdd
{
    internal static uint ReadUInt24LittleEndian(ReadOnlySpan<byte> data)
    {
        data = data.Slice(0, 3);
        return data[0] | (uint)data[1] << 8 | (uint)data[2] << 16;
    }

    internal static int ReadInt24LittleEndian(ReadOnlySpan<byte> data) =>
        (int)(ReadUInt24LittleEndian(data) << 8) >> 8;

    internal static void WriteUInt24LittleEndian(Span<byte> data, uint value)
    {
        data = data.Slice(0, 3);
        data[0] = (byte)value;
        data[1] = (byte)(value >> 8);
        data[2] = (byte)(value >> 16);
    }

    internal static void WriteInt24LittleEndian(Span<byte> data, int value) =>
        WriteUInt24LittleEndian(data, (uint)value);

    internal static uint ReadUInt24BigEndian(ReadOnlySpan<byte> data)
    {
        data = data.Slice(0, 3);
        return (uint)data[0] << 16 | (uint)data[1] << 8 | data[2];
    }

    internal static int ReadInt24BigEndian(ReadOnlySpan<byte> data) =>
        (int)(ReadUInt24BigEndian(data) << 8) >> 8;

    internal static void WriteUInt24BigEndian(Span<byte> data, uint value)
    {
        data = data.Slice(0, 3);
        data[0] = (byte)(value >> 16);
        data[1] = (byte)(value >> 8);
        data[2] = (byte)value;
    }

    internal static void WriteInt24BigEndian(Span<byte> data, int value) =>
        WriteUInt24BigEndian(data, (uint)value);

    internal static ulong ReadUInt40LittleEndian(ReadOnlySpan<byte> data)
    {
        data = data.Slice(0, 5);
        return data[0] | (ulong)data[1] << 8 | (ulong)data[2] << 16 | (ulong)data[3] << 24 | (ulong)data[4] << 32;
    }

    internal static long ReadInt40LittleEndian(ReadOnlySpan<byte> data) =>
        (long)(ReadUInt40LittleEndian(data) << 24) >> 24;

    internal static void WriteUInt40LittleEndian(Span<byte> data, ulong value)
    {
        data = data.Slice(0, 5);
        data[0] = (byte)value;
        data[1] = (byte)(value >> 8);
        data[2] = (byte)(value >> 16);
        data[3] = (byte)(value >> 24);
        data[4] = (byte)(value >> 32);
    }

    internal static void WriteInt40LittleEndian(Span<byte> data, long value) =>
        WriteUInt40LittleEndian(data, (ulong)value);

    internal static ulong ReadUInt40BigEndian(ReadOnlySpan<byte> data)
    {
        data = data.Slice(0, 5);
        return (ulong)data[0] << 32 | (ulong)data[1] << 24 | (ulong)data[2] << 16 | (ulong)data[3] << 8 | data[4];
    }

    internal static long ReadInt40BigEndian(ReadOnlySpan<byte> data) =>
        (long)(ReadUInt40BigEndian(data) << 24) >> 24;

    internal static void WriteUInt40BigEndian(Span<byte> data, ulong value)
    {
        data = data.Slice(0, 5);
        data[0] = (byte)(value >> 32);
        data[1] = (byte)(value >> 24);
        data[2] = (byte)(value >> 16);
        data[3] = (byte)(value >> 8);
        data[4] = (byte)value;
    }

    internal static void WriteInt40BigEndian(Span<byte> data, long value) =>
        WriteUInt40BigEndian(data, (ulong)value);

    internal static ulong ReadUInt48LittleEndian(ReadOnlySpan<byte> data)
    {
        data = data.Slice(0, 6);
        return data[0] | (ulong)data[1] << 8 | (ulong)data[2] << 16 | (ulong)data[3] << 24 | (ulong)data[4] << 32 | (ulong)data[5] << 40;
    }

    internal static long ReadInt48LittleEndian(ReadOnlySpan<byte> data) =>
        (long)(ReadUInt48LittleEndian(data) << 16) >> 16;

    internal static void WriteUInt48LittleEndian(Span<byte> data, ulong value)
    {
        data = data.Slice(0, 6);
        data[0] = (byte)value;
        data[1] = (byte)(value >> 8);
        data[2] = (byte)(value >> 16);
        data[3] = (byte)(value >> 24);
        data[4] = (byte)(value >> 32);
        data[5] = (byte)(value >> 40);
    }

    internal static void WriteInt48LittleEndian(Span<byte> data, long value) =>
        WriteUInt48LittleEndian(data, (ulong)value);

    internal static ulong ReadUInt48BigEndian(ReadOnlySpan<byte> data)
    {
        data = data.Slice(0, 6);
        return (ulong)data[0] << 40 | (ulong)data[1] << 32 | (ulong)data[2] << 24 | (ulong)data[3] << 16 | (ulong)data[4] << 8 | data[5];
    }

    internal static long ReadInt48BigEndian(ReadOnlySpan<byte> data) =>
        (long)(ReadUInt48BigEndian(data) << 16) >> 16;

    internal static void WriteUInt48BigEndian(Span<byte> data, ulong value)
    {
        data = data.Slice(0, 6);
        data[0] = (byte)(value >> 40);
        data[1] = (byte)(value >> 32);
        data[2] = (byte)(value >> 24);
        data[3] = (byte)(value >> 16);
        data[4] = (byte)(value >> 8);
        data[5] = (byte)value;
    }

    internal static void WriteInt48BigEndian(Span<byte> data, long value) =>
        WriteUInt48BigEndian(data, (ulong)value);

    internal static ulong ReadUInt56LittleEndian(ReadOnlySpan<byte> data)
    {
        data = data.Slice(0, 7);
        return data[0] | (ulong)data[1] << 8 | (ulong)data[2] << 16 | (ulong)data[3] << 24 | (ulong)data[4] << 32 | (ulong)data[5] << 40 | (ulong)data[6] << 48;
    }

    internal static long ReadInt56LittleEndian(ReadOnlySpan<byte> data) =>
        (long)(ReadUInt56LittleEndian(data) << 8) >> 8;

    internal static void WriteUInt56LittleEndian(Span<byte> data, ulong value)
    {
        data = data.Slice(0, 7);
        data[0] = (byte)value;
        data[1] = (byte)(value >> 8);
        data[2] = (byte)(value >> 16);
        data[3] = (byte)(value >> 24);
        data[4] = (byte)(value >> 32);
        data[5] = (byte)(value >> 40);
        data[6] = (byte)(value >> 48);
    }

    internal static void WriteInt56LittleEndian(Span<byte> data, long value) =>
        WriteUInt56LittleEndian(data, (ulong)value);

    internal static ulong ReadUInt56BigEndian(ReadOnlySpan<byte> data)
    {
        data = data.Slice(0, 7);
        return (ulong)data[0] << 48 | (ulong)data[1] << 40 | (ulong)data[2] << 32 | (ulong)data[3] << 24 | (ulong)data[4] << 16 | (ulong)data[5] << 8 | data[6];
    }

    internal static long ReadInt56BigEndian(ReadOnlySpan<byte> data) =>
        (long)(ReadUInt56BigEndian(data) << 8) >> 8;

    internal static void WriteUInt56BigEndian(Span<byte> data, ulong value)
    {
        data = data.Slice(0, 7);
        data[0] = (byte)(value >> 48);
        data[1] = (byte)(value >> 40);
        data[2] = (byte)(value >> 32);
        data[3] = (byte)(value >> 24);
        data[4] = (byte)(value >> 16);
        data[5] = (byte)(value >> 8);
        data[6] = (byte)value;
    }

    internal static void WriteInt56BigEndian(Span<byte> data, long value) =>
        WriteUInt56BigEndian(data, (ulong)value);
}
