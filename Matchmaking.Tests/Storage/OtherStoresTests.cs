using Matchmaking.Core.Common;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>Stores with statements of their own: freezes, plans in force, outcomes, sessions by month, counters.</summary>
internal sealed class OtherStoresTests(DatabaseEngine engine) : StoreFixture(engine)
{
    [Test]
    public async Task Freeze_WithRankings_ReadsBackByteForByte()
    {
        var snapshot = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();
        var fund = new FrozenRanking(RankingSubject.Fund, Samples.Key(SampleKind.Fund, 1), [0, 255, 1]);
        var laterRequest = new FrozenRanking(RankingSubject.FinancingRequest, Samples.Key(SampleKind.Request, 9), [2]);
        var request = new FrozenRanking(RankingSubject.FinancingRequest, Samples.Key(SampleKind.Request, 1), []);
        await Write(db => SessionStore.Entities.Insert(db, Samples.BareSession(0)));

        await Write(db => FreezeStore.Insert(db, Samples.Freeze(0), snapshot, [fund, laterRequest, request]));

        var id = Samples.Freeze(0).Id;
        Assert.That(Facts.Of(await Read(db => FreezeStore.Find(db, Samples.SessionOf(0), id))), Is.EqualTo(Facts.Of(Samples.Freeze(0))));
        Assert.That(await Read(db => FreezeStore.Snapshot(db, id)), Is.EqualTo(snapshot));
        Assert.That(Facts.Of(await Read(db => FreezeStore.Rankings(db, id))), Is.EqualTo(Facts.Of(new[] { request, laterRequest, fund })));
        Assert.That(await Read(db => FreezeStore.Ranking(db, id, RankingSubject.Fund, fund.SubjectId)), Is.EqualTo(fund.Body));
        Assert.That(await Read(db => FreezeStore.Ranking(db, id, RankingSubject.Fund, request.SubjectId)), Is.Null);
    }

    [Test]
    public async Task Freezes_OfASession_AreListedInPagesAndTheLastIsTheLatest()
    {
        for (var n = 0; n < 3; n++)
            await Write(db => SessionStore.Entities.Insert(db, Samples.BareSession(n)));
        foreach (var n in (int[])[6, 0, 1, 3])
            await Write(db => FreezeStore.Insert(db, Samples.Freeze(n), [1], []));

        var first = await Read(db => FreezeStore.List(db, Samples.SessionOf(0), null, 2));
        var second = await Read(db => FreezeStore.List(db, Samples.SessionOf(0), first.Next, 2));

        Assert.That(first.Items.Concat(second.Items).Select(f => f.Id), Is.EqualTo(new[] { Samples.Freeze(0).Id, Samples.Freeze(3).Id, Samples.Freeze(6).Id }));
        Assert.That(second.Next, Is.Null);
        Assert.That((await Read(db => FreezeStore.Latest(db, Samples.SessionOf(0))))!.Id, Is.EqualTo(Samples.Freeze(6).Id));
        Assert.That(await Read(db => FreezeStore.Latest(db, Samples.SessionOf(2))), Is.Null);
        Assert.That(await Read(db => FreezeStore.Find(db, Samples.SessionOf(1), Samples.Freeze(0).Id)), Is.Null);
        Assert.That(await Read(db => ChangeCounters.Read(db, ChangeCounters.Session(Samples.SessionOf(0)))), Is.EqualTo(4), "one session, three freezes");
    }

