using Matchmaking.Tests.Conventions;

namespace Matchmaking.Tests.Access;

/// <summary>One question of the matrix: may this one do this to that?</summary>
/// <param name="Endpoint">The operation.</param>
/// <param name="Who">Who asks.</param>
/// <param name="Path">What the path names, level by level.</param>
/// <param name="Query">With its question mark, or empty.</param>
internal sealed record AccessCell(EndpointCase Endpoint, Actor Who, IReadOnlyList<Thing> Path, string Query = "")
{
    // The segment before a route value says of which kind it is.
    private static readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal)
    {
        ["startups"] = "startup",
        ["financing-requests"] = "financing-request",
        ["funds"] = "fund",
        ["positions"] = "position",
        ["sessions"] = "session",
        ["registrations"] = "registration",
        ["preferences"] = "preference",
        ["rankings"] = "freeze",
        ["plans"] = "plan",
        ["diff"] = "plan",
        ["outcomes"] = "outcome",
        ["models"] = "model",
        ["keys"] = "key",
        ["audit"] = "audit",
        ["operations"] = "operation",
        ["webhooks"] = "webhook",
        ["deliveries"] = "delivery",
        ["saved-searches"] = "saved-search",
    };

    public string Operation => Endpoint.Name!;

    public bool IsWrite => Endpoint.Method != HttpMethod.Get;

    /// <summary>What the policy says.</summary>
    public Verdict Verdict => Who.Role is null ? Verdict.Unauthenticated
        : !AccessPolicy.MayUse(Who, Operation) ? Verdict.Forbidden
        : FirstUnseen is not null ? Verdict.NotFound
        : Verdict.Allowed;

    /// <summary>The first level of the path that does not exist for who asks, from 0; null when all do.</summary>
    public int? FirstUnseen
    {
        get
        {
            for (var i = 0; i < Path.Count; i++)
            {
                if (!AccessPolicy.Sees(Who, Path[i]) || (i > 0 && Operation != "comparePlans" && Path[i].Parent!.Id != Path[i - 1].Id))
                    return i;
            }

            return null;
        }
    }

    public string Url => UrlTo(Path);

    public string UrlTo(IReadOnlyList<Thing> things)
    {
        var next = 0;
        var segments = Endpoint.Pattern["/v1".Length..].Split('/').Select(s => s.StartsWith('{') ? things[next++].Id : s);
        return string.Join('/', segments) + Query;
    }

    public override string ToString() => $"{Who}: {Endpoint}{Query} on {string.Join(" / ", Path.Select(p => p.Name))}";

    /// <summary>All that a path of the endpoint can name; who has no key is asked only about paths that hang together.</summary>
    public static IEnumerable<AccessCell> Of(EndpointCase endpoint, Actor who, AccessWorld world, string query = "")
    {
        IEnumerable<IReadOnlyList<Thing>> paths = [[]];
        foreach (var kind in KindsOf(endpoint))
            paths = paths.SelectMany(p => world.Candidates(kind), (p, thing) => (IReadOnlyList<Thing>)[.. p, thing]);
        return from path in paths
               where who.Role is not null || path.Zip(path.Skip(1)).All(p => p.Second.Parent is null || p.Second.Parent.Id == p.First.Id)
               select new AccessCell(endpoint, who, path, query);
    }

    /// <summary>The kinds of the things in the endpoint's path.</summary>
    public static IEnumerable<string> KindsOf(EndpointCase endpoint)
    {
        var segments = endpoint.Pattern.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i].StartsWith('{'))
                yield return _kinds.GetValueOrDefault(segments[i - 1]) ?? throw new InvalidOperationException($"{endpoint}: of what kind is {segments[i]}?");
        }
    }
}

/// <summary>What comes of a question, in the order in which it is decided.</summary>
internal enum Verdict
{
    Unauthenticated,
    Forbidden,
    NotFound,
    Allowed,
}

internal static class Verdicts
{
    public static (int Status, string Code) Refusal(this Verdict verdict) => verdict switch
    {
        Verdict.Unauthenticated => (401, "unauthenticated"),
        Verdict.Forbidden => (403, "forbidden"),
        Verdict.NotFound => (404, "not-found"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not refused."),
    };
}
