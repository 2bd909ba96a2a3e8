using System.Globalization;
using System.Text;
using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Snapshots;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Snapshots;

internal sealed class SnapshotRankingTests
{
    private static readonly RankingSnapshot _snapshot = new RandomFacts(11).Snapshot(12, 30);

    [Test]
    public void Recompute_StoredBytes_SameRankingsAsFromTheFacts()
    {
        var direct = SnapshotRanking.Compute(_snapshot);

        var replayed = SnapshotRanking.Recompute(_snapshot.ToBytes());

        Assert.That(replayed.Select(r => (r.Subject, r.SubjectId)), Is.EqualTo(
            Enumerable.Range(1, 12).Select(i => (RankingSubject.Fund, Samples.Fund(i).Value))
                .Concat(Enumerable.Range(1, 30).Select(i => (RankingSubject.FinancingRequest, Samples.Request(i).Value)))));
        AssertSame(replayed, direct);
        Assert.That(SnapshotRanking.Hash(replayed), Is.EqualTo(SnapshotRanking.Hash(direct)));
    }

    [Test]
    public void ToBytes_InputsPermuted_SameBytesAndRankings()
    {
        var random = new RandomFacts(12);
        var permuted = _snapshot with
        {
            Funds = random.Shuffled(_snapshot.Funds.Select(f => new FundFacts(
                f.Mandate with { Stages = random.Shuffled(f.Mandate.Stages), Sectors = random.Shuffled(f.Mandate.Sectors) },
                f.Book with { Positions = random.Shuffled(f.Book.Positions), Meetings = random.Shuffled(f.Book.Meetings ?? []), Loss = f.Book.Loss! with { Exposures = random.Shuffled(f.Book.Loss!.Exposures) } }))),
            Requests = random.Shuffled(_snapshot.Requests.Select(r => r with { Sectors = random.Shuffled(r.Sectors), Recognitions = random.Shuffled(r.Recognitions) })),
            Market = _snapshot.Market with { Sectors = random.Shuffled(_snapshot.Market.Sectors) },
            Vetoes = random.Shuffled(_snapshot.Vetoes),
            Preferences = random.Shuffled(_snapshot.Preferences!),
        };

        Assert.That(permuted.ToBytes(), Is.EqualTo(_snapshot.ToBytes()));
        AssertSame(SnapshotRanking.Compute(permuted), SnapshotRanking.Compute(_snapshot));
    }

    [Test]
    public void FromBytes_ThenToBytes_SameBytes()
    {
        var bytes = _snapshot.ToBytes();

        Assert.That(RankingSnapshot.FromBytes(bytes).ToBytes(), Is.EqualTo(bytes));
    }

