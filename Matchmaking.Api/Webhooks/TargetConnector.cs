using System.Net;
using System.Net.Sockets;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// Makes the connections of webhooks. It asks for the addresses of the name, judges each, and connects to one that it judged: what the name stands
/// for at another moment does not matter.
/// </summary>
internal sealed class TargetConnector(WebhookSettings settings, IHostResolver resolver)
{
    /// <summary>Addresses of one name that are tried.</summary>
    private const int AddressesMost = 4;

    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var allowed = (await Addresses(context.DnsEndPoint.Host, cancel)).Where(a => settings.PrivateTargets || PublicAddress.IsPublic(a)).Take(AddressesMost).ToList();
        if (allowed.Count == 0)
            throw new TargetException(DeliveryError.TargetNotAllowed);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(allowed[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(allowed[i], context.DnsEndPoint.Port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < allowed.Count)
            {
                // The next address may answer.
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private async Task<IReadOnlyList<IPAddress>> Addresses(string host, CancellationToken cancel)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];
        try
        {
            var found = await resolver.Resolve(host, cancel);
            return found.Count > 0 ? found : throw new TargetException(DeliveryError.NameNotResolved);
        }
        catch (SocketException)
        {
            throw new TargetException(DeliveryError.NameNotResolved);
        }
    }
}
