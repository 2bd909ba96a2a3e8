using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Facts;

/// <summary>
/// What only the fund itself and the organizers know: its money, its allowance, its positions and its meetings on the day of the ranking.
/// </summary>
public sealed record FundBook
{
    public Money? CommitmentCny { get; init; }

    /// <summary>Null: losses are not judged.</summary>
    public Ratio? LossAllowance { get; init; }

    public Ratio ConcentrationCap { get; init; } = Ratio.One;

    /// <summary>Cost of all positions ever made, in fen (a sum may exceed what one amount on the wire may be).</summary>
    public long InvestedFen { get; init; }

    /// <summary>Realised loss on the fund's own basis (gross or net), in fen.</summary>
    public long RealisedLossFen { get; init; }

    public IReadOnlyList<PositionFacts> Positions { get; init; } = [];

    /// <summary>What came of the fund and startups of this system before the day of the ranking; null without any, and in snapshots that were kept before rankings looked at meetings.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MeetingFacts>? Meetings { get; init; }

    /// <summary>Null in snapshots that were kept before there was a loss model: their rankings know no probability of a breach.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LossFacts? Loss { get; init; }

    /// <summary>The same facts with positions in the order of their ids, meetings in that of their days, and sorted sectors.</summary>
    public FundBook Canonical() => this with
    {
        Loss = Loss?.Canonical(),
        Meetings = MeetingFacts.Canonical(Meetings),
        Positions = [.. Positions.Select(p => p.Canonical()).OrderBy(p => p.Id)],
    };
}

/// <summary>One past investment, for the fund's habits and for its exposure to a startup.</summary>
public sealed record PositionFacts
{
    public required PositionId Id { get; init; }

    /// <summary>Null when the company is not in this system.</summary>
    public StartupId? StartupId { get; init; }

    public required Stage Stage { get; init; }

    public IReadOnlyList<SectorPath> Sectors { get; init; } = [];

    /// <summary>The startup's district, where the startup is known.</summary>
    public string? District { get; init; }

    public required Money CostCny { get; init; }

    /// <summary>The day of the investment; null in snapshots that were kept before rankings looked at days.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? InvestedOn { get; init; }

    /// <summary>The startup's, where the startup is known and says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? FoundedOn { get; init; }

    public bool IsClosed { get; init; }

    public PositionFacts Canonical() => this with { Sectors = Canon.List(Sectors) };
}
