namespace Matchmaking.Api.Plans.Outputs;

/// <summary>An event of a calendar before it is written.</summary>
/// <param name="Uid">The same for the same pair or seat in every version, so that a new version moves the event instead of adding one.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Place">The table.</param>
/// <param name="Details">The round and the table in words.</param>
/// <param name="Start">In Shanghai.</param>
/// <param name="End">In Shanghai.</param>
internal sealed record PlanEvent(string Uid, string Summary, string Place, string Details, DateTime Start, DateTime End);
