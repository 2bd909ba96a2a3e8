using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Matchmaking.Ranking.MlNet;

/// <summary>What ML.NET trained.</summary>
/// <param name="Model">Gives ML.NET's own scores. Never used for serving: shared by threads, a prediction engine of it gives wrong scores without saying so.</param>
/// <param name="Ensemble">Its trees.</param>
internal sealed record MlNetFit(ITransformer Model, RegressionTreeEnsemble Ensemble);
