using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Matchmaking.Tests.Support.Postgres;

/// <summary>A way to a server that can be cut, made slow, or made to swallow everything.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile bool _refuses;
    private volatile bool _swallows;
    private long _delayTicks;

    /// <param name="target">Port of the server on this machine.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What goes to the server waits so long.</summary>
    public void Delay(TimeSpan by) => Interlocked.Exchange(ref _delayTicks, by.Ticks);

    /// <summary>Ends all connections in the midst of whatever they carry; new ones can be made.</summary>
    public void Cut()
    {
        foreach (var client in _open.Keys)
            Close(client);
    }

    /// <summary>Ends all connections, and refuses new ones until <see cref="Heal"/>.</summary>
    public void Refuse()
    {
        _refuses = true;
        Cut();
    }

    /// <summary>Takes everything and passes nothing on, as a network does that loses all packets, until <see cref="Heal"/>, which cuts what was swallowed.</summary>
    public void Swallow() => _swallows = true;

    public void Heal()
    {
        if (_swallows)
            Cut();
        (_refuses, _swallows) = (false, false);
        Delay(TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private static void Close(TcpClient client)
    {
        try
        {
            // Not a farewell but a reset. One that has ended by itself has no socket any more.
            if (client.Client is { } socket)
                socket.LingerState = new LingerOption(true, 0);
            client.Dispose();
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // In the same moment.
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_refuses)
                    Close(client);
                else
                    _ = Serve(client);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            _open[client] = true;
            _open[server] = true;
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAny(Pump(client, server, isDelayed: true), Pump(server, client, isDelayed: false));
        }
        catch (Exception cut) when (cut is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has gone.
        }
        finally
        {
            _open.TryRemove(client, out _);
            _open.TryRemove(server, out _);
            client.Dispose();
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, bool isDelayed)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            var (source, target) = (from.GetStream(), to.GetStream());
            int count;
            while ((count = await source.ReadAsync(buffer, _stop.Token)) > 0)
            {
                if (isDelayed && Interlocked.Read(ref _delayTicks) is > 0 and var ticks)
                    await Task.Delay(TimeSpan.FromTicks(ticks), _stop.Token);
                if (!_swallows)
                    await target.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception cut) when (cut is SocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection has ended.
        }
    }
}
