{{ header }}
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace {{ namespace }};

/// <summary>Where the bytes of a struct are, as data.</summary>
public sealed class Layout
{
    private const int Columns = 8;

    internal Layout(string name, int size, int align, ulong hash, LayoutField[] fields)
    {
        Name = name;
        Size = size;
        Align = align;
        Hash = hash;
        Fields = Array.AsReadOnly(fields);
    }

    /// <summary>The name of the struct in the schema.</summary>
    public string Name { get; }

    /// <summary>Bytes of the struct.</summary>
    public int Size { get; }

    /// <summary>Alignment of the struct in memory.</summary>
    public int Align { get; }

    /// <summary>Hash of the layout, equal exactly when the layouts are.</summary>
    public ulong Hash { get; }

    /// <summary>The fields in the order of their offsets.</summary>
    public IReadOnlyList<LayoutField> Fields { get; }

    /// <summary>Bytes as annotated hex: offset, bytes and field name, a line or more for each field.</summary>
    /// <param name="bytes">The bytes, which need not be valid or complete.</param>
    /// <returns>The text, each line ended.</returns>
    public string Dump(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Name} ({Size} bytes)\n");
        foreach (LayoutField field in Fields)
        {
            string label = field.Type.Length == 0 ? field.Name : $"{field.Name}: {field.Type}";
            Append(text, bytes, field.Offset, field.Offset + field.Size, label);
        }

        Append(text, bytes, Size, bytes.Length, "(beyond the struct)");
        return text.ToString();
    }

    private static void Append(StringBuilder text, ReadOnlySpan<byte> bytes, int start, int end, string label)
    {
        for (int row = start; row < end; row += Columns)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row:x4} ");
            for (int at = row; at < row + Columns; at++)
            {
                if (at >= end)
                {
                    text.Append("   ");
                }
                else if (at >= bytes.Length)
                {
                    text.Append(" --");
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $" {bytes[at]:x2}");
                }
            }

            if (row == start)
            {
                text.Append("  ").Append(label);
            }

            text.Append('\n');
        }
    }
}

/// <summary>A run of bytes of a struct.</summary>
/// <param name="Name">The name in the schema.</param>
/// <param name="Offset">The offset in bytes.</param>
/// <param name="Size">The number of bytes.</param>
/// <param name="Type">The type in the schema; empty for bytes without a meaning.</param>
public readonly record struct LayoutField(string Name, int Offset, int Size, string Type);
