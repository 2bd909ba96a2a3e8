using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.Access;

/// <summary>Everybody who may ask, with keys that open and keys that do not.</summary>
internal sealed partial class AccessWorld
{
    private readonly Dictionary<string, KeyId> _keyIds = new(StringComparer.Ordinal);

    private KeyId KeyIdOf(string actor) => _keyIds[actor];

    private async Task AddActors()
    {
        await AddActor("admin", "admin");
        await AddActor("auditor", "auditor");
        await AddActor("organizer", "organizer");
        await AddActor("fund-a", "fund", "fund-a");
        await AddActor("startup-a", "startup", "startup-a");
        await AddActor("fund-b", "fund", "fund-b");
        await AddActor("startup-b", "startup", "startup-b");
        await AddActor("funds-a-and-b", "fund", "fund-a", "fund-b");
        await AddLockedOut();
        _things.Add(new Thing("key", "auditor's", _keyIds["auditor"].ToString()) { Marks = ["MARK-KEY-auditor"] });
        _things.Add(new Thing("audit", "first", "1"));
    }

    private async Task AddActor(string name, string role, params string[] parties)
    {
        var key = await _server.Admin.PostAsync("/keys", KeyBody(name, role, parties));
        _keyIds[name] = KeyId.Parse(key.Expect(201).Id);
        _actors.Add(new Actor(name, role, parties, $"key of {name}", _server.With(key.Json.Text("key"))));
    }

    /// <summary>No key, keys of admin that do not open any more, and headers that hold none; all of them look the same.</summary>
    private async Task AddLockedOut()
    {
        var revoked = (await Admin.PostAsync("/keys", KeyBody("revoked", "admin"))).Expect(201);
        (await Admin.DeleteAsync($"/keys/{revoked.Id}")).Expect(204);
        _things.Add(new Thing("key", "revoked", revoked.Id) { Marks = ["MARK-KEY-revoked"] });
        var expiry = _server.Clock.GetUtcNow().AddMinutes(1).ToString("O", CultureInfo.InvariantCulture);
        var expired = (await Admin.PostAsync("/keys", KeyBody("expired", "admin").With("expiresAt", expiry))).Expect(201);
        _server.Clock.Advance(TimeSpan.FromMinutes(2));

        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes("admin:" + Admin.Key));
        foreach (var (name, header) in new[]
        {
            ("anonymous", null),
            ("unknown key", "Bearer mmk_" + new string('x', 43)),
            ("revoked key", "Bearer " + revoked.Json.Text("key")),
            ("expired key", "Bearer " + expired.Json.Text("key")),
            ("empty key", "Bearer "),
            ("half a key", "Bearer " + Admin.Key![..^1]),
            ("another scheme", "Basic " + basic),
            ("a key without scheme", Admin.Key),
        })
        {
            _actors.Add(new Actor(name, null, [], $"key of {name}", _server.Nobody, header));
        }
    }

    private JsonObject KeyBody(string name, string role, params string[] parties) => new()
    {
        ["name"] = $"MARK-KEY-{name}",
        ["role"] = role,
        ["subjectIds"] = JsonNodes.Array(parties.Select(p => (JsonNode?)Find(p.Split('-')[0], p.Split('-')[1]).Id)),
    };
}
