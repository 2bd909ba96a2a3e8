using Matchmaking.Core.Common;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Training;

/// <summary>A model that a new one is measured beside.</summary>
/// <param name="Model">It.</param>
/// <param name="TrainedUntil">The month of the latest session that it learned from; null: from none.</param>
public sealed record ReferenceModel(IRankingModel Model, Month? TrainedUntil);
