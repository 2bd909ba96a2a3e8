namespace Matchmaking.Core.Plans;

/// <summary>A limit that takes part in a conflict.</summary>
public enum PlanLimit
{
    /// <summary>The participant must get at least <c>Amount</c> meetings.</summary>
    MinMeetings,

    /// <summary>The participant may get at most <c>Amount</c> meetings.</summary>
    MaxMeetings,

    /// <summary>There are <c>Amount</c> rounds, and nobody meets twice in one.</summary>
    Rounds,

    /// <summary>There are <c>Amount</c> tables.</summary>
    Tables,

    /// <summary>The pair must meet.</summary>
    Pin,

    /// <summary>The pair must meet but is not eligible.</summary>
    PinExcluded,

    /// <summary>The pair must meet but is vetoed.</summary>
    PinVetoed,

    /// <summary>The participant has <c>Amount</c> pins, more than the meetings it may get or the rounds in which it is there.</summary>
    PinsOverMax,

    /// <summary>The participant is there in <c>Amount</c> rounds only.</summary>
    Availability,

    /// <summary>The pair must meet but is never there at the same time.</summary>
    PinNoCommonRound,

    /// <summary>The pair must meet in round <c>Amount</c>, in which one of the two is not there.</summary>
    PinUnavailable,

    /// <summary>The pair must meet in <c>Amount</c> different rounds.</summary>
    PinTwoRounds,

    /// <summary>The participant must meet two partners in round <c>Amount</c>.</summary>
    PinsInSameRound,

    /// <summary><c>Amount</c> pins are in one round.</summary>
    PinsOverTables,
}

/// <summary>One limit in conflict. A pin names the startup as participant and the fund as partner; rounds and tables name nobody.</summary>
public sealed record PlanConflict(PlanLimit Limit, long Amount, Guid? ParticipantId = null, Guid? PartnerId = null);

/// <summary>A way to resolve a conflict.</summary>
public enum PlanRelaxationKind
{
    /// <summary>Set the participant's minimum to <c>Amount</c>.</summary>
    LowerMin,

    /// <summary>Set the participant's maximum to <c>Amount</c>.</summary>
    RaiseMax,

    /// <summary>Add <c>Amount</c> tables.</summary>
    AddTables,

    /// <summary>Add <c>Amount</c> rounds.</summary>
    AddRounds,

    /// <summary>Drop the pair's pin, or <c>Amount</c> of the participant's pins, or of those of a round.</summary>
    DropPins,

    /// <summary>Lift the pair's veto.</summary>
    LiftVeto,

    /// <summary>The participant is there in <c>Amount</c> rounds at least.</summary>
    ExtendAvailability,
}

/// <summary>One change that, made alone, resolves the conflict it was given with.</summary>
public sealed record PlanRelaxation(PlanRelaxationKind Kind, long Amount, Guid? ParticipantId = null, Guid? PartnerId = null);

/// <summary>
/// Why there is no plan. <see cref="Conflicts"/> is irreducible: the listed limits cannot hold together, whatever becomes of all
/// others (eligible pairs and vetoes stay), and without any one of them the rest can. A problem may have further conflicts beside
/// this one. A maximum that the rounds undercut counts as lifted; the rounds are named in its stead.
/// </summary>
/// <param name="Conflicts">The smallest set found, never empty.</param>
/// <param name="Shortfall">How many meetings the listed limits demand beyond what they allow, at least 1.</param>
/// <param name="Relaxations">Changes, each of which alone resolves this conflict; never empty.</param>
public sealed record PlanInfeasibility(
    IReadOnlyList<PlanConflict> Conflicts,
    long Shortfall,
    IReadOnlyList<PlanRelaxation> Relaxations);
