using System.Net;
using Matchmaking.Api.Webhooks;

namespace Matchmaking.Tests.Support;

/// <summary>A world in which no name has an address.</summary>
internal sealed class NoNames : IHostResolver
{
    public Task<IReadOnlyList<IPAddress>> Resolve(string host, CancellationToken cancel) => Task.FromResult<IReadOnlyList<IPAddress>>([]);
}
