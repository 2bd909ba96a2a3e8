namespace Matchmaking.Core.Plans;

/// <summary>One meeting of a plan; round and table count from 1, startup and fund are indices in the problem.</summary>
public readonly record struct Meeting(int Round, int Table, int Startup, int Fund, long Weight)
{
    public PairKey Key => new(Startup, Fund);
}

/// <summary>Why a participant has no meeting.</summary>
public enum UnassignedReason
{
    /// <summary>No pair with it is eligible and free of vetoes.</summary>
    NoEligiblePartner,

    /// <summary>It has eligible partners, but is never there together with one of them.</summary>
    NoCommonRound,

    /// <summary>It has eligible partners, but no plan within the limits and pins gives it a meeting.</summary>
    NoCapacity,

    /// <summary>Some plan gives it a meeting, none of these is worth more than this plan.</summary>
    NotWorthIt,
}

/// <summary>A participant without a meeting; <paramref name="Index"/> is its position on its side of the problem.</summary>
public readonly record struct UnassignedParticipant(MeetingSide Side, int Index, Guid Id, UnassignedReason Reason);

/// <summary>A plan of one-to-one meetings with the proof of how good it is.</summary>
public sealed record MeetingPlan
{
    /// <summary>By round, then by table.</summary>
    public required IReadOnlyList<Meeting> Meetings { get; init; }

    /// <summary>
    /// Sum of the weights of the meetings (score x 10,000); for the objective <see cref="MeetingObjective.Fair"/> plus
    /// <c>M x sum over startups of sum over j = 1..its meetings of (rounds - j + 1)</c>, M being the certificate's scale.
    /// </summary>
    public required long Value { get; init; }

    /// <summary>No plan of this problem is worth more; follows from <see cref="Certificate"/>.</summary>
    public required long UpperBound { get; init; }

    /// <summary>True only where <see cref="Value"/> equals <see cref="UpperBound"/>.</summary>
    public required bool Optimal { get; init; }

    public required MeetingCertificate Certificate { get; init; }

    /// <summary>Everybody without a meeting: startups by index, then funds by index.</summary>
    public required IReadOnlyList<UnassignedParticipant> Unassigned { get; init; }
}
