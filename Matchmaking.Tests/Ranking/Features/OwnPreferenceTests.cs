using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Features;

/// <summary>What a fund says of a startup, in its own rankings and nowhere else.</summary>
internal sealed class OwnPreferenceTests
{
    private static readonly int _column = FeatureSet.All.Infos.ToList().FindIndex(i => i.Name == "own-preference");
    private static readonly Ranker _ranker = new(RankingModels.Prior);

    [TestCase(PreferenceValue.Avoid, -1)]
    [TestCase(PreferenceValue.Want, 1)]
    [TestCase(PreferenceValue.Must, 2)]
    public void Value_OfTheFund_ItsStrength(PreferenceValue value, float expected) => Assert.That(Value(Said(1, 1, value)), Is.EqualTo(expected));

    [Test]
    public void Value_NothingSaidOrOfAnotherPair_Missing()
    {
        Assert.That(Value(), Is.NaN);
        Assert.That(Value(Said(2, 1, PreferenceValue.Must), Said(1, 2, PreferenceValue.Want)), Is.NaN);
        Assert.That(Value(Said(1, 1, PreferenceValue.Veto)), Is.NaN, "a veto is a hard limit");
    }

    [Test]
    public void Preferences_InAnyOrder_SortedAndOneOfEachPair()
    {
        StatedPreference[] stated = [Said(2, 1, PreferenceValue.Avoid), Said(1, 2, PreferenceValue.Want), Said(1, 1, PreferenceValue.Avoid), Said(1, 2, PreferenceValue.Must)];

        Assert.That(new PreferenceSet(stated).Stated, Is.EqualTo(new[] { stated[2], stated[3], stated[0] }));
        Assert.That(new PreferenceSet(stated.Reverse()).Stated, Is.EqualTo(new PreferenceSet(stated).Stated));
    }

    [Test]
    public void InputHash_PreferencesOfTheFund_PartOfItsOwnAlone()
    {
        var none = Hash();
        string[] own = [Hash(Said(1, 1, PreferenceValue.Want)), Hash(Said(1, 1, PreferenceValue.Must)), Hash(Said(1, 2, PreferenceValue.Want)), none];

        Assert.That(own, Is.Unique);
        Assert.That(Hash(Said(2, 1, PreferenceValue.Must)), Is.EqualTo(none), "another fund's");
        Assert.That(OfRequest(Said(1, 1, PreferenceValue.Must)), Is.EqualTo(OfRequest()), "the startup does not know");
    }

    private static StatedPreference Said(int fund, int request, PreferenceValue value) => new(Samples.Fund(fund), Samples.Request(request), value);

    private static RankingContext Context(StatedPreference[] stated) => Samples.Context() with { Preferences = new(stated) };

    private static float Value(params StatedPreference[] stated)
    {
        var pool = CandidatePool.OfFund(
            Samples.Profile(Samples.GoodMandate, Samples.GoodBook), [RequestProfile.Of(Samples.GoodRequest)], Context(stated), includeExcluded: false, withHistories: true);
        return FeatureSet.All.Rows(pool.Pairs)[_column];
    }

    private static string Hash(params StatedPreference[] stated) =>
        _ranker.RankFund(Samples.Profile(Samples.GoodMandate, Samples.GoodBook), [RequestProfile.Of(Samples.GoodRequest)], Context(stated)).InputHash;

    private static byte[] OfRequest(params StatedPreference[] stated) =>
        RankingBodyCodec.Write(_ranker.RankRequest(RequestProfile.Of(Samples.GoodRequest), [MandateProfile.Of(Samples.GoodMandate)], Context(stated)));
}
