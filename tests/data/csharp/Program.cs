// What vectors don't reach: views, mirrors, handles of shared memory, calls, equality by content.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Thumbnail;

static void Hold(bool held, [CallerArgumentExpression(nameof(held))] string text = "")
{
    if (!held)
    {
        throw new InvalidOperationException($"doesn't hold: {text}");
    }
}

static void Fails<T>(Action run, [CallerArgumentExpression(nameof(run))] string text = "")
    where T : Exception
{
    try
    {
        run();
    }
    catch (T)
    {
        return;
    }

    throw new InvalidOperationException($"isn't refused: {text}");
}

Reuse();
Views();
Elements();
Content();
Mirrors();
UnionsByTag();
SharedMemory();

// Calls have the schema's defaults; timed, many at once and async ones answer the same.
var echo = new Echo();
ThumbnailResponse response = echo.CreateThumbnail([1, 2, 3]);
Hold(response.Dimensions == "100x100" && response.Extension == ".jpg" && response.Thumbnail.Length == 3);
Hold(response.SizeKb == 3 / 1024.0 && echo.LastId == 100);
(ThumbnailResponse timed, TimeSpan elapsed) = echo.CreateThumbnailTimed([1], width: 5);
Hold(timed.Width == 5 && elapsed >= TimeSpan.Zero);
List<ThumbnailResponse> sizes = echo.CreateThumbnailSizes([1], [(1, 2), (3, 4)]);
Hold(sizes.Select(one => one.Dimensions).SequenceEqual(["1x2", "3x4"]));
var qualities = echo.CreateThumbnailQualities([1], [10, 20]);
Hold(qualities.Select(one => one.Quality).SequenceEqual([10u, 20u]));
Hold((await echo.CreateThumbnailAsync(new byte[] { 1, 2 }, format: OutputFormat.Png)).Extension == ".png");
Hold((await echo.CreateThumbnailSizesAsync(new byte[] { 1 }, [(1, 2), (3, 4)])).Count == 2);
Hold((await echo.CreateThumbnailTimedAsync(new byte[] { 1 })).Response.Width == 100);
using (var ended = new CancellationTokenSource())
{
    ended.Cancel();
    try
    {
        await echo.CreateThumbnailAsync(new byte[] { 1 }, cancellationToken: ended.Token);
        Hold(false);
    }
    catch (OperationCanceledException)
    {
    }
}

// Waiting for an async call on a thread that runs one thing at a time doesn't hold it up for good.
SynchronizationContext.SetSynchronizationContext(new Never());
Hold(echo.CreateThumbnailAsync(new byte[] { 1 }).GetAwaiter().GetResult().Width == 100);
SynchronizationContext.SetSynchronizationContext(null);

// Errors say where and what.
try
{
    ThumbnailRequestHeader.Decode([2, .. new byte[23]]);
}
catch (WireException error)
{
    Hold(error is DecodeException && error.Kind == ErrorKind.UnsupportedVersion);
    Hold(error.Struct == "ThumbnailRequestHeader" && error.Field == "version" && error.Wanted == "1" && error.Got == "2");
    Hold(error.Message == "ThumbnailRequestHeader.version: version 2 is not supported, only 1");
}

Console.WriteLine("all held");

// A view reads and sets single fields in place, checked, and takes no memory.
static void Reuse()
{
    var value = new ThumbnailRequestHeader { TargetWidth = 5 };
    byte[] used = new byte[ThumbnailRequestHeader.Size];
    Array.Fill(used, (byte)0xFF);
    Hold(value.EncodeInto(used) == used.Length && used.SequenceEqual(value.Encode()));
}

static void Views()
{
    byte[] bytes = new ThumbnailRequestHeader { TargetWidth = 7 }.Encode();
    var view = new ThumbnailRequestHeaderView(bytes);
    Hold(view.TargetWidth == 7 && view.OutputFormat == OutputFormat.Jpeg && view.Quality == 85);
    view.TargetHeight = 0x01020304;
    view.OutputFormat = (OutputFormat)9;
    Hold(bytes[8] == 4 && bytes[11] == 1 && view.ToValue().OutputFormat == (OutputFormat)9);
    Fails<EncodeException>(() => new ThumbnailRequestHeaderView(bytes).Quality = 101);
    Hold(view.Quality == 85);
    Fails<DecodeException>(() => new ThumbnailRequestHeaderView(new byte[23]));
    Fails<DecodeException>(() => new ThumbnailRequestHeaderView(new byte[25]));
    long before = GC.GetAllocatedBytesForCurrentThread();
    for (uint i = 0; i < 100; i++)
    {
        view.TargetWidth = i;
        view.Quality = view.TargetWidth;
    }

    Hold(GC.GetAllocatedBytesForCurrentThread() == before);
}

