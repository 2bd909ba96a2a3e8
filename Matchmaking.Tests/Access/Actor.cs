using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.Access;

/// <summary>Somebody who asks.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Role">The role of the key; null where there is no usable key.</param>
/// <param name="Parties">Names of the funds and startups that the key speaks for.</param>
/// <param name="KeyName">The key as an owner of operations.</param>
/// <param name="Client">Sends its requests.</param>
/// <param name="Authorization">A whole header instead of the client's key.</param>
internal sealed record Actor(string Name, string? Role, IReadOnlyList<string> Parties, string KeyName, ApiClient Client, string? Authorization = null)
{
    public bool IsStaff => Role is "admin" or "auditor" or "organizer";

    public bool Owns(Thing thing) => thing.Owners.Any(o => Parties.Contains(o) || o == KeyName);

    public Task<Answer> Send(HttpMethod method, string path, object? body, string? mediaType, params (string, string)[] headers) =>
        Client.SendAsync(method, path, body, mediaType, Authorization is null ? headers : [.. headers, ("Authorization", Authorization)]);

    public override string ToString() => Name;
}
