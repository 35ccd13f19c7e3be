{{ header }}
using System;

namespace {{ namespace }};

/// <summary>A struct of the schema, for code that works with any of them.</summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
public interface IWireStruct<TSelf>
    where TSelf : struct, IWireStruct<TSelf>
{
    /// <summary>Where the bytes are.</summary>
    static abstract Layout Layout { get; }

    /// <summary>Decodes the value at the start of the data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="order">The order of the bytes, for structs whose order is not fixed.</param>
    /// <param name="rest">What follows the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="DecodeException">The bytes are not what the schema says.</exception>
    static abstract TSelf DecodePrefix(ReadOnlySpan<byte> data, ByteOrder order, out ReadOnlySpan<byte> rest);

    /// <summary>Encodes the value to the start of a buffer.</summary>
    /// <param name="destination">The buffer.</param>
    /// <param name="order">The order of the bytes, for structs whose order is not fixed.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="EncodeException">The value has no bytes.</exception>
    int EncodeInto(Span<byte> destination, ByteOrder order);
}

/// <summary>The values of a buffer that holds nothing else, decoded one by one as they are asked for.</summary>
/// <typeparam name="T">The struct.</typeparam>
public ref struct Records<T>
    where T : struct, IWireStruct<T>
{
    private readonly ByteOrder order;
    private ReadOnlySpan<byte> rest;

    internal Records(ReadOnlySpan<byte> data, ByteOrder order)
    {
        rest = data;
        this.order = order;
        Current = default;
    }

    /// <summary>The value at which the iteration stands.</summary>
    public T Current { readonly get; private set; }

    /// <summary>The iteration itself, for <c>foreach</c>.</summary>
    /// <returns>A copy that starts where this one stands.</returns>
    public readonly Records<T> GetEnumerator() => this;

    /// <summary>Decodes the next value.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="DecodeException">The bytes are not what the schema says.</exception>
    public bool MoveNext()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        Current = T.DecodePrefix(rest, order, out rest);
        return true;
    }
}
