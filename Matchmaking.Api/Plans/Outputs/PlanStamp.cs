using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>Which plan something was printed from, so that a stale print-out is noticed.</summary>
/// <param name="Version">1, 2, 3 ... within the session.</param>
/// <param name="Hash">SHA-256 of the stored document.</param>
/// <param name="Status">Draft or published.</param>
/// <param name="SupersededBy">The version that replaced it; null: none.</param>
internal sealed record PlanStamp(int Version, string Hash, PlanStatus Status, int? SupersededBy)
{
    public string ShortHash => PlanHash.Short(Hash);
}