// So do the elements of arrays, the items of bit words, and 128 bits.
static void Elements()
{
    var arrays = new Arrays.Arrays();
    byte[] arrayBytes = arrays.Encode();
    var arrayView = new Arrays.ArraysView(arrayBytes);
    arrayView.SetMatrix(1, 2, 0xABCD);
    Hold(arrayView.GetMatrix(1, 2) == 0xABCD && arrayView.ToValue().Matrix[1][2] == 0xABCD);
    arrayView.SetCube(1, 1, 0, -5);
    Hold(arrayView.GetCube(1, 1, 0) == -5);
    Fails<ArgumentOutOfRangeException>(() => new Arrays.ArraysView(arrayBytes).GetMatrix(2, 0));
    Fails<ArgumentOutOfRangeException>(() => new Arrays.ArraysView(arrayBytes).SetMatrix(0, -1, 1));
    Fails<Arrays.EncodeException>(() => new Arrays.ArraysView(arrayBytes).SetRanged(0, 10));
    Fails<Arrays.EncodeException>(() => new Arrays.ArraysView(arrayBytes).SetOdd(0, 1 << 24));
    arrayView.SetNames(2, "abc");
    Hold(arrayView.GetNames(2) == "abc");
    arrayView.GetItems(1).Key = 77;
    Hold(arrayView.ToValue().Items[1].Key == 77);

    var bits = new Bits.Ipv4StartView(new Bits.Ipv4Start().Encode());
    Hold(bits.Ihl == 5 && bits.Tcp == (Bits.TcpFlags.Syn | Bits.TcpFlags.Ack));
    bits.Cost = -4;
    bits.Delay = true;
    Hold(bits.Cost == -4 && bits.Delay && bits.Ihl == 5);
    Fails<Bits.EncodeException>(() => new Bits.Ipv4StartView(new Bits.Ipv4Start().Encode()).Cost = 4);
    Hold(Bits.TcpFlagsExtensions.Offset(Bits.TcpFlagsExtensions.WithOffset(Bits.TcpFlags.Fin, 9)) == 9);
    Fails<ArgumentOutOfRangeException>(() => Bits.TcpFlagsExtensions.WithOffset(Bits.TcpFlags.Fin, 16));
    Hold(new Bits.Ipv4Start { FragmentOffsetPhysical = 16 }.FragmentOffset == 2);

    var huge = U128.Many.First.WithMiddle(12);
    Hold(huge.Middle() == 12 && huge.HasFlag(U128.Many.First) && !huge.HasFlag(U128.Many.Last));
    Hold(U128.Huge.High.ToString() == "High" && !((U128.Huge)(UInt128)5u).IsKnown());
}

// Values are equal by content, floats by their bits.
static void Content()
{
    Hold(new Arrays.Arrays() == new Arrays.Arrays());
    Hold(new Arrays.Arrays().GetHashCode() == new Arrays.Arrays().GetHashCode());
    Hold(new Arrays.Arrays { Floats = [0.0, 1.0] } != new Arrays.Arrays { Floats = [-0.0, 1.0] });
    Hold(new Arrays.Arrays { Floats = [double.NaN, 1.0] } == new Arrays.Arrays { Floats = [double.NaN, 1.0] });
    Hold(new Arrays.Arrays().ToString().Contains("Numbers = [1, 2, 3, 4]", StringComparison.Ordinal));
    Fails<Arrays.EncodeException>(() => new Arrays.Arrays { Numbers = [1, 2, 3] }.Encode());
    Fails<Arrays.EncodeException>(() => default(Arrays.Arrays).Encode());
}

