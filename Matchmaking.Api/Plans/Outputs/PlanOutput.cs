using Matchmaking.Core.Sessions;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>All that outputs show of a plan, as one caller may see it.</summary>
internal sealed record PlanOutput
{
    public required Session Session { get; init; }

    public required TaxonomyEntry Chain { get; init; }

    public required SessionPlan Plan { get; init; }

    public required PlanStamp Stamp { get; init; }

    public required SessionLayout Layout { get; init; }

    /// <summary>By round, then by table.</summary>
    public required IReadOnlyList<OutputMeeting> Meetings { get; init; }

    /// <summary>Tables that were lost before a repair; out of use from <see cref="ClosedFrom"/> on.</summary>
    public IReadOnlySet<int> ClosedTables { get; init; } = new HashSet<int>();

    /// <summary>The first round that a repair planned again.</summary>
    public int ClosedFrom { get; init; } = 1;

    /// <summary>By table, side and seat; none for meetings.</summary>
    public required IReadOnlyList<OutputSeat> Seats { get; init; }

    /// <summary>For staff all rows are there; a party has its own alone.</summary>
    public required bool IsPartial { get; init; }

    /// <summary>A startup does not see scores.</summary>
    public required bool HasScores { get; init; }

    /// <summary>Registrations of the caller, or the one asked for: whose schedule it is. Empty: everybody's.</summary>
    public required IReadOnlySet<RegistrationId> Viewers { get; init; }

    /// <summary>The plans of the session that were published before this one, the oldest first, seen in the same way.</summary>
    public required IReadOnlyList<PlanOutput> Earlier { get; init; }

    public RoundClock? Clock => RoundClock.Of(Session);
}
