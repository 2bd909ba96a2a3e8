using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Matchmaking.Benchmarks.Load;

/// <summary>
/// Sends a request that was written out before and reads no more of the answer than it has to: a client that shares the machine with the server must not be what is measured.
/// Connections are kept and used again.
/// </summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    /// <summary>Who comes while all are busy waits here: a stall must not make thousands of connections, which are a load of their own.</summary>
    private const int ConnectionsMost = 256;

    private readonly ConcurrentBag<Connection> _idle = [];
    private readonly SemaphoreSlim _places = new(ConnectionsMost);

    /// <summary>A GET as bytes.</summary>
    public static byte[] Get(Uri address, string path, params (string Name, string Value)[] headers) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{string.Concat(headers.Select(h => $"{h.Name}: {h.Value}\r\n"))}\r\n");

    /// <returns>The status; <see cref="LoadTally.NoAnswer"/> where there was no answer.</returns>
    public async Task<int> Send(ReadOnlyMemory<byte> request)
    {
        await _places.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var connection))
                connection = await Connection.Open(address).ConfigureAwait(false);
            var status = await connection.Send(request).ConfigureAwait(false);
            _idle.Add(connection);
            return status;
        }
        catch (Exception failed) when (failed is SocketException or IOException)
        {
            return LoadTally.NoAnswer;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        foreach (var connection in _idle)
            connection.Dispose();
    }

    private sealed class Connection : IDisposable
    {
        private static readonly byte[] _end = "\r\n\r\n"u8.ToArray();
        private static readonly byte[] _lastChunk = "0\r\n\r\n"u8.ToArray();

        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private byte[] _buffer = new byte[64 * 1024];

        public static async Task<Connection> Open(Uri address)
        {
            var connection = new Connection();
            await connection._socket.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
            return connection;
        }

        public async Task<int> Send(ReadOnlyMemory<byte> request)
        {
            await _socket.SendAsync(request).ConfigureAwait(false);
            for (var length = 0; ;)
            {
                if (length == _buffer.Length)
                    Array.Resize(ref _buffer, 2 * length);
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(length)).ConfigureAwait(false);
                if (read == 0)
                    throw new IOException("The server ended the connection.");
                length += read;
                if (IsWhole(_buffer.AsSpan(0, length)))
                    return StatusOf(_buffer);
            }
        }

        public void Dispose() => _socket.Dispose();

        /// <summary><c>HTTP/1.1 200 OK</c>.</summary>
        private static int StatusOf(ReadOnlySpan<byte> head) => int.Parse(head.Slice(9, 3), CultureInfo.InvariantCulture);

        /// <summary>RFC 9112, section 6.3: as much as the answer says, or up to the chunk of no bytes.</summary>
        private static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var end = answer.IndexOf(_end);
            if (end < 0)
                return false;
            var head = answer[..end];
            var body = answer[(end + _end.Length)..];
            if (StatusOf(head) == 304)
                return true;
            var at = head.IndexOf("Content-Length: "u8);
            if (at < 0)
                return body.EndsWith(_lastChunk);
            var digits = head[(at + "Content-Length: ".Length)..];
            var stop = digits.IndexOf((byte)'\r');
            return body.Length >= int.Parse(stop < 0 ? digits : digits[..stop], CultureInfo.InvariantCulture);
        }
    }
}
