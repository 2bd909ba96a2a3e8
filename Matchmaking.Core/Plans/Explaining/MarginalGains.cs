namespace Matchmaking.Core.Plans.Explaining;

/// <summary>What a plan's limits cost it.</summary>
/// <param name="Table">One table more in every round.</param>
/// <param name="Round">One round more.</param>
/// <param name="Meetings">One meeting more, for each participant with as many as its maximum allows and a round to spare; startups by index, then funds.</param>
/// <param name="Pins">Each pinned pair free not to meet, by startup and fund.</param>
public sealed record MarginalGains(
    MarginalGain Table,
    MarginalGain Round,
    IReadOnlyList<(MeetingSide Side, int Index, MarginalGain Gain)> Meetings,
    IReadOnlyList<(PairKey Pair, MarginalGain Gain)> Pins);