// Mirrors have the bytes where the schema has them.
static void Mirrors()
{
    byte[] bytes = new ThumbnailRequestHeader { TargetHeight = 0x01020304 }.Encode();
    var raw = MemoryMarshal.Read<ThumbnailRequestHeaderRaw>(bytes);
    Hold(raw.TargetHeight == 0x01020304 && raw.Version == 1 && Unsafe.SizeOf<ThumbnailRequestHeaderRaw>() == 24);
    byte[] wideBytes = new Bits.Ipv4Start { TotalLength = 0x0102 }.Encode();
    Hold(MemoryMarshal.Read<Bits.Ipv4StartRaw>(wideBytes).TotalLength == 0x0102);
    Pinned();
    Hold(Unsafe.SizeOf<Ffi.Options>() == 7 * Unsafe.SizeOf<nint>());
}

// Unions without a tag are bytes, those with one a closed hierarchy.
static void UnionsByTag()
{
    var word = Unions.Word.FromReal(1.0f);
    Hold(word.AsNumber() == 0x3F800000 && word == Unions.Word.FromNumber(0x3F800000) && default(Unions.Word).AsNumber() == 0);
    Fails<ArgumentException>(() => new Unions.Word([1, 2, 3]));
    Hold(new Unions.Specific.Raw([1, 2]) == new Unions.Specific.Raw([1, 2]));
    Hold(new Unions.Specific.Raw([1, 2]).ToString() == "Raw { Value = 0102 }");
}

// Each side of shared memory sets what it owns; the number of users counts for both.
static void SharedMemory()
{
    byte[] shared = GC.AllocateArray<byte>(192, pinned: true);
    int start = Aligned(shared, 64);
    new Shm.Control { State = Shm.State.Idle }.EncodeInto(shared.AsSpan(start));
    var writer = new Shm.ControlWriter(shared.AsSpan(start));
    var reader = new Shm.ControlReader(shared.AsSpan(start));
    writer.Written = 5;
    writer.State = Shm.State.Running;
    reader.Read = 3;
    reader.Alive = true;
    Hold(reader.Written == 5 && writer.Read == 3 && reader.State == Shm.State.Running && writer.Alive);
    Hold(writer.AddSigned(-2) == 0 && reader.AddSigned(5) == -2 && writer.Signed == 3);
    writer.Users = 2;
    Hold(reader.Users == 2 && reader.Snapshot().Written == 5);
    Fails<ArgumentException>(() => new Shm.ControlWriter(shared.AsSpan(start + 8)));
    Fails<ArgumentException>(() => new Shm.ControlWriter(shared.AsSpan(start, 100)));
    Hold(typeof(Shm.ControlReader).GetProperty("Written")!.SetMethod == null);
    Hold(typeof(Shm.ControlWriter).GetProperty("Read")!.SetMethod == null);

    // Four threads add to one number; none is lost.
    void Add(int times)
    {
        var own = new Shm.ControlWriter(shared.AsSpan(start));
        for (int i = 0; i < times; i++)
        {
            own.AddSigned(1);
        }
    }

    writer.AddSigned(-3);
    Parallel.For(0, 4, _ => Add(10000));
    Hold(reader.Signed == 40000);
}

static int Aligned(byte[] memory, int align)
{
    nint address = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
    return (int)((align - (address % align)) % align);
}

static void Pinned()
{
    // A mirror is blittable: native code can be handed a pointer to it.
    GCHandle handle = GCHandle.Alloc(default(ThumbnailRequestHeaderRaw), GCHandleType.Pinned);
    handle.Free();
}

/// <summary>Answers with the image as the thumbnail.</summary>
internal sealed class Echo : ITransport, IAsyncTransport
{
    public uint LastId { get; private set; }

    public byte[] CallRaw(uint messageId, ReadOnlySpan<byte> request)
    {
        LastId = messageId;
        ThumbnailRequest parsed = ThumbnailRequest.Parse(request);
        return ThumbnailResponse.Create(parsed.Image, parsed.TargetWidth, parsed.TargetHeight, parsed.OutputFormat);
    }

    public async ValueTask<byte[]> CallRawAsync(uint messageId, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        return CallRaw(messageId, request.Span);
    }
}

/// <summary>A context whose one thread is busy waiting.</summary>
internal sealed class Never : SynchronizationContext
{
    public override void Post(SendOrPostCallback callback, object? state)
    {
    }
}
