{{ header }}
using System;
using System.Threading;
using System.Threading.Tasks;

namespace {{ namespace }};

/// <summary>Something that carries a request and brings back the response.</summary>
public interface ITransport
{
    /// <summary>Sends a request and waits for the response.</summary>
    /// <param name="messageId">The id of the request's message.</param>
    /// <param name="request">The bytes of the request, to be used during the call only.</param>
    /// <returns>The bytes of the response.</returns>
    byte[] CallRaw(uint messageId, ReadOnlySpan<byte> request);
}

/// <summary>Something that carries a request and brings back the response without holding up a thread.</summary>
public interface IAsyncTransport
{
    /// <summary>Sends a request.</summary>
    /// <param name="messageId">The id of the request's message.</param>
    /// <param name="request">The bytes of the request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The bytes of the response.</returns>
    ValueTask<byte[]> CallRawAsync(uint messageId, ReadOnlyMemory<byte> request, CancellationToken cancellationToken);
}
