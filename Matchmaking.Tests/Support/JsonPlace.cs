using System.Globalization;
using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Support;

/// <summary>A place in a body, at which raw text can be put: also text that no serializer would write.</summary>
internal sealed record JsonPlace(JsonObject Body, IReadOnlyList<string> Path)
{
    private const string Mark = "@here@";

    public string Pointer => string.Concat(Path.Select(p => "/" + p.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    public JsonPlace Below(string name) => this with { Path = [.. Path, name] };

    /// <summary>What stands there; null where nothing does.</summary>
    public JsonNode? Current => Path.Aggregate((JsonNode?)Body, (node, name) => node switch
    {
        JsonArray list => list.ElementAtOrDefault(int.Parse(name, CultureInfo.InvariantCulture)),
        JsonObject owner => owner[name],
        _ => null,
    });

    /// <summary>The body with this raw text there.</summary>
    public string With(string raw)
    {
        if (Path.Count == 0)
            return raw;
        var copy = Body.DeepClone().AsObject();
        switch (OwnerIn(copy))
        {
            case JsonArray list:
                list[int.Parse(Path[^1], CultureInfo.InvariantCulture)] = Mark;
                break;
            case var owner:
                owner[Path[^1]] = Mark;
                break;
        }

        return copy.ToJsonString().Replace($"\"{Mark}\"", raw, StringComparison.Ordinal);
    }

    /// <summary>The body without it.</summary>
    public string Without()
    {
        var copy = Body.DeepClone().AsObject();
        OwnerIn(copy).AsObject().Remove(Path[^1]);
        return copy.ToJsonString();
    }

    private JsonNode OwnerIn(JsonObject copy) =>
        (this with { Body = copy, Path = [.. Path.SkipLast(1)] }).Current ?? throw new InvalidOperationException($"The example has nothing above {Pointer}.");
}
