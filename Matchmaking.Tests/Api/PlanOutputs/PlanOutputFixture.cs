using System.Text.Json;
using System.Text.Json.Nodes;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Plans;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>A session of two funds and three startups with Chinese names, frozen; its rounds start at 14:00 in Shanghai.</summary>
internal abstract class PlanOutputFixture : ApiFixture
{
    protected const string Title = "低空经济/融资对接会 \"第十一期\"";

    protected string Session { get; private set; } = "";

    protected Investor[] Funds { get; private set; } = [];

    protected Seeker[] Seekers { get; private set; } = [];

    [SetUp]
    public async Task SetUp()
    {
        Session = (await Admin.CreateSession(Bodies.Session().With("title", Title).With("venue", "光谷会展中心, 三楼").With("startsAt", "2026-11-20T06:00:00Z"))).Id;
        Funds = [await Admin.CreateInvestor("高新投 <A&B> 基金", Session), await Admin.CreateInvestor("长江产业投资; 基金", Session)];
        Seekers = [await Admin.CreateSeeker("=武汉极目科技有限公司", Session), await Admin.CreateSeeker("湖北东湖星瀚生物医药有限公司", Session), await Admin.CreateSeeker("光谷云帆", Session)];
        await Admin.Freeze(Session);
    }

    protected static readonly (string, string) Chinese = ("Accept-Language", "zh-CN");

    protected async Task<Answer> Published(JsonObject? body = null)
    {
        var plan = await Admin.Plan(Session, body);
        return (await Admin.PostAsync($"/plans/{plan.Id}/publish")).Expect(200);
    }

    /// <summary>Stores a published plan that seats people, whatever the API makes by now.</summary>
    protected async Task<string> Seated(SessionLayout layout, params IReadOnlyList<SeatedTable> tables)
    {
        var made = await Admin.Plan(Session);
        var services = Server.Services;
        var stored = await services.GetRequiredService<IDatabase>().Write<SessionPlan>(
            async db =>
            {
                var plan = (await PlanStore.Entities.Find(db, made.Guid))!;
                var document = PlanTranslator.Read(plan) with { Layout = layout, Meetings = [], Tables = tables };
                var now = services.GetRequiredService<Surroundings>();
                return await PlanStore.Entities.Insert(db, plan with
                {
                    Id = now.Ids.Next<SessionPlan>(),
                    Version = 1,
                    Number = await PlanStore.NextNumber(db, plan.SessionId),
                    Status = PlanStatus.Published,
                    PublishedAt = now.Time,
                    Document = JsonSerializer.Serialize(document, WireJson.Options),
                });
            },
            CancellationToken.None);
        return stored.Value.Id.ToString();
    }

    protected static SeatView Seat(int seat, string registration, TableSide? side = null) =>
        new() { Seat = seat, Side = side, RegistrationId = RegistrationId.Parse(registration) };
}
