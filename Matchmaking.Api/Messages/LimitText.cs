using System.Collections.Frozen;

namespace Matchmaking.Api.Messages;

/// <summary>Puts limits of plans that conflict, and what to relax, into words: by name where names are known.</summary>
internal static class LimitText
{
    private static readonly FrozenDictionary<string, BothLanguages> _entries =
        EmbeddedJson.Read<Dictionary<string, BothLanguages>>("Messages.limits").ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, BothLanguages> All => _entries;

    public static string Of(LimitArgument limit, Language language)
    {
        var who = limit.Participant ?? _entries[limit.RegistrationId is null ? "any" : "the-participant"].In(language);
        return _entries[limit.Name].In(language, ("amount", limit.Amount), ("participant", who), ("pair", Pair(limit, language) ?? who));
    }

    // A change may concern the pins of one participant, or those of nobody in particular.
    private static string? Pair(LimitArgument limit, Language language) => limit switch
    {
        { PartnerId: null } => null,
        { Participant: { } first, Partner: { } second } =>
            _entries["two"].In(language, ("second", second), ("first", first)),
        _ => _entries["the-pair"].In(language),
    };
}
