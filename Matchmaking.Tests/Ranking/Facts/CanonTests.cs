using Matchmaking.Ranking.Facts;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Facts;

internal sealed class CanonTests
{
    [TestCase(new[] { 3, 1, 2 }, new[] { 1, 2, 3 })]
    [TestCase(new[] { 1, 1, 2 }, new[] { 1, 2 })] // Sorted, but twice the same.
    [TestCase(new[] { 1, 2 }, new[] { 1, 2 })]
    [TestCase(new int[0], new int[0])]
    public void List_AnyOrder_RisingWithoutRepeats(int[] values, int[] expected)
    {
        Assert.That(Canon.List(values), Is.EqualTo(expected));
        Assert.That(Canon.Texts(values.Select(v => $"{v}").ToArray()), Is.EqualTo(expected.Select(v => $"{v}")));
    }
}
