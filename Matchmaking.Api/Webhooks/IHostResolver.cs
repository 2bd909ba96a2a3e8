using System.Net;

namespace Matchmaking.Api.Webhooks;

/// <summary>Finds the addresses of a name.</summary>
internal interface IHostResolver
{
    /// <exception cref="System.Net.Sockets.SocketException">There are none.</exception>
    Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancel);
}
