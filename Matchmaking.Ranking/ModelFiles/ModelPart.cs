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
    /// <summary>What the columns are among features that can be computed, in the order of the columns. Those that the part does not name are left out, so that a model outlives new features.</summary>
    /// <param name="computed">By this build, for the use of the part.</param>
    /// <exception cref="ModelFileException"><c>features-differ</c>: the first column that is none of them, another revision of one, or there before.</exception>
    public FeatureSet Choose(FeatureSet computed)
    {
        var known = computed.Infos.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        for (var at = 0; at < Features.Count; at++)
        {
            // Taken away once it is chosen: what is then not there was unknown, or is there twice.
            if (!known.Remove(Features[at]))
                throw new ModelFileException("features-differ", $"Column {at + 1} of the model is {Features[at]}; {Trouble(computed, at)}.");
        }

        return computed.Choose(Features);
    }

    private string Trouble(FeatureSet computed, int at)
    {
        var earlier = Features.Take(at).ToList().IndexOf(Features[at]);
        if (earlier >= 0)
            return $"so is column {earlier + 1}";
        var name = FeatureInfo.NameOf(Features[at]);
        return computed.Infos.FirstOrDefault(i => i.Name == name) is { } other ? $"here it is {other.Id}" : $"here {Name} has no such feature";
    }
}
