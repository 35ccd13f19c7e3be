// What every driver of the C# backend is made with: lines in, answers out, and values as `path=value` pairs.
#nullable enable
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;

namespace RbgenDrive;

/// <summary>The columns of a line that hold values.</summary>
internal sealed class Given
{
    private readonly Dictionary<string, string> values = [];

    internal Given(IEnumerable<string> columns)
    {
        foreach (string column in columns)
        {
            int at = column.IndexOf('=', StringComparison.Ordinal);
            if (at >= 0)
            {
                values[column[..at]] = column[(at + 1)..];
            }
        }
    }

    internal string this[string path] =>
        values.TryGetValue(path, out string? value) ? value : throw new InvalidDataException($"no value for {path}");

    /// <summary>Whether any value at or below a path is given.</summary>
    internal bool Has(string path) =>
        values.Keys.Any(key => key.StartsWith(path, StringComparison.Ordinal)
            && (key.Length == path.Length || key[path.Length] is '.' or '['));
}

/// <summary>One line: what is asked of which type.</summary>
internal sealed class Line
{
    internal Line(string[] columns)
    {
        Verb = columns[1];
        Type = columns[2];
        Order = columns[3];
        string first = columns.Length > 4 ? columns[4] : "";
        Bytes = first.Contains('=', StringComparison.Ordinal) ? [] : Convert.FromHexString(first);
        Given = new Given(columns.Skip(4));
    }

    internal string Verb { get; }

    internal string Type { get; }

    internal string Order { get; }

    internal byte[] Bytes { get; }

    internal Given Given { get; }

    internal List<string> Out { get; } = ["ok"];
}

/// <summary>Values as text, and text as values.</summary>
internal static class Text
{
    internal static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    internal static string Of<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    internal static string Of(bool value) => value ? "1" : "0";

    internal static string Of(float value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(bytes, value);
        return Hex(bytes);
    }

    internal static string Of(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return Hex(bytes);
    }

    internal static string Of(string value) => Hex(Encoding.UTF8.GetBytes(value));

    internal static string Guid(Guid value) => Hex(value.ToByteArray());

    internal static string Uuid(Guid value) => Hex(value.ToByteArray(bigEndian: true));

    internal static T Number<T>(string text)
        where T : INumber<T> => T.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    internal static bool Bool(string text) => text != "0";

    internal static float Single(string text) => BinaryPrimitives.ReadSingleBigEndian(Convert.FromHexString(text));

    internal static double Double(string text) => BinaryPrimitives.ReadDoubleBigEndian(Convert.FromHexString(text));

    internal static string String(string text) => Encoding.UTF8.GetString(Convert.FromHexString(text));

    /// <summary>The name of a kind of error in the manual.</summary>
    internal static string Kind(Enum kind)
    {
        IEnumerable<string> letters = kind.ToString().Select(c => char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}");
        return string.Concat(letters).TrimStart('-');
    }

    /// <summary>So many of something.</summary>
    internal static T[] Array<T>(int length, Func<int, T> make) => Enumerable.Range(0, length).Select(make).ToArray();

    /// <summary>As many as there are values for.</summary>
    internal static T[] List<T>(Given given, string path, Func<string, T> make)
    {
        var list = new List<T>();
        while (given.Has($"{path}[{list.Count}]"))
        {
            list.Add(make($"{path}[{list.Count}]"));
        }

        return list.ToArray();
    }
}

/// <summary>The program: the schema it is to answer for is its argument.</summary>
internal static partial class Program
{
    private static int Main(string[] arguments)
    {
        Func<Line, List<string>> answer = Schemas[arguments[0]];
        using var reader = new StreamReader(Console.OpenStandardInput());
        using var writer = new StreamWriter(Console.OpenStandardOutput());
        while (reader.ReadLine() is { } text)
        {
            string[] columns = text.Split('\t');
            writer.Write($"{columns[0]}\t{string.Join('\t', answer(new Line(columns)))}\n");
            writer.Flush();
        }

        return 0;
    }
}
