using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Trainers;
using Microsoft.ML;

namespace Matchmaking.Ranking.MlNet;

/// <summary>A trainer of ML.NET. It grows the trees; they are converted and serve as the engine's own.</summary>
internal abstract class MlNetTrainer : ITreeTrainer
{
    /// <summary>Of whatever ML.NET draws, such as the rows that bounds of bins are made of.</summary>
    protected const int Seed = 1;

    public abstract string Name { get; }

    /// <summary>The system library or processor that its native code needs, in words.</summary>
    protected abstract string Needs { get; }

    public IPreparedSet Prepare(RankingSet set, BoostingOptions options, CancellationToken cancel = default)
    {
        options.Check(set);
        set.CheckLearnable();
        CheckRows(set);
        cancel.ThrowIfCancellationRequested();
        return new MlNetSet(this, set, options.Bins);
    }

    /// <returns>Null where no tree divides the rows.</returns>
    /// <exception cref="TrainingDataException">ML.NET refused the rows (<c>refused-by-library</c>).</exception>
    /// <exception cref="TrainerUnavailableException">Its native library does not load.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal MlNetFit? Fit(MlNetRows rows, BoostingOptions options, IProgress<int>? progress, CancellationToken cancel)
    {
        var ml = new MLContext(Seed);
        try
        {
            return Fit(ml, rows, options, progress, cancel);
        }
        catch (Exception failed) when (Cause(failed) is DllNotFoundException)
        {
            throw new TrainerUnavailableException(Name, $"needs {Needs}", failed);
        }
        catch (Exception failed) when (Cause(failed) is InvalidOperationException)
        {
            throw new TrainingDataException("refused-by-library", $"{Name}: {Cause(failed).Message}");
        }
    }

    /// <summary>What one of several threads threw.</summary>
    private static Exception Cause(Exception failed) => failed is AggregateException several ? several.Flatten().InnerExceptions[0] : failed;

    /// <summary>By label, the gains that quality is measured with; ML.NET's own are others.</summary>
    protected static IEnumerable<double> Gains => Enumerable.Range(0, RankingSet.LargestLabel + 1).Select(Dcg.Gain);

    /// <summary>Refuses rows that the library cannot take.</summary>
    protected virtual void CheckRows(RankingSet set)
    {
    }

    protected abstract MlNetFit? Fit(MLContext ml, MlNetRows rows, BoostingOptions options, IProgress<int>? progress, CancellationToken cancel);
}
