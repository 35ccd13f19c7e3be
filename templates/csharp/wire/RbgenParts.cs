{{ header }}
using System;

namespace {{ namespace }};

/// <summary>The parts of messages.</summary>
internal static class RbgenParts
{
    /// <summary>The number that a header states for a part, such that number * times - minus is its length.</summary>
    internal static ulong State(
        int length,
        ulong unit,
        ulong highest,
        ulong most,
        string message,
        string part,
        ulong times = 1,
        ulong minus = 0)
    {
        ulong sum = (ulong)length + minus;
        if (sum % times != 0 || sum / times > highest)
        {
            string got = RbgenWire.Show((ulong)length * unit);
            throw new EncodeException(ErrorKind.PayloadLength, message, part, RbgenWire.Show(most), got);
        }

        return sum / times;
    }

    /// <summary>The bytes of records, back to back.</summary>
    internal static byte[] Join<T>(ReadOnlySpan<T> records, ByteOrder order, int size)
        where T : struct, IWireStruct<T>
    {
        var data = new byte[checked(records.Length * size)];
        for (int i = 0; i < records.Length; i++)
        {
            records[i].EncodeInto(data.AsSpan(i * size), order);
        }

        return data;
    }

    /// <summary>Cuts off so many bytes.</summary>
    internal static byte[] Take(ref ReadOnlySpan<byte> rest, Int128 length, string message, string part)
    {
        Require(rest, length, message, part);
        byte[] taken = rest.Slice(0, (int)length).ToArray();
        rest = rest.Slice((int)length);
        return taken;
    }

    /// <summary>Cuts off so many records.</summary>
    internal static T[] TakeRecords<T>(
        ref ReadOnlySpan<byte> rest,
        Int128 count,
        int size,
        ByteOrder order,
        string message,
        string part)
        where T : struct, IWireStruct<T>
    {
        Require(rest, count * size, message, part);
        var records = new T[(int)count];
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = T.DecodePrefix(rest, order, out rest);
        }

        return records;
    }

    private static void Require(ReadOnlySpan<byte> rest, Int128 length, string message, string part)
    {
        if (length < 0 || length > rest.Length)
        {
            string got = RbgenWire.Show(rest.Length);
            throw new DecodeException(ErrorKind.PayloadLength, message, part, RbgenWire.Show(length), got);
        }
    }
}
