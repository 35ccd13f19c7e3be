{{ header }}
using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace {{ namespace }};

/// <summary>How text stands in bytes.</summary>
internal enum RbgenEncoding
{
    Ascii,
    Utf8,
    Latin1,
}

/// <summary>What surrounds text, and what happens to text that is not valid.</summary>
[Flags]
internal enum RbgenTextRules
{
    None = 0,
    PadSpace = 1,
    Terminated = 2,
    Replace = 4,
}

/// <summary>Text in fields of fixed size.</summary>
internal static class RbgenText
{
    /// <summary>The text of a field of bytes.</summary>
    internal static string Read(
        ReadOnlySpan<byte> data,
        RbgenEncoding encoding,
        RbgenTextRules rules,
        string structName,
        string field)
    {
        int end = data.IndexOf((byte)0);
        if (end >= 0)
        {
            data = data.Slice(0, end);
        }
        else if (rules.HasFlag(RbgenTextRules.Terminated))
        {
            throw new DecodeException(ErrorKind.NotTerminated, structName, field);
        }

        int bad = FirstBad(data, encoding);
        if (bad >= 0 && !rules.HasFlag(RbgenTextRules.Replace))
        {
            throw Bad(structName, field, bad, data[bad]);
        }

        // The bytes of ASCII mean the same in Latin-1, which has a character for each of the others.
        Encoding decoder = encoding == RbgenEncoding.Utf8 ? Encoding.UTF8 : Encoding.Latin1;
        string text = decoder.GetString(data);
        if (encoding == RbgenEncoding.Ascii && bad >= 0)
        {
            char[] units = text.ToCharArray();
            for (int i = bad; i < units.Length; i++)
            {
                units[i] = units[i] < 0x80 ? units[i] : '\uFFFD';
            }

            text = new string(units);
        }

        return rules.HasFlag(RbgenTextRules.PadSpace) ? text.TrimEnd(' ') : text;
    }

    /// <summary>The text of a field of UTF-16 units.</summary>
    internal static string Read(
        ReadOnlySpan<byte> data,
        ByteOrder order,
        RbgenTextRules rules,
        string structName,
        string field)
    {
        Span<char> units = data.Length <= 512 ? stackalloc char[data.Length / 2] : new char[data.Length / 2];
        int length = 0;
        while (length < units.Length)
        {
            ReadOnlySpan<byte> unit = data.Slice(2 * length);
            units[length] = (char)(order == ByteOrder.Big
                ? BinaryPrimitives.ReadUInt16BigEndian(unit)
                : BinaryPrimitives.ReadUInt16LittleEndian(unit));
            if (units[length] == 0)
            {
                break;
            }

            length++;
        }

        if (length == units.Length && rules.HasFlag(RbgenTextRules.Terminated))
        {
            throw new DecodeException(ErrorKind.NotTerminated, structName, field);
        }

        units = units.Slice(0, length);
        for (int at = 0; at < length;)
        {
            bool valid = Rune.DecodeFromUtf16(units.Slice(at), out _, out int taken) == OperationStatus.Done;
            if (!valid && !rules.HasFlag(RbgenTextRules.Replace))
            {
                throw Bad(structName, field, at, units[at]);
            }

            if (!valid)
            {
                units[at] = '\uFFFD';
            }

            at += taken;
        }

        if (rules.HasFlag(RbgenTextRules.PadSpace))
        {
            units = units.TrimEnd(' ');
        }

        return new string(units);
    }

    /// <summary>Fills a field of bytes with text and what surrounds it.</summary>
    internal static void Write(
        Span<byte> data,
        string? text,
        RbgenEncoding encoding,
        RbgenTextRules rules,
        string structName,
        string field)
    {
        text ??= "";
        int largest = encoding switch
        {
            RbgenEncoding.Ascii => 0x7F,
            RbgenEncoding.Latin1 => 0xFF,
            _ => 0x10FFFF,
        };
        int length = Check(text, largest, structName, field);
        if (encoding == RbgenEncoding.Utf8)
        {
            length = Encoding.UTF8.GetByteCount(text);
        }

        Room(data.Length, length, rules, structName, field);
        if (encoding == RbgenEncoding.Utf8)
        {
            Encoding.UTF8.GetBytes(text, data);
        }
        else
        {
            Encoding.Latin1.GetBytes(text, data);
        }

        Span<byte> rest = data.Slice(length);
        rest.Fill(rules.HasFlag(RbgenTextRules.PadSpace) ? (byte)' ' : (byte)0);
        if (rules.HasFlag(RbgenTextRules.Terminated))
        {
            rest[0] = 0;
        }
    }

    /// <summary>Fills a field of UTF-16 units with text and what surrounds it.</summary>
    internal static void Write(
        Span<byte> data,
        string? text,
        ByteOrder order,
        RbgenTextRules rules,
        string structName,
        string field)
    {
        text ??= "";
        Check(text, 0x10FFFF, structName, field);
        Room(data.Length / 2, text.Length, rules, structName, field);
        for (int at = 0; at < data.Length / 2; at++)
        {
            bool ends = at == text.Length && rules.HasFlag(RbgenTextRules.Terminated);
            char fill = rules.HasFlag(RbgenTextRules.PadSpace) && !ends ? ' ' : '\0';
            ushort unit = at < text.Length ? text[at] : fill;
            if (order == ByteOrder.Big)
            {
                BinaryPrimitives.WriteUInt16BigEndian(data.Slice(2 * at), unit);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(data.Slice(2 * at), unit);
            }
        }
    }

    private static int FirstBad(ReadOnlySpan<byte> data, RbgenEncoding encoding)
    {
        if (encoding == RbgenEncoding.Ascii)
        {
            return data.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        }

        if (encoding == RbgenEncoding.Latin1 || Utf8.IsValid(data))
        {
            return -1;
        }

        int at = 0;
        while (Rune.DecodeFromUtf8(data.Slice(at), out _, out int taken) == OperationStatus.Done)
        {
            at += taken;
        }

        return at;
    }

    /// <summary>Refuses a character that the field can't hold; answers the number of characters.</summary>
    private static int Check(string text, int largest, string structName, string field)
    {
        int index = 0;
        for (int at = 0; at < text.Length; index++)
        {
            bool valid = Rune.TryGetRuneAt(text, at, out Rune rune);
            int code = valid ? rune.Value : text[at];
            if (!valid || code == 0 || code > largest)
            {
                string shown = RbgenWire.Show(code);
                throw new EncodeException(ErrorKind.BadText, structName, field, RbgenWire.Show(index), shown);
            }

            at += rune.Utf16SequenceLength;
        }

        return index;
    }

    private static void Room(int units, int length, RbgenTextRules rules, string structName, string field)
    {
        int room = rules.HasFlag(RbgenTextRules.Terminated) ? units - 1 : units;
        if (length > room)
        {
            string wanted = RbgenWire.Show(room);
            throw new EncodeException(ErrorKind.TextTooLong, structName, field, wanted, RbgenWire.Show(length));
        }
    }

    private static DecodeException Bad(string structName, string field, int index, int unit) =>
        new(ErrorKind.BadText, structName, field, RbgenWire.Show(index), RbgenWire.Show(unit));
}