    [Test]
    public async Task Plans_NumbersAndTheOneInForce_AreOfTheirSessionAlone()
    {
        for (var n = 0; n < 2; n++)
            await Write(db => SessionStore.Entities.Insert(db, Samples.BareSession(n)));
        foreach (var n in (int[])[0, 1, 3])
            await Write(db => FreezeStore.Insert(db, Samples.Freeze(n), [1], []));
        var published = Samples.DraftPlan(3) with { Status = PlanStatus.Published };
        var superseded = Samples.DraftPlan(0) with { Status = PlanStatus.Published, SupersededBy = published.Id };

        await Write(db => PlanStore.Entities.Insert(db, published));
        await Write(db => PlanStore.Entities.Insert(db, superseded));
        await Write(db => PlanStore.Entities.Insert(db, Samples.DraftPlan(1)));

        Assert.That((await Read(db => PlanStore.InForce(db, Samples.SessionOf(0))))?.Id, Is.EqualTo(published.Id));
        Assert.That(await Read(db => PlanStore.InForce(db, Samples.SessionOf(1))), Is.Null);
        Assert.That(await Read(db => PlanStore.NextNumber(db, Samples.SessionOf(0))), Is.EqualTo(5));
        Assert.That(await Read(db => PlanStore.NextNumber(db, Samples.SessionOf(1))), Is.EqualTo(3));
        Assert.That(await Read(db => PlanStore.NextNumber(db, new(Samples.Key(SampleKind.Session, 77)))), Is.EqualTo(1));
    }

    [Test]
    public async Task Outcomes_FullAndBare_ReadBackWithAllFields()
    {
        await Write(db => StoreCases.Parties(db, 4));
        var withDayOnly = Samples.FullOutcome(3) with { DueDiligence = new(new(2026, 2, 1)) };
        foreach (var outcome in (Outcome[])[Samples.FullOutcome(0), withDayOnly, Samples.BareOutcome(1), Samples.BareOutcome(2) with { SessionId = Samples.SessionOf(2) }])
            await Write(db => OutcomeStore.Insert(db, outcome));

        Assert.That(Facts.Of(await Read(db => OutcomeStore.OfSession(db, Samples.SessionOf(0)))), Is.EqualTo(Facts.Of(new[] { Samples.FullOutcome(0), withDayOnly })));
        Assert.That(
            Facts.Of(await Read(db => OutcomeStore.Find(db, Samples.SessionOf(2), Samples.BareOutcome(2).Id))),
            Is.EqualTo(Facts.Of(Samples.BareOutcome(2) with { SessionId = Samples.SessionOf(2) })));
        Assert.That(await Read(db => OutcomeStore.Find(db, Samples.SessionOf(1), Samples.FullOutcome(0).Id)), Is.Null);
    }

    [Test]
    public async Task OutcomesOfFund_BeforeADay_ItsOwnEarliestFirst()
    {
        await Write(db => StoreCases.Parties(db, 3));
        var (late, early, other) = (Samples.FullOutcome(2), Samples.BareOutcome(1) with { FundId = Samples.BareOutcome(2).FundId }, Samples.BareOutcome(0));
        foreach (var outcome in (Outcome[])[late, early, other])
            await Write(db => OutcomeStore.Insert(db, outcome));

        Assert.That(Facts.Of(await Read(db => OutcomeStore.OfFund(db, late.FundId, late.OccurredOn.AddDays(1)))), Is.EqualTo(Facts.Of(new[] { early, late })));
        Assert.That(Facts.Of(await Read(db => OutcomeStore.OfFund(db, late.FundId, late.OccurredOn))), Is.EqualTo(Facts.Of(new[] { early })), "the day itself does not count");
    }

