using System.Text;
using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Rankings;

/// <summary>Layouts, character by character: kept rankings must stay readable and reproducible.</summary>
internal sealed class RankingBodyCodecTests
{
    private const string Layout = """
        {"formatVersion":1,"subject":{"type":"fund","id":"00000001-0000-7000-8000-000000000001"},"modelVersion":"prior-1",
        "inputHash":"e2e2","asOf":"2026-03-15","total":1,"excludedTotal":1,"items":[{"rank":1,
        "financingRequestId":"00000002-0000-7000-8000-000000000001","ticketCny":20000000,"score":0.679178699175393,"rawScore":0.75,"baseline":0,
        "contributions":[{"feature":"sector-closeness","value":0.5,"contribution":0},{"feature":"stage-focus","value":0.5,"contribution":0},
        {"feature":"place-fit","value":1,"contribution":0.25},{"feature":"ticket-share","value":0.6666666666666666,"contribution":0.08333333333333331}],
        "risk":{"expectedLossCny":null,"lossRatioAfter":null,"breachProbabilityAfter":null,"headroomAfterCny":16000000}}],
        "excluded":[{"financingRequestId":"00000002-0000-7000-8000-000000000002","reasons":[{"code":"stage-mismatch","actual":"c","limit":["pre-a","a"]}],
        "counterfactual":{"field":"stage","from":"c","to":"a"}}]}
        """;

    [TestCase(1)]
    [TestCase(2)]
    public void Write_Ranking_LayoutAsItIsPinned(int format)
    {
        var body = Rank(format);
        var item = body.Items[0] with { Contributions = [.. body.Items[0].Contributions.Take(4)], RawScore = 0.75, Score = ScoreScale.Score(0.75) };

        var bytes = RankingBodyCodec.Write(body with { InputHash = "e2e2", Items = [item] });

        Assert.That(Encoding.UTF8.GetString(bytes), Is.EqualTo(InFormat(format)));
    }

    [Test]
    public void Write_Layout2_TellsTheUsualTicketWhichLayout1DoesNot()
    {
        var book = new RandomFacts(5).Book();
        var mean = PortableMath.Exp(book.Positions.Average(p => PortableMath.Log(p.CostCny.Fen)));

        Assert.That(Rank(2, book).UsualTicketCny!.Value.Fen, Is.EqualTo(mean).Within(1));
        Assert.That(Rank(1, book).UsualTicketCny, Is.Null);
        Assert.That(Encoding.UTF8.GetString(RankingBodyCodec.Write(Rank(1, book))), Does.Not.Contain("usualTicketCny"));
    }

    [Test]
    public void InputHash_SameFacts_SameInEveryBuild()
    {
        // Pins canonical facts, digests and the order in which they are hashed; a change needs a new layout version.
        Assert.That(Rank(1).InputHash, Is.EqualTo("4dacf3caa01b4550983c34cd88f20130d55bc5167228119edcfe8e3a8ecc3775"));
        Assert.That(Rank(2).InputHash, Is.EqualTo("b50e9bb5bc0482a826c5828e7a1dc6b8d1518126a73576062ce7dfd1627ebd7a"));
    }

    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[]")]
    public void Read_SomethingElse_Refused(string json) =>
        Assert.That(() => RankingBodyCodec.Read(Encoding.UTF8.GetBytes(json)), Throws.InstanceOf<JsonException>());

    [Test]
    public void Read_LaterLayout_Refused()
    {
        Assert.That(RankingBodyCodec.Read(Encoding.UTF8.GetBytes(InFormat(2))).FormatVersion, Is.EqualTo(2));
        Assert.That(() => RankingBodyCodec.Read(Encoding.UTF8.GetBytes(InFormat(3))), Throws.InstanceOf<JsonException>());
    }

    private static string InFormat(int format) => Layout.ReplaceLineEndings("").Replace("\"formatVersion\":1", $"\"formatVersion\":{format}", StringComparison.Ordinal);

    private static RankingBody Rank(int format, FundBook? book = null) => new Ranker(RankingModels.Find("prior-1")!).RankFund(
        Samples.Profile(Samples.GoodMandate, book ?? Samples.GoodBook),
        [
            RequestProfile.Of(Samples.GoodRequest),
            RequestProfile.Of(Samples.GoodRequest with { Id = Samples.Request(2), Stage = Stage.C }),
        ],
        Samples.Context() with { Format = format },
        includeExcluded: true);
}
