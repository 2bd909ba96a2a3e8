using Matchmaking.Core.Common;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

internal sealed class CandidateDigestTests
{
    private readonly RequestFacts[] _facts = new IndexCases(21).Requests(200);

    [Test]
    public void Of_AnyOrder_TheSame()
    {
        var random = new RandomFacts(2);

        Assert.That(Root(random.Shuffled(_facts)), Is.EqualTo(Root(_facts)));
    }

    [Test]
    public void Of_OneRequestMoreLessOrOther_Another()
    {
        var changed = _facts[17] with { AmountCny = Money.FromFen(_facts[17].AmountCny.Fen + 1) };
        string[] roots = [Root(_facts), Root(_facts[1..]), Root([.. _facts, new IndexCases(22).Request(900)]), Root([.. _facts[..17], changed, .. _facts[18..]]), Root([])];

        Assert.That(roots, Is.Unique);
    }

    [Test]
    public void With_BucketsOneByOne_AsAllAtOnce()
    {
        var whole = CandidateDigest.Empty;
        foreach (var bucket in _facts.Select(RequestProfile.Of).GroupBy(p => RequestSegment.Bucket(p.Order)))
            whole = whole.With([(bucket.Key, CandidateDigest.Of(bucket.OrderBy(p => p.Order).Select(p => p.Digest)))]);

        Assert.That(Convert.ToHexString(whole.Root.Span), Is.EqualTo(Root(_facts)));
        var emptied = whole.With(_facts.Select(f => (RequestSegment.Bucket(RequestProfile.Of(f).Order), (byte[]?)null)));
        Assert.That(Convert.ToHexString(emptied.Root.Span), Is.EqualTo(Root([])));
    }

    private static string Root(IEnumerable<RequestFacts> facts) => Convert.ToHexString(CandidateDigest.Of(facts.Select(RequestProfile.Of)).Root.Span);
}
