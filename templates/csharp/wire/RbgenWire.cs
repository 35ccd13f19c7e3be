{{ header }}
using System;
using System.Globalization;

namespace {{ namespace }};

/// <summary>What every codec of this package uses.</summary>
internal static class RbgenWire
{
    /// <summary>A number as errors show it.</summary>
    internal static string Show<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Bytes as errors show them.</summary>
    internal static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    /// <summary>The first byte that is not zero, as errors show it.</summary>
    internal static string FirstSet(ReadOnlySpan<byte> bytes)
    {
        int at = bytes.IndexOfAnyExcept((byte)0);
        return at < 0 ? "0" : Show(bytes[at]);
    }

    /// <summary>The error for data of the wrong length.</summary>
    internal static DecodeException WrongSize(string structName, long wanted, long got) =>
        new(got < wanted ? ErrorKind.TooShort : ErrorKind.TooLong, structName, "", Show(wanted), Show(got));

    /// <summary>Refuses a buffer that has no room for a struct.</summary>
    internal static Span<byte> Room(Span<byte> destination, int size)
    {
        if (destination.Length < size)
        {
            throw new ArgumentException($"{size} bytes are needed, there is room for {destination.Length}", nameof(destination));
        }

        return destination.Slice(0, size);
    }

    /// <summary>Refuses memory that is not as long as a struct.</summary>
    internal static Span<byte> Exactly(Span<byte> data, int size, string structName) =>
        data.Length == size ? data : throw WrongSize(structName, size, data.Length);

    /// <summary>Refuses an array of another length than the field's.</summary>
    internal static void RequireLength(Array? array, int length, string structName, string field)
    {
        int got = array?.Length ?? 0;
        if (got != length)
        {
            throw new EncodeException(ErrorKind.WrongLength, structName, field, Show(length), Show(got));
        }
    }

    /// <summary>An array with something new in each place.</summary>
    internal static T[] Repeat<T>(int length, Func<T> make)
    {
        var array = new T[length];
        for (int i = 0; i < length; i++)
        {
            array[i] = make();
        }

        return array;
    }

    /// <summary>Some bits as a number with a sign.</summary>
    internal static int Signed(uint bits, int width) => (int)(bits << (32 - width)) >> (32 - width);

    /// <summary>Some bits as a number with a sign.</summary>
    internal static long Signed(ulong bits, int width) => (long)(bits << (64 - width)) >> (64 - width);

    /// <summary>Some bits as a number with a sign.</summary>
    internal static Int128 Signed(UInt128 bits, int width) => (Int128)(bits << (128 - width)) >> (128 - width);
}
