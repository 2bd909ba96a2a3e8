using System.Collections.Frozen;
using System.Globalization;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;

namespace Matchmaking.Api.Plans.Explanations;

/// <summary>Puts a limit of a plan that takes part in a conflict into words; whom it concerns stands beside.</summary>
internal static class PlanLimitText
{
    private static readonly FrozenDictionary<string, BothLanguages> _entries =
        EmbeddedJson.Read<Dictionary<string, BothLanguages>>("Plans.Explanations.limits").ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, BothLanguages> All => _entries;

    public static string Of(PlanConflict conflict, Language language) =>
        _entries[conflict.Limit.Kebab()].In(language).Replace("{amount}", conflict.Amount.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public static PairLimitView View(PlanConflict conflict, Language language) => new(conflict.Limit.Kebab(), Of(conflict, language))
    {
        RegistrationId = conflict.ParticipantId is { } participant ? new(participant) : null,
        PartnerRegistrationId = conflict.PartnerId is { } partner ? new(partner) : null,
    };
}
