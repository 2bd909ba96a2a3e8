using System.Text.Json;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Tests.Ranking.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

/// <summary>Rows give the facts that entities give.</summary>
internal sealed class RequestRowReaderTests
{
    private static readonly FactsFactory _factory = new(Taxonomy.Load());

    [TestCase(null, "b", null, null)]
    [TestCase("low-altitude", null, "2026-05-01", "2019-02-28")]
    public void Facts_ARow_AsOfItsEntities(string? chain, string? stage, string? validUntil, string? foundedOn)
    {
        var startup = new Startup
        {
            Id = Samples.Startup(1),
            Name = "S",
            Sectors = Strings.Of("hydrogen", "fuel-cells", "hydrogen"),
            District = "hongshan",
            WillLandIn = Strings.Of("jianghan", "caidian"),
            Recognitions = Strings.Of("hnte", "gazelle"),
            FoundedOn = foundedOn is null ? null : DateOnly.Parse(foundedOn),
        };
        var request = new FinancingRequest
        {
            Id = Samples.Request(1),
            StartupId = startup.Id,
            Title = "R",
            Chain = chain,
            Stage = stage is null ? null : KebabEnum<Stage>.Parse(stage),
            AmountCny = Samples.Yuan(30),
            MinTicketCny = Samples.Yuan(10),
            Instruments = [Instrument.Loan, Instrument.Equity],
            ValidUntil = validUntil is null ? null : DateOnly.Parse(validUntil),
            Status = RequestStatus.Matched,
        };
        var row = new RequestRow
        {
            Id = request.Id.ToString(),
            StartupId = startup.Id.ToString(),
            Status = "matched",
            Sectors = Json(startup.Sectors),
            Chain = chain,
            Stage = stage,
            AmountFen = 3_000,
            MinTicketFen = 1_000,
            Instruments = Json(request.Instruments),
            District = "hongshan",
            WillLandIn = Json(startup.WillLandIn),
            Recognitions = Json(startup.Recognitions),
            FoundedOn = foundedOn,
            ValidUntil = validUntil,
        };
        var reader = new RequestRowReader(_factory);

        Assert.That(Digest(reader.Facts(row)), Is.EqualTo(Digest(_factory.Request(request, startup))));
        Assert.That(Digest(reader.Facts(row)), Is.EqualTo(Digest(reader.Facts(row with { Id = row.Id }))), "lists that were read before");
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);

    private static string Digest(RequestFacts facts) => Convert.ToHexString(RequestProfile.Of(facts).Digest.Span);
}
