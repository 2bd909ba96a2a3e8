using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Snapshots;

namespace Matchmaking.Api.Services;

/// <summary>All that a freeze is computed from.</summary>
/// <param name="Roster">The state of the session that it was read from.</param>
/// <param name="Snapshot">The facts.</param>
/// <param name="Model">The model that ranks.</param>
internal sealed record FreezeDraft(SessionRoster Roster, RankingSnapshot Snapshot, IRankingModel Model);
