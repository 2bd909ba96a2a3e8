using Matchmaking.Core.Plans.Explaining;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Explaining;

internal sealed class ResidualGraphTests
{
    [Test]
    public void FromAndTo_WhateverThePotentials_AgreeWithFloydAndWarshall()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var nodes = random.Next(2, 9);
            // Costs that are differences of heights plus something non-negative have no negative cycle.
            var height = Enumerable.Range(0, nodes).Select(_ => (long)random.Next(-20, 20)).ToArray();
            var arcs = Enumerable.Range(0, random.Next(3 * nodes)).Select(_ => (From: random.Next(nodes), To: random.Next(nodes)))
                .Select(a => (a.From, a.To, Cost: height[a.To] - height[a.From] + random.Next(4))).ToList();
            var graph = new ResidualGraph(arcs, round % 2 == 0 ? [.. height] : [.. Enumerable.Range(0, nodes).Select(_ => (long)random.Next(-20, 20))]);
            var expected = Distances(nodes, arcs);

            for (var v = 0; v < nodes; v++)
            {
                Assert.That(graph.From(v), Is.EqualTo(Enumerable.Range(0, nodes).Select(w => expected[v, w])));
                Assert.That(graph.To(v), Is.EqualTo(Enumerable.Range(0, nodes).Select(w => expected[w, v])));
            }
        }
    }

    private static long[,] Distances(int nodes, IReadOnlyList<(int From, int To, long Cost)> arcs)
    {
        var distance = new long[nodes, nodes];
        for (var v = 0; v < nodes; v++)
        {
            for (var w = 0; w < nodes; w++)
                distance[v, w] = v == w ? 0 : ResidualGraph.None;
        }

        foreach (var (from, to, cost) in arcs.Where(a => a.From != a.To))
            distance[from, to] = Math.Min(distance[from, to], cost);
        for (var through = 0; through < nodes; through++)
        {
            for (var v = 0; v < nodes; v++)
            {
                for (var w = 0; w < nodes; w++)
                {
                    if (distance[v, through] != ResidualGraph.None && distance[through, w] != ResidualGraph.None)
                        distance[v, w] = Math.Min(distance[v, w], distance[v, through] + distance[through, w]);
                }
            }
        }

        return distance;
    }
}
