using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.ModelFiles;

/// <summary>The trees of one use of a model, as of one direction of rankings.</summary>
/// <param name="Name">Kebab-case, unique in a file.</param>
/// <param name="Features">What the columns are (<see cref="FeatureInfo.Id"/>), in order.</param>
/// <param name="Ensemble">What scores.</param>
/// <param name="Refits">The same from resampled groups: how far the order depends on chance. May be empty.</param>
public sealed record ModelPart(string Name, IReadOnlyList<string> Features, TreeEnsemble Ensemble, IReadOnlyList<TreeEnsemble> Refits)
{
    /// <summary>Refuses a model whose columns are not those of a set, in the same order and of the same revisions.</summary>
    /// <exception cref="ModelFileException"><c>features-differ</c>, with the first that does.</exception>
    public void Require(FeatureSet features)
    {
        string[] expected = [.. features.Infos.Select(i => i.Id)];
        if (Features.SequenceEqual(expected, StringComparer.Ordinal))
            return;
        var at = Features.Zip(expected).TakeWhile(p => string.Equals(p.First, p.Second, StringComparison.Ordinal)).Count();
        throw new ModelFileException(
            "features-differ", $"Column {at + 1} of the model is {Features.ElementAtOrDefault(at) ?? "not there"}; here it is {expected.ElementAtOrDefault(at) ?? "not there"}.");
    }
}
