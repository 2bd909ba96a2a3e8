using Matchmaking.Core.Plans.Solving;

namespace Matchmaking.Api.Plans;

/// <summary>How much work a plan may cost: meetings where rounds are restricted, and seatings at tables.</summary>
/// <param name="Meetings">For one-to-one meetings.</param>
/// <param name="SeatingSteps">Steps of a search for a seating; some tens of millions take a second.</param>
internal sealed record PlanEffort(SearchEffort Meetings, long SeatingSteps)
{
    /// <summary>While somebody waits for the answer.</summary>
    public static PlanEffort Quick { get; } = new(SearchEffort.Quick, 10_000_000);

    /// <summary>In the background, with progress.</summary>
    public static PlanEffort Thorough { get; } = new(SearchEffort.Thorough, 150_000_000);
}
