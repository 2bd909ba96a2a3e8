using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Access;

/// <summary>One thing that a path can name, with the facts that decide who may know of it.</summary>
/// <param name="Kind">One of it: <c>fund</c>.</param>
/// <param name="Name">For messages: <c>a</c>, <c>deleted</c>.</param>
/// <param name="Id">As in a path.</param>
internal sealed record Thing(string Kind, string Name, string Id)
{
    /// <summary>False for what is deleted, was never there, or is no id at all.</summary>
    public bool Exists { get; init; } = true;

    public Thing? Parent { get; init; }

    /// <summary>The parties, and for operations the key, that it belongs to.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>An open request, a session that is no draft, a published plan.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>What names it beside its id: whoever may not know of it must read none of these.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>What only its owner and staff may read, even where others see the rest.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>What it was created with.</summary>
    public JsonObject? Body { get; init; }

    public override string ToString() => $"{Kind} {Name}";
}
