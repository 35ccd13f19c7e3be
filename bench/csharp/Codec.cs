using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Thumbnail;

/// <summary>Codecs of the 24-byte request header, interleaved; every row makes the same checks.</summary>
internal static class Codec
{
    private const int Rounds = 25;
    private const int Count = 400_000;

    private static ThumbnailRequestHeader header;
    private static ByHand byHand;

    private static void Main()
    {
        byte[] data = new byte[24];
        EncodeByHand(data, new ByHand(100, 75, 1, 85, 4096));
        byHand = DecodeByPrimitives(data);
        header = ThumbnailRequestHeader.Decode(data);
        var rows = new List<Measured>
        {
            new("decode", "BinaryPrimitives", Loop<ByPrimitives>),
            new("decode", "MemoryMarshal", Loop<ByMarshal>),
            new("decode", "rbgen", Loop<ByGenerated>),
            new("view", "BinaryPrimitives", Loop<ByPrimitives>),
            new("view", "rbgen", Loop<ByView>),
            new("encode", "BinaryPrimitives", Loop<WriteByHand>),
            new("encode", "rbgen", Loop<WriteGenerated>),
        };
        uint sum = default(ByPrimitives).Run(data);
        if (default(ByGenerated).Run(data) != sum || default(ByView).Run(data) != sum || default(ByMarshal).Run(data) != sum)
        {
            throw new InvalidOperationException("the rows read different headers");
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (Measured row in rows)
            {
                row.Measure(data);
            }
        }

        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, the 24-byte request header, best of {Rounds} interleaved runs\n");
        Console.WriteLine("| operation | row | ns | ratio to the first | bytes allocated |");
        Console.WriteLine("|---|---|---|---|---|");
        var first = new Dictionary<string, double>();
        foreach (Measured row in rows)
        {
            first.TryAdd(row.Operation, row.Nanoseconds);
            Console.WriteLine(FormattableString.Invariant(
                $"| {row.Operation} | {row.Name} | {row.Nanoseconds:F2} | {row.Nanoseconds / first[row.Operation]:F2} | {row.Allocated:F0} |"));
        }
    }

    /// <summary>Every row is a type of its own, so that each gets a loop of its own without an indirect call.</summary>
    private static uint Loop<TRow>(byte[] bytes)
        where TRow : struct, IRow
    {
        uint sum = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += default(TRow).Run(bytes);
        }

        return sum;
    }

    private static ByHand DecodeByMarshal(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 24)
        {
            throw new ArgumentException($"{bytes.Length} bytes");
        }

        Blittable raw = MemoryMarshal.Read<Blittable>(bytes);
        if (raw.Version != 1)
        {
            throw new ArgumentException($"version {raw.Version}");
        }

        return new ByHand(raw.Width, raw.Height, raw.Format, raw.Quality, raw.PayloadSize);
    }

    private static ByHand DecodeByPrimitives(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 24)
        {
            throw new ArgumentException($"{bytes.Length} bytes");
        }

        if (bytes[0] != 1)
        {
            throw new ArgumentException($"version {bytes[0]}");
        }

        return new ByHand(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]));
    }

    private static void EncodeByHand(Span<byte> bytes, ByHand value)
    {
        if (bytes.Length < 24)
        {
            throw new ArgumentException($"{bytes.Length} bytes");
        }

        if (value.Quality > 100)
        {
            throw new ArgumentException($"quality {value.Quality}");
        }

        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], value.Width);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], value.Height);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], value.Format);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], value.Quality);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[20..], value.PayloadSize);
    }

    /// <summary>One way to do something with a header.</summary>
    private interface IRow
    {
        /// <summary>Does it; what comes back takes every field, so that none is left out.</summary>
        uint Run(Span<byte> bytes);
    }

    private readonly struct ByPrimitives : IRow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public uint Run(Span<byte> bytes) => DecodeByPrimitives(bytes).Sum;
    }

    private readonly struct ByMarshal : IRow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public uint Run(Span<byte> bytes) => DecodeByMarshal(bytes).Sum;
    }

    private readonly struct ByGenerated : IRow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public uint Run(Span<byte> bytes)
        {
            ThumbnailRequestHeader h = ThumbnailRequestHeader.Decode(bytes);
            return h.TargetWidth ^ h.TargetHeight ^ (uint)h.OutputFormat ^ h.Quality ^ h.PayloadSize;
        }
    }

    private readonly struct ByView : IRow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public uint Run(Span<byte> bytes)
        {
            var h = new ThumbnailRequestHeaderView(bytes);
            return h.TargetWidth ^ h.TargetHeight ^ (uint)h.OutputFormat ^ h.Quality ^ h.PayloadSize;
        }
    }

    private readonly struct WriteByHand : IRow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public uint Run(Span<byte> bytes)
        {
            EncodeByHand(bytes, byHand);
            return 24;
        }
    }

    private readonly struct WriteGenerated : IRow
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public uint Run(Span<byte> bytes)
        {
            header.EncodeInto(bytes);
            return 24;
        }
    }

    /// <summary>The header as it lies in memory.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 24)]
    private readonly struct Blittable
    {
        [FieldOffset(0)]
        public readonly byte Version;

        [FieldOffset(4)]
        public readonly uint Width;

        [FieldOffset(8)]
        public readonly uint Height;

        [FieldOffset(12)]
        public readonly uint Format;

        [FieldOffset(16)]
        public readonly uint Quality;

        [FieldOffset(20)]
        public readonly uint PayloadSize;
    }

    /// <summary>What a decoder by hand gives.</summary>
    private readonly record struct ByHand(uint Width, uint Height, uint Format, uint Quality, uint PayloadSize)
    {
        public uint Sum => Width ^ Height ^ Format ^ Quality ^ PayloadSize;
    }

    /// <summary>A row, and what it took at best.</summary>
    private sealed class Measured(string operation, string name, Func<byte[], uint> loop)
    {
        public string Operation { get; } = operation;

        public string Name { get; } = name;

        public double Nanoseconds { get; private set; } = double.PositiveInfinity;

        public double Allocated { get; private set; }

        public void Measure(byte[] data)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            loop(data);
            double time = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count;
            Allocated = Math.Floor((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count);
            Nanoseconds = Math.Min(Nanoseconds, time);
        }
    }
}
