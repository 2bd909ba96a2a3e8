using System.Globalization;
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

    /// <summary>A request that the fund neither sees nor has ever met, alone, and beside one that it sees.</summary>
    [TestCase("startupId,requestTitle", "{0},{1}")]
    [TestCase("financingRequestId", "{2}")]
    [TestCase("financingRequestId,requestExternalId", "{3},{1}")]
    public async Task Outcomes_WithAHiddenRequest_LikeThoseOfNone(string columns, string cells)
    {
        var startup = _world.Find("startup", "b");
        var hidden = await _world.Make("financing-request", "hidden", "/financing-requests", Bodies.Request(startup.Id).With("title", "Hidden").With("externalId", "Hidden").With("status", "draft"));
        string Row(string title, string id) =>
            $"fundId,{columns},result,occurredOn\n{_world.Find("fund", "a").Id},{string.Format(CultureInfo.InvariantCulture, cells, startup.Id, title, id, _world.Find("financing-request", "a").Id)},met,2026-11-01";
        var fund = _world.Actor("fund-a").Client;

        var ofHidden = await fund.Import("outcomes", Row("Hidden", hidden.Id));
        var ofNone = await fund.Import("outcomes", Row("Nothing", EndpointIds.Unknown));

        Assert.That(ofHidden.Count("failed"), Is.EqualTo(1));
        Assert.That(ofHidden.Result.ToJsonString(), Is.EqualTo(ofNone.Result.ToJsonString()));
        (await Admin.DeleteAsync($"/financing-requests/{hidden.Id}", "*")).Expect(204);
    }

    /// <summary>History: a request that is withdrawn by now, but that came to a session with the fund.</summary>
    [Test]
    public async Task Outcomes_WithARequestOfASessionInCommon_AreTakenIn()
    {
        var request = _world.Find("financing-request", "c withdrawn").Id;

        var imported = await _world.Actor("fund-a").Client.Import("outcomes", $"fundId,financingRequestId,result,occurredOn\n{_world.Find("fund", "a").Id},{request},met,2026-11-01");

        Assert.That(imported.Count("created"), Is.EqualTo(1));
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

        Assert.That(ofAnother.Count("failed"), Is.EqualTo(1));
        Assert.That(ofAnother.Result.ToJsonString(), Is.EqualTo(ofNone.Result.ToJsonString()));
    }
}
