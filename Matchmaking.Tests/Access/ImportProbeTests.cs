using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Access;

/// <summary>A fund that imports rows about another fund's things is told the same as of things that do not exist.</summary>
internal sealed class ImportProbeTests : ApiFixture
{
    private AccessWorld _world = null!;

    protected override async Task Arrange() => _world = await AccessWorld.Create(Server);

    [TestCase("fundId")]
    [TestCase("fundExternalId")]
    [TestCase("fundName")]
    public async Task Positions_OfAnotherFund_LikeThoseOfNone(string column)
    {
        var (other, none) = Reference(column);

        await Alike("positions", cell => $"{column},name,stage,costCny,investedOn\n{cell},Probe,a,10万,2025-05-20", other, none);
    }

    [Test]
    public async Task Positions_IdOfAnothers_LikeThatOfNone()
    {
        var own = _world.Find("fund", "a").Id;

        await Alike("positions", id => $"fundId,id,name,stage,costCny,investedOn\n{own},{id},Probe,a,10万,2025-05-20", _world.Find("position", "b").Id, EndpointIds.Unknown);
    }

    [TestCase("fundId")]
    [TestCase("fundExternalId")]
    [TestCase("fundName")]
    public async Task Outcomes_OfAnotherFund_LikeThoseOfNone(string column)
    {
        var (other, none) = Reference(column);

        await Alike("outcomes", cell => $"{column},financingRequestId,result,occurredOn\n{cell},{_world.Find("financing-request", "a").Id},met,2026-11-01", other, none);
    }

    private (string Other, string None) Reference(string column) => column switch
    {
        "fundId" => (_world.Find("fund", "b").Id, EndpointIds.Unknown),
        "fundExternalId" => ("MARK-OUTSIDE-FUND-b", "MARK-OUTSIDE-FUND-x"),
        _ => ("MARK-FUND-b", "MARK-FUND-x"),
    };

    private async Task Alike(string kind, Func<string, string> file, string other, string none)
    {
        var fund = _world.Actor("fund-a").Client;

        var ofAnother = await fund.Import(kind, file(other));
        var ofNone = await fund.Import(kind, file(none));

        Assert.That(ofAnother.Counts, Is.EqualTo((int[])[0, 0, 0, 1]));
        Assert.That(ofAnother.Result.ToJsonString(), Is.EqualTo(ofNone.Result.ToJsonString()));
    }
}
