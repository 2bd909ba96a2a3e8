using System.Collections.Frozen;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>The words of outputs, in the language of the reader.</summary>
internal sealed class PlanLabels(Language language)
{
    private static readonly FrozenDictionary<string, BothLanguages> _entries =
        EmbeddedJson.Read<Dictionary<string, BothLanguages>>("Plans.Outputs.labels").ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, BothLanguages> All => _entries;

    public Language Language => language;

    /// <exception cref="KeyNotFoundException">There is no such label.</exception>
    public string this[string label] => _entries[label].In(language);

    /// <summary>A label with its placeholders filled in.</summary>
    public string Of(string label, params ReadOnlySpan<(string Name, object? Value)> args) => _entries[label].In(language, args);

    public string Version(PlanStamp stamp) => Of("version", ("n", stamp.Version));

    /// <summary>Draft, published or by what it was replaced.</summary>
    public string Status(PlanStamp stamp) =>
        stamp.SupersededBy is { } by ? Of("superseded", ("n", by)) : this[stamp.Status == PlanStatus.Draft ? "draft" : "published"];

    public string Kind(PartyType type) => this[type.Kebab()];
}
