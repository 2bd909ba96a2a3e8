using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Histories;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Histories;

/// <summary>Histories kept between rankings: found again where nothing changed, and never where something did.</summary>
internal sealed class BookHistoryCacheTests
{
    private RequestFacts[] _requests = [];
    private FundBook _book = new();
    private MarketProfile _market = MarketProfile.Empty;

    [SetUp]
    public void MakeFacts()
    {
        var random = new RandomFacts(21);
        _requests = [.. Enumerable.Range(1, 40).Select(random.Request)];
        _market = MarketProfile.Of(MarketBase.Of(_requests));
        _book = Enumerable.Range(0, 50).Select(_ => random.Book()).First(b => b.Positions.Count(p => p.InvestedOn < Samples.AsOf) > 1) with { CommitmentCny = Money.Max };
    }

    [Test]
    public void Get_SameBooksMarketAndDay_TheSame()
    {
        var cache = new BookHistoryCache();

        var first = Get(cache, _book, _market, Samples.AsOf);
        var again = Get(cache, _book with { Positions = [.. _book.Positions.Reverse()] }, MarketProfile.Of(MarketBase.Of(_requests.Reverse())), Samples.AsOf);

        Assert.That(first, Is.Not.Null);
        Assert.That(again, Is.SameAs(first));
        Assert.That(cache.Count, Is.EqualTo(1));
    }

    [Test]
    public void Get_AnythingChanged_Another()
    {
        var cache = new BookHistoryCache();
        var added = _book.Positions[0] with { Id = new(Samples.Guid(8, 1)) };
        var dearer = _book.Positions[0] with { CostCny = Money.FromFen(_book.Positions[0].CostCny.Fen + 1) };

        BookHistory?[] histories =
        [
            Get(cache, _book, _market, Samples.AsOf),
            Get(cache, _book with { Positions = [.. _book.Positions, added] }, _market, Samples.AsOf),
            Get(cache, _book with { Positions = [dearer, .. _book.Positions.Skip(1)] }, _market, Samples.AsOf),
            Get(cache, _book, MarketProfile.Of(MarketBase.Of(_requests.Skip(1))), Samples.AsOf),
            Get(cache, _book, _market, Samples.AsOf.AddDays(1)),
        ];

        Assert.That(histories, Is.Unique.And.None.Null);
    }

    [Test]
    public void Get_NothingToCompareWith_Null()
    {
        var cache = new BookHistoryCache();

        Assert.That(Get(cache, new(), _market, Samples.AsOf), Is.Null);
        Assert.That(Get(cache, new(), _market, Samples.AsOf), Is.Null);
    }

    [Test]
    public void Get_ManyAtOnce_OneForAll()
    {
        var cache = new BookHistoryCache();

        var histories = new BookHistory?[16];
        Parallel.For(0, histories.Length, i => histories[i] = Get(cache, _book, _market, Samples.AsOf));

        Assert.That(histories.Distinct().Count(), Is.EqualTo(1));
        Assert.That(histories[0], Is.Not.Null);
    }

    [Test]
    public void Get_MoreRoundsThanFit_ThoseNotUsedForLongestGo()
    {
        var rounds = _book.Positions.Count + _market.Facts.Sample!.Count + 1;
        var cache = new BookHistoryCache(2 * rounds);
        BookHistory? On(int day) => Get(cache, _book, _market, Samples.AsOf.AddDays(day));
        var (one, two) = (On(1), On(2));
        On(1);

        On(3);

        Assert.That((cache.Count, On(1) == one, On(2) == two), Is.EqualTo((2, true, false)));
    }

    [Test]
    public void RankFund_KeptHistories_SameBytesAsEachMadeAnewWhoeverAskedBefore()
    {
        var ranker = new Ranker(new LearnedModel(RandomModels.File(3)));
        RequestProfile[] requests = [.. _requests.Select(RequestProfile.Of)];
        var context = Samples.Context() with { Market = _market };
        FundBook[] books = [_book, _book with { Positions = [.. _book.Positions.Skip(1)] }, _book];
        byte[] Ranked(FundBook book, BookHistoryCache? histories) => RankingBodyCodec.Write(ranker.RankFund(
            FundProfile.Of(new(new() { Id = Samples.Fund(1) }, book), new LossModelCache(), histories), requests, context, includeExcluded: true, includeIntervals: true));

        var cache = new BookHistoryCache();
        var kept = new byte[12][];
        Parallel.For(0, kept.Length, i => kept[i] = Ranked(books[i % books.Length], cache));

        for (var i = 0; i < kept.Length; i++)
            Assert.That(kept[i], Is.EqualTo(Ranked(books[i % books.Length], null)));
        Assert.That(cache.Count, Is.EqualTo(2));
    }

    private static BookHistory? Get(BookHistoryCache cache, FundBook book, MarketProfile market, DateOnly day) =>
        new BookProfile(book, new LossModelCache(), cache).HistoryIn(market, day);
}
