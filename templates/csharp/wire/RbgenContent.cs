{{ header }}
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace {{ namespace }};

/// <summary>Equality, hash and text of what a value holds.</summary>
internal static class RbgenContent
{
    /// <summary>Whether the bits are the same.</summary>
    internal static bool Same(float left, float right) =>
        BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right);

    /// <summary>Whether the bits are the same.</summary>
    internal static bool Same(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);

    /// <summary>Whether the elements are equal.</summary>
    internal static bool Same<T>(T[]? left, T[]? right) => left.AsSpan().SequenceEqual(right.AsSpan(), null);

    /// <summary>Whether the elements are the same.</summary>
    internal static bool Same<T>(T[]? left, T[]? right, Func<T, T, bool> same)
    {
        int length = left?.Length ?? 0;
        if (length != (right?.Length ?? 0))
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            if (!same(left![i], right![i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A hash of the bits.</summary>
    internal static int Hash(float value) => BitConverter.SingleToInt32Bits(value);

    /// <summary>A hash of the bits.</summary>
    internal static int Hash(double value) => BitConverter.DoubleToInt64Bits(value).GetHashCode();

    /// <summary>A hash of the bytes.</summary>
    internal static int Hash(byte[]? bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary>A hash of the elements.</summary>
    internal static int Hash<T>(T[]? values)
        where T : notnull => Hash(values, static value => EqualityComparer<T>.Default.GetHashCode(value));

    /// <summary>A hash of the elements.</summary>
    internal static int Hash<T>(T[]? values, Func<T, int> hashed)
    {
        var hash = default(HashCode);
        foreach (T value in values ?? [])
        {
            hash.Add(hashed(value));
        }

        return hash.ToHashCode();
    }

    /// <summary>Text in quotes.</summary>
    internal static string Show(string? text) => $"\"{text}\"";

    /// <summary>Bytes in hex.</summary>
    internal static string Show(byte[]? bytes) => Convert.ToHexString(bytes ?? []).ToLowerInvariant();

    /// <summary>Elements in brackets.</summary>
    internal static string Show<T>(T[]? values) =>
        Show(values, static value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    /// <summary>Elements in brackets.</summary>
    internal static string Show<T>(T[]? values, Func<T, string> show)
    {
        var text = new StringBuilder("[");
        foreach (T value in values ?? [])
        {
            text.Append(text.Length == 1 ? "" : ", ").Append(show(value));
        }

        return text.Append(']').ToString();
    }
}
