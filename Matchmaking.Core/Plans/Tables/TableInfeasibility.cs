namespace Matchmaking.Core.Plans.Tables;

/// <summary>A limit that takes part in a conflict.</summary>
public enum TableLimit
{
    /// <summary>There are <c>Amount</c> open tables.</summary>
    Tables,

    /// <summary>A table (or a side of the long one) has <c>Amount</c> seats.</summary>
    Seats,

    /// <summary>At most <c>Amount</c> funds may share a table.</summary>
    FundsPerTable,

    /// <summary>At most <c>Amount</c> startups may share a table.</summary>
    StartupsPerTable,

    /// <summary><c>Amount</c> participants need a seat.</summary>
    Participants,

    /// <summary><c>Amount</c> funds need a seat.</summary>
    Funds,

    /// <summary><c>Amount</c> startups need a seat.</summary>
    Startups,

    /// <summary>The two must not sit together.</summary>
    Apart,

    /// <summary>The two must sit together.</summary>
    Together,
}

/// <summary>One limit in conflict; only <see cref="TableLimit.Apart"/> and <see cref="TableLimit.Together"/> name participants.</summary>
public sealed record TableConflict(TableLimit Limit, long Amount, Guid? ParticipantId = null, Guid? PartnerId = null);

/// <summary>A way to resolve a conflict.</summary>
public enum TableRelaxationKind
{
    /// <summary>Add <c>Amount</c> tables.</summary>
    AddTables,

    /// <summary>Add <c>Amount</c> seats to every table (or side).</summary>
    AddSeats,

    /// <summary>Let <c>Amount</c> funds share a table.</summary>
    RaiseFundsPerTable,

    /// <summary>Let <c>Amount</c> startups share a table.</summary>
    RaiseStartupsPerTable,

    /// <summary>Drop the pin of the pair, or <c>Amount</c> of those listed.</summary>
    DropTogether,

    /// <summary>Let the pair sit together, or <c>Amount</c> of those listed.</summary>
    LiftApart,
}

/// <summary>One change that, made alone, resolves the conflict it was given with.</summary>
public sealed record TableRelaxation(TableRelaxationKind Kind, long Amount, Guid? ParticipantId = null, Guid? PartnerId = null);

/// <summary>Why there is no seating: limits that cannot hold together, whatever becomes of all others. A problem may have further conflicts.</summary>
/// <param name="Conflicts">The smallest set found, never empty.</param>
/// <param name="Relaxations">Changes, each of which alone resolves this conflict; never empty.</param>
public sealed record TableInfeasibility(IReadOnlyList<TableConflict> Conflicts, IReadOnlyList<TableRelaxation> Relaxations);