    [Test]
    public async Task Outcomes_EveryFilterAndPage_GivesTheRowsPickedByHand()
    {
        await Write(db => StoreCases.Parties(db, 12));
        var all = Enumerable.Range(0, 12).Select(n => (n % 2 == 0 ? Samples.FullOutcome(n) : Samples.BareOutcome(n)) with { SessionId = Samples.SessionOf(n % 4 == 3 ? 1 : 0) }).ToList();
        foreach (var outcome in Enumerable.Reverse(all))
            await Write(db => OutcomeStore.Insert(db, outcome with { FundId = new(Samples.Key(SampleKind.Fund, (int)outcome.Result % 3)) }));
        async Task<List<OutcomeId>> List(int limit, params ListFilter[] filters)
        {
            var ids = new List<OutcomeId>();
            Guid? after = null;
            do
            {
                var page = await Read(db => OutcomeStore.List(db, Samples.SessionOf(0), new ListQuery(filters, after, limit)));
                ids.AddRange(page.Items.Select(o => o.Id));
                after = page.Next;
            }
            while (after is not null);
            return ids;
        }

        List<OutcomeId> Expect(Func<Outcome, bool> condition) => [.. all.Where(o => o.SessionId == Samples.SessionOf(0) && condition(o)).Select(o => o.Id)];
        var termSheetFund = Samples.Key(SampleKind.Fund, (int)OutcomeResult.TermSheet % 3).ToString();

        Assert.That(await List(4), Is.EqualTo(Expect(_ => true)));
        Assert.That(await List(2, new ListFilter("result", "passed")), Is.EqualTo(Expect(o => o.Result == OutcomeResult.Passed)));
        Assert.That(await List(2, new ListFilter("fund_id", termSheetFund)), Is.EqualTo(Expect(o => o.Result == OutcomeResult.TermSheet)));
        Assert.That(await List(50, new ListFilter("fund_id", [termSheetFund, Samples.Key(SampleKind.Fund, 2).ToString()])), Is.EqualTo(Expect(_ => true)));
        Assert.That(
            await List(50, new ListFilter("financing_request_id", all[4].FinancingRequestId.ToString()), new ListFilter("fund_id", termSheetFund)),
            Is.EqualTo(new[] { all[4].Id }));
        Assert.That(await List(50, new ListFilter("fund_id", [])), Is.Empty);
        Assert.That(() => OutcomeStore.ListSql(Database.Dialect, [new ListFilter("reason", "x")]), Throws.ArgumentException);
    }

    [Test]
    public async Task Outcomes_PairsBetween_TakesBothEndsAndSessionlessOnes()
    {
        await Write(db => StoreCases.Parties(db, 4));
        for (var n = 0; n < 4; n++)
            await Write(db => OutcomeStore.Insert(db, Samples.BareOutcome(n)));

        var pairs = await Read(db => OutcomeStore.PairsBetween(db, Samples.BareOutcome(1).OccurredOn, Samples.BareOutcome(2).OccurredOn));

        Assert.That(pairs, Is.EquivalentTo(((int[])[1, 2]).Select(n => (Samples.BareOutcome(n).FundId, Samples.BareOutcome(n).FinancingRequestId))));
    }

    [Test]
    public async Task Sessions_BetweenMonths_AreInTheOrderOfTime()
    {
        string[] months = ["2026-03", "2025-12", "2026-01", "2026-04"];
        for (var n = 0; n < months.Length; n++)
            await Write(db => SessionStore.Entities.Insert(db, Samples.BareSession(n) with { Month = Month.Parse(months[n]) }));

        var ids = await Read(db => SessionStore.Between(db, Month.Parse("2025-12"), Month.Parse("2026-03")));

        Assert.That(ids, Is.EqualTo(((int[])[1, 2, 0]).Select(n => Samples.BareSession(n).Id)));
    }

    [Test]
    public async Task Positions_OfAFund_IncludeVoidOnesInTheOrderOfIds()
    {
        await Write(db => StoreCases.Parties(db, 3));
        foreach (var n in (int[])[5, 1, 3])
            await Write(db => PositionStore.Entities.Insert(db, Samples.FullPosition(n) with { FundId = Samples.BareFund(1).Id, StartupId = null }));
        await Write(db => PositionStore.Entities.Insert(db, Samples.BarePosition(2)));

        var positions = await Read(db => PositionStore.OfFund(db, Samples.BareFund(1).Id));

        Assert.That(positions.Select(p => p.Key), Is.EqualTo(((int[])[1, 3, 5]).Select(n => Samples.Key(SampleKind.Position, n))));
        Assert.That(Facts.Of(positions[0].Valuations), Is.EqualTo(Facts.Of(Samples.FullPosition(1).Valuations)));
    }
}
