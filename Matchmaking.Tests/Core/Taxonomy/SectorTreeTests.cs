using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Taxonomies;

internal sealed class SectorTreeTests
{
    // root - left - leaf-a, leaf-b; root - right; other
    private static readonly Taxonomy _small = Taxonomy.OfSectors(
        ("leaf-a", "left"), ("root", null), ("left", "root"), ("right", "root"), ("leaf-b", "left"), ("other", null));

    [TestCase("leaf-a", "leaf-a", 0)]
    [TestCase("leaf-a", "left", 1)]
    [TestCase("left", "leaf-a", 1)]
    [TestCase("leaf-a", "leaf-b", 2)]
    [TestCase("leaf-a", "right", 3)]
    [TestCase("leaf-a", "other", null)]
    [TestCase("leaf-a", "unknown", null)]
    [TestCase("unknown", "unknown", null)]
    public void Distance_SmallTree_CountsEdges(string a, string b, int? expected) =>
        Assert.That(_small.Distance(a, b), Is.EqualTo(expected));

    [Test]
    public void Ancestors_Leaf_NearestFirst() => Assert.That(string.Join(" ", _small.Ancestors("leaf-a")), Is.EqualTo("left root"));

    [Test]
    public void Ancestors_Root_Empty() => Assert.That(_small.Ancestors("other"), Is.Empty);

    [Test]
    public void Depth_UnknownSector_Throws() => Assert.That(() => _small.Depth("unknown"), Throws.ArgumentException);

    [Test]
    public void Distance_RandomForests_EqualsBreadthFirstSearch([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var count = random.Next(1, 40);
        var parents = Enumerable.Range(0, count).Select(i => i == 0 || random.Next(6) == 0 ? -1 : random.Next(i)).ToArray();
        var taxonomy = Taxonomy.OfSectors(parents.Select((p, i) => ($"s{i}", p < 0 ? null : $"s{p}")));

        for (var a = 0; a < count; a++)
        {
            var distances = BreadthFirst(parents, a);
            for (var b = 0; b < count; b++)
            {
                Assert.That(taxonomy.Distance($"s{a}", $"s{b}"), Is.EqualTo(distances[b]), $"{a} {b}");
                Assert.That(taxonomy.IsAncestorOrSelf($"s{a}", $"s{b}"), Is.EqualTo(ClimbsTo(parents, b, a)), $"{a} {b}");
            }

            Assert.That(taxonomy.Depth($"s{a}"), Is.EqualTo(taxonomy.Ancestors($"s{a}").Count));
        }
    }

    private static int?[] BreadthFirst(int[] parents, int from)
    {
        var distances = new int?[parents.Length];
        distances[from] = 0;
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var at))
        {
            var neighbours = Enumerable.Range(0, parents.Length).Where(i => parents[i] == at || parents[at] == i);
            foreach (var next in neighbours.Where(i => distances[i] is null).ToList())
            {
                distances[next] = distances[at] + 1;
                queue.Enqueue(next);
            }
        }

        return distances;
    }

    private static bool ClimbsTo(int[] parents, int from, int goal)
    {
        for (var at = from; at >= 0; at = parents[at])
        {
            if (at == goal)
                return true;
        }

        return false;
    }
}
