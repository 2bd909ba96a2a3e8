using System.Net;

namespace Matchmaking.Api.Webhooks;

/// <summary>Asks the resolver of the system.</summary>
internal sealed class DnsResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancel) => await Dns.GetHostAddressesAsync(host, cancel);
}
