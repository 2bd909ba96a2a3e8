using Matchmaking.Ranking.Features;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Features;

internal sealed class FeatureSetTests
{
    [Test]
    public void Documents_HaveALineForEachFeatureInOrder_WithItsUnitRangeAndMissingRule()
    {
        string[][] lines =
        [
            .. RepositoryFiles.Read("docs/features.md").Split('\n')
                .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
                .Select(l => l.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)),
        ];

        Assert.That(
            lines.Select(l => (l[0], l[2], l[3], l[4])),
            Is.EqualTo(FeatureSet.All.Infos.Select(i => ($"`{i.Name}`" + (i.IsPublic ? " *public*" : ""), i.Unit, i.Range, i.Missing))));
    }

    [Test]
    public void Names_AreUniqueAndKebabCase()
    {
        string[] names = [.. FeatureSet.All.Infos.Select(i => i.Name)];

        Assert.That(names, Is.Unique);
        Assert.That(names, Is.All.Match("^[a-z]+(-[a-z0-9]+)*$"));
    }

    [Test]
    public void Fill_RowOfAnotherLength_Refused() =>
        Assert.That(() => FeatureSet.All.Fill(default, new float[FeatureSet.All.Count + 1]), Throws.ArgumentException);
}
