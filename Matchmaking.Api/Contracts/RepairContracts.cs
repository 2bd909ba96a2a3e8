using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Validator = Matchmaking.Core.Common.Validator;

namespace Matchmaking.Api.Contracts;

/// <summary>The rounds in which a participant is there after all.</summary>
internal sealed record RepairAvailability
{
    [JsonRequired]
    public RegistrationId RegistrationId { get; init; }

    /// <summary>From 1; in place of those of the registration.</summary>
    [JsonRequired, Distinct]
    public IReadOnlyList<int> AvailableRounds { get; init; } = [];
}

/// <summary>
/// What has become of a session since it was planned, beside what registrations say: who is cancelled or absent there is left out, and whoever has registered since takes part.
/// The changes of a repaired plan hold for its own repairs too.
/// </summary>
internal sealed record RepairInput
{
    /// <summary>The first round that can still be changed; earlier ones stay as they were.</summary>
    [Range(1, SessionRules.RoundsMax)]
    public int FromRound { get; init; } = 1;

    /// <summary>Registrations that are left out from that round on.</summary>
    [Distinct]
    public IReadOnlyList<RegistrationId> Cancelled { get; init; } = [];

    /// <summary>Registrations that come after all: since the rankings were frozen, for which they get a freeze of their own with the same model, or since an earlier repair left them out.</summary>
    [Distinct]
    public IReadOnlyList<RegistrationId> Late { get; init; } = [];

    /// <summary>Who is there in other rounds than registered.</summary>
    public IReadOnlyList<RepairAvailability> Availability { get; init; } = [];

    /// <summary>Numbers of tables that cannot be used from that round on.</summary>
    [Distinct]
    public IReadOnlyList<int> LostTables { get; init; } = [];

    public Result<RepairInput> Validate() => new Validator().Result(this);

    /// <summary>These changes on top of those that the plan was already repaired for.</summary>
    public RepairInput After(RepairInput? earlier) => earlier is null ? this : this with
    {
        Cancelled = [.. earlier.Cancelled.Except(Late).Union(Cancelled)],
        Late = [.. earlier.Late.Except(Cancelled).Union(Late)],
        Availability = [.. earlier.Availability.ExceptBy(Availability.Select(a => a.RegistrationId), a => a.RegistrationId), .. Availability],
        LostTables = [.. earlier.LostTables.Union(LostTables)],
    };
}