    [Test]
    public void Recompute_OtherCulture_SameBytes()
    {
        var (bytes, expected) = (_snapshot.ToBytes(), SnapshotRanking.Compute(_snapshot));
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Invariant globalisation has no other cultures, so the signs that would do harm are set by hand.
            var hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            hostile.NumberFormat.NumberDecimalSeparator = ",";
            hostile.NumberFormat.NegativeSign = "~";
            hostile.DateTimeFormat.DateSeparator = ".";
            CultureInfo.CurrentCulture = hostile;

            AssertSame(SnapshotRanking.Recompute(bytes), expected);
            Assert.That(_snapshot.ToBytes(), Is.EqualTo(bytes));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Recompute_ParallelCallers_SameBytes()
    {
        var (bytes, expected) = (_snapshot.ToBytes(), SnapshotRanking.Hash(SnapshotRanking.Compute(_snapshot)));
        var hashes = new string[16];

        Parallel.For(0, hashes.Length, i => hashes[i] = SnapshotRanking.Hash(SnapshotRanking.Recompute(bytes)));

        Assert.That(hashes, Is.All.EqualTo(expected));
    }

    [Test]
    public void Compute_BooksChanged_RankingsOfRequestsStayTheSame([Range(1, 5)] int seed)
    {
        var random = new RandomFacts(100 + seed);
        var changed = _snapshot with { Funds = [.. _snapshot.Funds.Select(f => f with { Book = random.Book() })] };

        var (before, after) = (SnapshotRanking.Compute(_snapshot), SnapshotRanking.Compute(changed));

        AssertSame(Of(RankingSubject.FinancingRequest, after), Of(RankingSubject.FinancingRequest, before));
        Assert.That(SnapshotRanking.Hash(Of(RankingSubject.Fund, after)), Is.Not.EqualTo(SnapshotRanking.Hash(Of(RankingSubject.Fund, before))));
    }

    [Test]
    public void Compute_PreferencesChanged_RankingsOfTheOthersAndOfRequestsStayTheSame()
    {
        var speaking = Samples.Fund(3);
        var changed = _snapshot with { Preferences = [.. _snapshot.Preferences!.Where(p => p.FundId != speaking), new(speaking, Samples.Request(2), PreferenceValue.Must)] };

        var (before, after) = (SnapshotRanking.Compute(_snapshot), SnapshotRanking.Compute(changed));

        Assert.That(
            after.Zip(before).Where(r => !r.First.Body.AsSpan().SequenceEqual(r.Second.Body)).Select(r => (r.First.Subject, r.First.SubjectId)),
            Is.EqualTo(new[] { (RankingSubject.Fund, speaking.Value) }));
    }

    [Test]
    public void ToBytes_NoPreferences_AsIfThereWereNone()
    {
        var none = Encoding.UTF8.GetString((_snapshot with { Preferences = [] }).ToBytes());

        Assert.That(none, Is.EqualTo(Encoding.UTF8.GetString((_snapshot with { Preferences = null }).ToBytes())).And.Not.Contain("preferences"));
    }

    [Test]
    public void Compute_RankingsOfRequests_CarryNoPrivateCodeOrFeature()
    {
        string[] secrets =
        [
            Codes.LossAllowanceBreached, Codes.BreachProbability, Codes.ConcentrationCap, Codes.CommitmentExhausted, Codes.MissingCommitment,
            "habit", "headroom", "risk", "meeting", "earlier-result", "preference",
        ];

        var text = string.Concat(Of(RankingSubject.FinancingRequest, SnapshotRanking.Compute(_snapshot)).Select(r => Encoding.UTF8.GetString(r.Body)));

        Assert.That(secrets.Where(s => text.Contains(s, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Codec_EveryRanking_ReadsBackToTheSameBytes()
    {
        foreach (var ranking in SnapshotRanking.Compute(_snapshot))
            Assert.That(RankingBodyCodec.Write(RankingBodyCodec.Read(ranking.Body)), Is.EqualTo(ranking.Body));
    }

    [Test]
    public void Recompute_UnknownModelOrLayout_Refused()
    {
        var unknown = _snapshot with { ModelVersion = "prior-0" };
        var later = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_snapshot.ToBytes()).Replace("\"formatVersion\":4", "\"formatVersion\":5", StringComparison.Ordinal));

        Assert.That(() => SnapshotRanking.Recompute(unknown.ToBytes()), Throws.TypeOf<ModelUnavailableException>());
        Assert.That(() => SnapshotRanking.Recompute(later), Throws.InstanceOf<JsonException>());
    }

    private static FrozenRanking[] Of(RankingSubject subject, IEnumerable<FrozenRanking> rankings) => [.. rankings.Where(r => r.Subject == subject)];

    private static void AssertSame(IReadOnlyList<FrozenRanking> actual, IReadOnlyList<FrozenRanking> expected)
    {
        Assert.That(actual, Has.Count.EqualTo(expected.Count));
        for (var i = 0; i < expected.Count; i++)
            Assert.That(Encoding.UTF8.GetString(actual[i].Body), Is.EqualTo(Encoding.UTF8.GetString(expected[i].Body)));
    }
}
