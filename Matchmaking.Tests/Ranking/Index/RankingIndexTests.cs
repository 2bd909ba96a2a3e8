using Matchmaking.Core.Common;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>Changes of an index: visible at once, to nobody who looks at a state before, and merged without a trace.</summary>
internal sealed class RankingIndexTests
{
    private readonly IndexCases _cases = new(11);
    private readonly Dictionary<int, RequestFacts> _facts = [];
    private RankingIndex _index = RankingIndex.Build([]);

    private RequestFacts[] Facts => [.. _facts.Values];

    [SetUp]
    public void Build()
    {
        _facts.Clear();
        for (var n = 1; n <= 300; n++)
            _facts[n] = _cases.Alike(n);
        _index = RankingIndex.Build(Facts, 10);
    }

    [Test]
    public void Apply_RandomChanges_RanksAsTheRankerAndHashesAsANewIndex()
    {
        // CA5394: reproducible test data, no secrets.
#pragma warning disable CA5394
        var (random, merges) = (new Random(3), 0);
        for (var round = 0; round < 40; round++)
        {
            var numbers = Enumerable.Range(0, random.Next(0, 12)).Select(_ => random.Next(1, 420)).Distinct().ToArray();
            var deleted = numbers.Where(_ => random.Next(3) == 0).ToArray();
            foreach (var number in numbers)
                _facts[number] = _cases.Alike(number) with { AmountCny = Samples.Yuan(1 + random.Next(90_000_000)), MinTicketCny = Money.Zero };
            foreach (var number in deleted)
                _facts.Remove(number);

            _index.Apply(numbers.Except(deleted).Select(n => _facts[n]), deleted.Select(Samples.Request));
            if (round % 10 == 9 && _index.Merge())
                merges++;
            Check();
        }

        Assert.That(merges, Is.GreaterThan(1));
#pragma warning restore CA5394
    }

    [Test]
    public void Apply_SnapshotBefore_DoesNotChange()
    {
        var (before, fund) = (_index.Current, _cases.Fund(3));
        var query = new IndexQuery(fund, IndexCases.Context(Facts, fund), RankingModels.Prior);
        var ranking = before.Rank(query);
        var first = RankingBodyCodec.Write(ranking.Page(0, 10));

        _index.Apply([.. Enumerable.Range(1, 200).Select(n => _facts[n] with { AmountCny = Samples.Yuan(7) })], [.. Enumerable.Range(201, 60).Select(Samples.Request)]);
        while (_index.Merge())
        {
        }

        Assert.That(RankingBodyCodec.Write(ranking.Page(0, 10)), Is.EqualTo(first));
        Assert.That(RankingBodyCodec.Write(before.Rank(query).Page(0, 10)), Is.EqualTo(first));
        Assert.That(_index.Current.Rank(query).InputHash, Is.Not.EqualTo(ranking.InputHash));
    }

    [Test]
    public void Merge_ManySmallChanges_OnePartWithTheSameRequests()
    {
        for (var n = 1; n <= 20; n++)
            _index.Apply([_facts[n] = _facts[n] with { AmountCny = Samples.Yuan(n) }], []);
        var before = _index.Current;

        Assert.That(_index.NeedsMerge, Is.True);
        _index.Merge();

        Assert.That(_index.Current.Parts, Has.Count.EqualTo(1));
        Assert.That(_index.NeedsMerge, Is.False);
        Assert.That(_index.Current.Digest(IndexScope.All).Root.ToArray(), Is.EqualTo(before.Digest(IndexScope.All).Root.ToArray()));
        Check();
    }

    [Test]
    public void Exchanged_ChangesWhileMerging_AreKept()
    {
        for (var n = 1; n <= 9; n++)
            _index.Apply([_facts[n] = _facts[n] with { AmountCny = Samples.Yuan(n) }], []);
        var merging = _index.BeginMerge()!;
        _index.Apply([_facts[2] = _facts[2] with { AmountCny = Samples.Yuan(99) }, _facts[500] = _cases.Alike(500)], [Samples.Request(3), Samples.Request(250)]);
        _facts.Remove(3);
        _facts.Remove(250);

        _index.EndMerge(merging);

        Assert.That(_index.Current.Parts, Has.Count.EqualTo(2));
        Check();
    }

    [Test]
    public void Apply_EverythingDeleted_Empty()
    {
        _index.Apply([], _facts.Values.Select(f => f.Id));

        Assert.That((_index.Current.Count, _index.Current.OpenCount, _index.Current.Parts.Count), Is.EqualTo((0, 0, 0)));
        Assert.That(_index.Current.Digest(IndexScope.All).Root.ToArray(), Is.EqualTo(CandidateDigest.Empty.Root.ToArray()));
    }

    [Test]
    public void Find_RequestsThereAndNot_TheirFactsOrNull()
    {
        _index.Apply([], [Samples.Request(5)]);

        Assert.That(_index.Current.Find(Samples.Request(6))!.Digest.ToArray(), Is.EqualTo(RequestProfile.Of(_facts[6]).Digest.ToArray()));
        Assert.That(_index.Current.Find(Samples.Request(5)), Is.Null);
        Assert.That(_index.Current.Find(Samples.Request(100_000)), Is.Null);
        Assert.That(_index.Current.Profiles(IndexScope.All).Count(), Is.EqualTo(299));
    }

    [Test]
    public void Build_SameIdTwice_Refused() => Assert.That(() => RankingIndex.Build([_facts[1], _facts[2], _facts[1]]), Throws.ArgumentException);

    private void Check()
    {
        var fund = _cases.Fund(6);
        IndexCases.Check(_index.Current, Facts, new(fund, IndexCases.Context(Facts, fund), RankingModels.Prior));
        IndexCases.Check(_index.Current, Facts, new(fund, IndexCases.Context(Facts, fund), new LearnedModel(RandomModels.File(11))) { Scope = IndexScope.All });
        var anew = RankingIndex.Build(Facts).Current;
        Assert.That((_index.Current.Count, _index.Current.OpenCount), Is.EqualTo((anew.Count, anew.OpenCount)));
        foreach (var scope in Enum.GetValues<IndexScope>())
            Assert.That(_index.Current.Digest(scope).Root.ToArray(), Is.EqualTo(anew.Digest(scope).Root.ToArray()));
    }
}
